import { PbfWriter } from 'pbf'

/** A field of a protobuf message: text, a number, bytes, or a message of fields. */
export type Part = readonly [tag: number, value: string | number | Uint8Array | readonly Part[]]

/** A message by hand, so that the reader under test meets bytes that it has not written. */
export function message(parts: readonly Part[]): Uint8Array {
  const writer = new PbfWriter()
  for (const [tag, value] of parts) {
    if (typeof value === 'string') writer.writeStringField(tag, value)
    else if (typeof value === 'number') writer.writeVarintField(tag, value)
    else writer.writeBytesField(tag, value instanceof Uint8Array ? value : message(value))
  }
  return writer.finish()
}
