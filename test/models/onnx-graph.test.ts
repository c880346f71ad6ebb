import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LossgapError } from '../../src/errors.js'
import { type ByteSource, openByteSource } from '../../src/io/byte-source.js'
import { lossHead } from '../../src/models/loss-head.js'
import { logitsOf, precisionOf, rowsAreIndependent } from '../../src/models/onnx-facts.js'
import { type OnnxGraph, readOnnxGraph } from '../../src/models/onnx-graph.js'
import { patchModel } from '../../src/models/onnx-patch.js'
import { fixture, temporaryFolder } from './fixtures.js'
import { message, type Part } from './message.js'

const { folder } = temporaryFolder()

function withGraph<T>(path: string, use: (graph: OnnxGraph, source: ByteSource) => T): T {
  const source = openByteSource(path)
  try {
    return use(readOnnxGraph(source, path), source)
  } finally {
    source.close()
  }
}

const graphOf = (name: string, file = 'model.onnx') => withGraph(join(fixture(name), file), graph => graph)

/** A copy in which `edit` has changed bytes; the place of the edit is found without the reader under test. */
function edited(name: string, edit: (bytes: Buffer) => Buffer): string {
  const path = join(folder, `${name}-edited.onnx`)
  writeFileSync(path, edit(readFileSync(join(fixture(name), 'model.onnx'))))
  return path
}

describe('readOnnxGraph', () => {
  it('reads inputs, outputs, weights and operators as onnx wrote them', () => {
    const graph = graphOf('past')
    expect(graph.opset).toBe(17)
    expect(graph.inputs).toEqual([
      { name: 'input_ids', elementType: 7, dims: ['batch_size', 'sequence_length'] },
      ...['key', 'value'].map(part => ({
        name: `past_key_values.0.${part}`,
        elementType: 1,
        dims: ['batch_size', 2, 'past_sequence_length', 4],
      })),
    ])
    expect(graph.outputs.map(port => [port.name, port.dims.at(-1)])).toEqual([
      ['present.0.key', 4],
      ['present.0.value', 4],
      ['logits', 32],
    ])
    expect(
      graph.initializers.map(({ name, dataType, dims, external }) => [name, dataType, dims, external]),
    ).toEqual([
      ['W', 1, [32, 32], false],
      ['first', 1, [32], false],
    ])
    expect(graph.operators).toEqual(new Set(['ReduceSum', 'Add', 'Identity', 'Mul', 'Gather']))
  })

  it('finds the bytes of a weight in the file', () => {
    const { location } = graphOf('bigram').initializers[0]!
    const bytes = readFileSync(join(fixture('bigram'), 'model.onnx'))
    expect(location).toMatchObject({ file: 'model.onnx', length: 4096 })
    // Row a begins with the odds 4, 2, 1, 1 of a, b, c, d.
    const row = [0, 4, 8, 12].map(at => bytes.readFloatLE(location!.offset + at))
    expect(row).toEqual([Math.fround(Math.log(4)), Math.fround(Math.log(2)), 0, 0])
  })

  it('finds external weights, and knows none for a list of floats', () => {
    expect(graphOf('external').initializers.map(({ external, location }) => [external, location])).toEqual([
      [true, { file: 'weights.bin', offset: 0, length: 2048 }],
      [true, { file: 'weights.bin', offset: 2048, length: 2048 }],
    ])
    expect(graphOf('typed-data').initializers[0]!.location).toBeUndefined()
  })

  it('sees the operators and weights of both branches of an If', () => {
    const graph = graphOf('branches')
    expect(graph.operators).toEqual(new Set(['If', 'Gather', 'DynamicQuantizeLinear', 'DequantizeLinear']))
    expect(rowsAreIndependent(graph)).toBe(false)
    expect(graph.initializers.map(({ name, nested, location }) => [name, nested, location])).toEqual([
      ['W', true, { file: 'weights.bin', offset: 0, length: 4096 }],
      ['W', true, { file: 'weights.bin', offset: 4096, length: 4096 }],
    ])
    expect(precisionOf(graph)).toBe('float32')
    // A body's weight must not hide an input of the model that has its name.
    expect(graph.inputs.map(port => port.name)).toEqual(['input_ids', 'use_cache_branch'])
  })

  const OPSET: Part = [8, [[2, 17]]]
  /** NodeProto.op_type. */
  const node = (operator: string, ...attributes: Part[]): Part => [1, [[4, operator], ...attributes]]
  /** TensorProto: dims, data_type, name, external_data (location), data_location. */
  const external = (file: string): readonly Part[] =>
    [[1, 2], [1, 2], [2, 1], [8, file], [13, [[1, 'location'], [2, file]]], [13, [[1, 'length'], [2, '16']]], [14, 1]] // biome-ignore format: a message

  it.each<[string, readonly Part[]]>([
    ['the body of a loop in a branch', [[7, [node('If', [5, [[6, [node('Loop', [5, [[6, [node('DynamicQuantizeLinear')]]]])]]]])]]]],
    ['one of a list of bodies', [[7, [node('Many', [5, [[11, [node('Add')]], [11, [node('DynamicQuantizeLinear')]]]])]]]],
    ['a function of the model', [[7, [node('Mine')]], [25, [[1, 'Mine'], [7, [[4, 'DynamicQuantizeLinear']]]]]]],
    ['a branch in a function', [[7, [node('Mine')]], [25, [[7, [[4, 'If'], [5, [[6, [node('DynamicQuantizeLinear')]]]]]]]]]],
    ['a node of 64 KiB and more', [[7, [[1, [[6, 'x'.repeat(70_000)], [4, 'DynamicQuantizeLinear']]]]]]],
  ])('sees an operator in %s', (_, parts) => {
    const path = join(folder, 'nested.onnx')
    writeFileSync(path, message([OPSET, ...parts]))
    const graph = withGraph(path, read => read)
    expect([...graph.operators]).toContain('DynamicQuantizeLinear')
    expect(rowsAreIndependent(graph)).toBe(false)
  }) // biome-ignore format: messages

  it('lists the data file of every weight that lies outside: in bodies and in constants', () => {
    const path = join(folder, 'outside.onnx')
    const branches = node('If', [5, [[6, [[5, external('body.bin')]]], [11, [[5, external('list.bin')]]]]]) // biome-ignore format: a message
    const constant = node('Constant', [5, [[5, external('constant.bin')], [10, external('constants.bin')]]]) // biome-ignore format: a message
    const graph: Part = [7, [branches, constant, [5, external('top.bin')]]]
    const fn: Part = [25, [[7, [[4, 'Constant'], [5, [[5, external('function.bin')]]]]]]] // biome-ignore format: a message
    writeFileSync(path, message([OPSET, graph, fn]))
    const weights = withGraph(path, read => read.initializers)
    expect(weights.map(({ nested, location }) => [nested, location!.file])).toEqual([
      [true, 'body.bin'],
      [true, 'list.bin'],
      [true, 'constant.bin'],
      [true, 'constants.bin'],
      [false, 'top.bin'],
      [true, 'function.bin'],
    ])
  })

  it.each([11, 12])('reads operator set %i', opset => {
    expect(graphOf(`opset${opset}`).opset).toBe(opset)
  })

  it('refuses every truncation of a model, and says which file', () => {
    const whole = readFileSync(join(fixture('past'), 'model.onnx'))
    // Each byte of the part that is structure; the weight in the middle is one field.
    const lengths = [...whole.keys()].filter(length => length < 600 || length > whole.length - 500)
    const path = join(folder, 'cut.onnx')
    for (const length of lengths) {
      writeFileSync(path, whole.subarray(0, length))
      const error = refusalOf(path)
      expect(error, `${length} bytes`).toBeInstanceOf(LossgapError)
      expect(error, `${length} bytes`).toMatchObject({
        code: 'MODEL_CORRUPT',
        message: expect.stringMatching(/cut\.onnx is not a readable ONNX model \(.+\)$/),
        fix: expect.stringMatching(/checksum/),
      })
    }
  })

  it.each([
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4096\n'],
    ['a web page', '<!doctype html><title>404</title>'],
    ['zeros', '\0'.repeat(100)],
    ['nothing', ''],
  ])('refuses %s', (_, contents) => {
    const path = join(folder, 'other.onnx')
    writeFileSync(path, contents)
    expect(refusalOf(path)).toMatchObject({ code: 'MODEL_CORRUPT' })
  })

  function refusalOf(path: string): unknown {
    try {
      withGraph(path, graph => graph)
      return undefined
    } catch (error) {
      return error
    }
  }
})

describe('facts of a graph', () => {
  it('takes the output called logits among several', () => {
    expect(logitsOf(graphOf('past'), 'm').name).toBe('logits')
  })

  it('takes a single output of the right shape under another name, unless it is a hidden state', () => {
    const named = (name: string) => ({
      ...graphOf('bigram'),
      outputs: [{ name, elementType: 1, dims: ['b', 's', 32] }],
    })
    expect(logitsOf(named('scores'), 'm').name).toBe('scores')
    expect(logitsOf(named('lm_logits'), 'm').name).toBe('lm_logits')
    for (const name of ['last_hidden_state', 'embeddings', 'token_embeddings'])
      expect(() => logitsOf(named(name), 'm')).toThrow(/no logits output/)
  })

  it('refuses logits of the last position only', () => {
    const last = { ...graphOf('bigram'), outputs: [{ name: 'logits', elementType: 1, dims: ['b', 32] }] }
    expect(() => logitsOf(last, 'm')).toThrow(/no logits output/)
  })

  it('tells the precision from the bytes of the weights, indices left out', () => {
    expect(precisionOf(graphOf('bigram'))).toBe('float32')
    expect(precisionOf(graphOf('half'))).toBe('float16')
    expect(precisionOf(graphOf('typed-data'))).toBe('float32')
    const [weight] = graphOf('bigram').initializers
    const sized = (dataType: number, length: number) => ({
      ...weight!,
      dataType,
      location: { file: '', offset: 0, length },
    })
    const weighing = (float: number) => ({
      ...graphOf('bigram'),
      initializers: [sized(1, float), sized(3, 200), sized(3, 50), sized(7, 900)],
    })
    // An embedding left in float beside quantised layers is named, scales and norms are not.
    expect(precisionOf(weighing(100))).toBe('float32+int8')
    expect(precisionOf(weighing(400))).toBe('float32+int8')
    expect(precisionOf(weighing(2))).toBe('int8')
  })

  it('keeps texts apart where a batch would change them', () => {
    const graph = graphOf('bigram')
    expect(rowsAreIndependent(graph)).toBe(true)
    for (const operator of ['DynamicQuantizeLinear', 'GroupQueryAttention'])
      expect(rowsAreIndependent({ ...graph, operators: new Set([operator]) })).toBe(false)
  })
})

describe('patchModel', () => {
  const patched = (path: string) =>
    withGraph(path, (graph, source) =>
      Buffer.from(patchModel(source, graph, lossHead(logitsOf(graph, 'm'), graph.opset))),
    )

  it('leaves heavy weights in their file: the patched bytes refer to them', () => {
    const whole = readFileSync(join(fixture('bigram'), 'model.onnx'))
    const { offset } = graphOf('bigram').initializers[0]!.location!
    const bytes = patched(join(fixture('bigram'), 'model.onnx'))
    expect(bytes.length).toBeLessThan(4096)
    expect(bytes.includes(whole.subarray(offset, offset + 64))).toBe(false)
    // TensorProto.external_data: key, value (fields 1 and 2) of the three entries.
    for (const [key, value] of Object.entries({
      location: 'model.onnx',
      offset: `${offset}`,
      length: '4096',
    })) {
      const entry = Buffer.concat([Buffer.of(10, key.length), Buffer.from(key), Buffer.of(18, value.length)])
      expect(bytes.includes(Buffer.concat([entry, Buffer.from(value)])), key).toBe(true)
    }
  })

  it('keeps light weights, and drops the outputs of the model for those of the head', () => {
    const whole = readFileSync(join(fixture('past'), 'model.onnx'))
    const bytes = patched(join(fixture('past'), 'model.onnx'))
    const light = Buffer.concat([Buffer.from(Float32Array.of(1).buffer), Buffer.alloc(31 * 4)])
    expect(bytes.includes(light)).toBe(true)
    const times = (haystack: Buffer, name: string) => haystack.toString('latin1').split(name).length - 1
    // The node that computes it, and the output that it was.
    expect(times(whole, 'present.0.key')).toBe(2)
    expect(times(bytes, 'present.0.key')).toBe(1)
    // Messages that are written one after the other are one to protobuf; our reader takes the last, the head.
    const path = join(folder, 'patched-past.onnx')
    writeFileSync(path, bytes)
    expect(withGraph(path, graph => graph.outputs.map(port => port.name))).toEqual([
      'lossgap_log_prob',
      'lossgap_mean',
      'lossgap_square',
      'lossgap_rank',
    ])
  })

  it('leaves the bodies of an If as they are', () => {
    const whole = readFileSync(join(fixture('branches'), 'model.onnx'))
    const bytes = patched(join(fixture('branches'), 'model.onnx'))
    const start = whole.indexOf('then_branch')
    const end = whole.indexOf('use_cache_branch', start)
    expect(bytes.includes(whole.subarray(start, end))).toBe(true)
  })

  it('leaves the model file as it was', () => {
    const path = edited('bigram', bytes => bytes)
    const before = readFileSync(path)
    patched(path)
    expect(readFileSync(path).equals(before)).toBe(true)
  })
})
