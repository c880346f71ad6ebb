import { Readable } from 'node:stream'
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

      try {
        for await (const { record, info } of records(source, delimiter)) {
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
      } catch (cause) {
        throw cause instanceof CsvError ? csvSyntaxError(path, lines.next(), cause) : cause
      }
      if (misfit !== undefined) throw columnMismatch(path, misfit, header ?? [], !source.endsInNewline)
      return { rows: index, sha256: stream.sha256() }
    },
  }
}

interface ParsedRecord {
  readonly record: readonly string[]
  readonly info: Info
}

/** Ends with the error of whichever side failed; `pipeline` would replace the consumer's with an AbortError. */
async function* records(bytes: AsyncIterable<Uint8Array>, delimiter: string): AsyncGenerator<ParsedRecord> {
  const parser = parse({
    delimiter,
    info: true,
    // Listed, not discovered: in a file with mixed line ends, the discovered one would join rows.
    record_delimiter: ['\r\n', '\n', '\r'],
    // Columns are counted above, where the message can name the header's fields.
    relax_column_count: true,
    skip_empty_lines: true,
  })
  const source = Readable.from(bytes)
  source.on('error', error => parser.destroy(error))
  source.pipe(parser)
  try {
    yield* parser as AsyncIterable<ParsedRecord>
  } finally {
    source.destroy()
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
