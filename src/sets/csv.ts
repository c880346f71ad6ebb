import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, type Info, parse } from 'csv-parse'
import type { ByteStream } from '../io/files.js'
import { CsvLines, columnMismatch, csvSyntaxError, readHeader } from './csv-rows.js'
import { lineBlocks } from './line-blocks.js'
import type { RowFormat } from './row-format.js'
import { coversRow } from './set-spec.js'
import { checkUtf8 } from './utf8.js'

/** Comma-separated with a header row, quoted as in RFC 4180. Empty lines are skipped and are not rows. */
export const csvFormat: RowFormat = delimitedFormat('CSV', '.csv', ',')

/** Tab-separated with a header row, quoted like CSV. */
export const tsvFormat: RowFormat = delimitedFormat('TSV', '.tsv', '\t')

function delimitedFormat(name: string, extension: string, delimiter: string): RowFormat {
  return {
    name,
    extensions: [extension],
    async readRows(path, files, rows, visit) {
      const stream = files.read(path)
      const source = new CheckedBytes(stream, path)
      const lines = new CsvLines()
      let header: readonly string[] | undefined
      let index = 0
      /** A row with the wrong number of columns; whether the file is cut off there shows only afterwards. */
      let misfit: { readonly line: number; readonly columns: number } | undefined

      async function readRecords(records: AsyncIterable<{ record: readonly string[]; info: Info }>) {
        for await (const { record, info } of records) {
          const line = lines.startOf(record, info)
          if (header === undefined) {
            header = readHeader(record, path, line)
            continue
          }
          if (misfit !== undefined) throw columnMismatch(path, misfit, header, false)
          if (record.length !== header.length) misfit = { line, columns: record.length }
          else if (index === 0 || coversRow(rows, index)) {
            visit({ index, line, fields: Object.fromEntries(header.map((field, i) => [field, record[i]])) })
          }
          index++
        }
      }

      try {
        await pipeline(Readable.from(source), parse(optionsFor(delimiter)), readRecords)
      } catch (cause) {
        throw cause instanceof CsvError ? csvSyntaxError(path, lines.next(), cause) : cause
      }
      if (misfit !== undefined) throw columnMismatch(path, misfit, header ?? [], !source.endsInNewline)
      return { rows: index, sha256: stream.sha256() }
    },
  }
}

function optionsFor(delimiter: string) {
  return {
    delimiter,
    info: true,
    // Listed, not discovered: in a file with mixed line ends, the discovered one would join rows.
    record_delimiter: ['\r\n', '\n', '\r'],
    // Columns are counted here, where the message can name the header's fields.
    relax_column_count: true,
    skip_empty_lines: true,
  }
}

/** Passes a byte stream on in whole lines, after checking that they are UTF-8. */
class CheckedBytes implements AsyncIterable<Uint8Array> {
  endsInNewline = false

  constructor(
    private readonly stream: ByteStream,
    private readonly path: string,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for await (const block of lineBlocks(this.stream)) {
      checkUtf8(block, this.path)
      this.endsInNewline = block.bytes.at(-1) === 0x0a
      yield block.bytes
    }
  }
}
