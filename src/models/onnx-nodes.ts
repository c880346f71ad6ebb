import { PbfWriter } from 'pbf'

/** ONNX TensorProto.DataType. */
export const FLOAT = 1
export const INT64 = 7
/** ONNX AttributeProto.AttributeType INT. */
const ATTRIBUTE_INT = 2

/**
 * A serialised ModelProto that holds only a graph: protobuf messages merge when their bytes are concatenated, so
 * appending it to a model's bytes adds what `write` writes.
 */
export function graphPart(write: (graph: PbfWriter) => void): Uint8Array {
  const model = new PbfWriter()
  model.writeMessage(7, (_, graph) => write(graph), null)
  return model.finish()
}

/** A NodeProto of a graph. Attributes are integers; `axes` is the attribute of old operator sets. */
export function writeNode(
  graph: PbfWriter,
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Record<string, number>,
  axes?: readonly number[],
): void {
  graph.writeMessage(
    1,
    (_, node) => {
      for (const input of inputs) node.writeStringField(1, input)
      node.writeStringField(2, output)
      node.writeStringField(3, `node_${output}`)
      node.writeStringField(4, operator)
      for (const [name, value] of Object.entries(attributes)) {
        node.writeMessage(5, (__, attribute) => writeIntAttribute(attribute, name, value), null)
      }
      if (axes) node.writeMessage(5, (__, attribute) => writeIntsAttribute(attribute, 'axes', axes), null)
    },
    null,
  )
}

function writeIntAttribute(attribute: PbfWriter, name: string, value: number): void {
  attribute.writeStringField(1, name)
  attribute.writeVarintField(3, value)
  attribute.writeVarintField(20, ATTRIBUTE_INT)
}

function writeIntsAttribute(attribute: PbfWriter, name: string, values: readonly number[]): void {
  const ATTRIBUTE_INTS = 7
  attribute.writeStringField(1, name)
  for (const value of values) attribute.writeVarintField(8, value)
  attribute.writeVarintField(20, ATTRIBUTE_INTS)
}

/** A constant [1] of one whole number. */
export function writeInteger(graph: PbfWriter, name: string, value: number): void {
  graph.writeMessage(
    5,
    (_, tensor) => {
      tensor.writeVarintField(1, 1)
      tensor.writeVarintField(2, INT64)
      tensor.writeStringField(8, name)
      tensor.writeBytesField(9, new Uint8Array(BigInt64Array.of(BigInt(value)).buffer))
    },
    null,
  )
}

/** An input (field 11) or output (field 12) with a free size along each of its axes. */
export function writePort(
  graph: PbfWriter,
  field: 11 | 12,
  name: string,
  elementType: number,
  axes: readonly string[],
): void {
  const dimension = (shape: PbfWriter, label: string) =>
    shape.writeMessage(1, (_, dim) => dim.writeStringField(2, label), null)
  graph.writeMessage(
    field,
    (_, port) => {
      port.writeStringField(1, name)
      port.writeMessage(
        2,
        (__, type) =>
          type.writeMessage(
            1,
            (___, tensor) => {
              tensor.writeVarintField(1, elementType)
              tensor.writeMessage(
                2,
                (____, shape) => {
                  for (const axis of axes) dimension(shape, `lossgap_${axis}`)
                },
                null,
              )
            },
            null,
          ),
        null,
      )
    },
    null,
  )
}
