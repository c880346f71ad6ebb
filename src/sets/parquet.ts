import { isUtf8 } from 'node:buffer'
import { type Compressors, type FileMetaData, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { RandomReader } from '../io/files.js'
import { bufferOf, readable } from '../io/parquet-bytes.js'
import type { RowFormat } from './row-format.js'
import { coversRow, type RowRange } from './set-spec.js'
import { invalidUtf8 } from './utf8.js'

const FIX = 'Download or write the file again'

/** Apache Parquet, with every compression that the format defines. One row group is in memory at a time. */
export const parquetFormat: RowFormat = {
  name: 'Parquet',
  extensions: ['.parquet'],
  async readRows(path, files, rows, visit) {
    const reader = await files.open(path)
    let total: number
    try {
      const metadata = await readable(path, FIX, parquetMetadataAsync(bufferOf(reader)))
      total = Number(metadata.num_rows)
      for (const { start, end } of neededSpans(metadata, rows)) {
        const records = await readable(path, FIX, readSpan(reader, metadata, start, end))
        records.forEach((record, offset) => {
          const index = start + offset
          visit({ index, line: index + 1, fields: checkedFields(record, path, index + 1) })
        })
      }
    } finally {
      await reader.close()
    }
    return { rows: total, sha256: await files.sha256(path) }
  },
}

/** Row 0 and the rows of the range, cut at row groups so that each is decoded once. */
function* neededSpans(metadata: FileMetaData, rows: RowRange): Generator<{ start: number; end: number }> {
  let groupStart = 0
  for (const group of metadata.row_groups) {
    const groupEnd = groupStart + Number(group.num_rows)
    const start = Math.max(groupStart, rows.start)
    const end = Math.min(groupEnd, rows.end ?? groupEnd)
    if (groupStart === 0 && groupEnd > 0 && !coversRow(rows, 0)) yield { start: 0, end: 1 }
    if (start < end) yield { start, end }
    groupStart = groupEnd
  }
}

/**
 * An empty page (a column chunk of nulls) is, in LZ4, the one byte 0: hyparquet-compressors 1.1.2 takes it for the
 * start of a match and throws. No codec can make anything else of a page whose length is 0.
 */
const decompressors: Compressors = Object.fromEntries(
  Object.entries(compressors).map(([codec, decompress]) => [
    codec,
    (bytes: Uint8Array, length: number) => (length === 0 ? new Uint8Array() : decompress(bytes, length)),
  ]),
)

/** Stands for text that is not UTF-8 until the row is known. */
class InvalidText {}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function readSpan(reader: RandomReader, metadata: FileMetaData, rowStart: number, rowEnd: number) {
  const stringFromBytes = (bytes: Uint8Array | undefined) =>
    bytes === undefined ? undefined : isUtf8(bytes) ? decoder.decode(bytes) : new InvalidText()
  const parsers = { stringFromBytes }
  return parquetReadObjects({
    file: bufferOf(reader),
    metadata,
    rowStart,
    rowEnd,
    compressors: decompressors,
    parsers,
  })
}

function checkedFields(record: Record<string, unknown>, path: string, line: number): Record<string, unknown> {
  for (const value of Object.values(record)) if (value instanceof InvalidText) throw invalidUtf8(path, line)
  return record
}
