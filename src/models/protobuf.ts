import { PbfReader } from 'pbf'
import type { ByteSource } from '../io/byte-source.js'

/** A tag and a length are varints of at most 10 bytes each. */
const HEADER_BYTES = 20

/** Where one field of a protobuf message lies in its file. For a length-delimited field, [start, end) is the payload. */
export interface Field {
  readonly tag: number
  readonly header: number
  readonly start: number
  readonly end: number
  /** The value of a varint field; NaN for the other wire types. */
  readonly value: number
}

/**
 * Walks the fields of the message in bytes [from, to) without reading their payloads, so that weights of
 * gigabytes are skipped rather than loaded.
 * @throws Error on bytes that are no protobuf message (the caller says which file).
 */
export function* fieldsOf(source: ByteSource, from: number, to: number): Generator<Field> {
  let header = from
  while (header < to) {
    const reader = new PbfReader(source.read(header, Math.min(to, header + HEADER_BYTES)))
    const key = reader.readVarint()
    const wire = key & 7
    const tag = key >>> 3
    let value = Number.NaN
    let length = 0
    if (wire === 0) value = reader.readVarint(true)
    else if (wire === 1) length = 8
    else if (wire === 2) length = reader.readVarint()
    else if (wire === 5) length = 4
    else throw new Error(`wire type ${wire} at byte ${header}`)
    const start = header + reader.pos
    const end = start + length
    if (tag === 0 || !(end <= to)) throw new Error(`field ${tag} at byte ${header} runs past its message`)
    yield { tag, header, start, end, value }
    header = end
  }
}

export function textOf(source: ByteSource, field: Field): string {
  return new TextDecoder().decode(source.read(field.start, field.end))
}
