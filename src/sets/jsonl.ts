import { LossgapError } from '../errors.js'
import { type Line, lineBlocks, linesOf } from './line-blocks.js'
import { repeatedKey } from './repeated-key.js'
import type { Fields, RowFormat } from './row-format.js'
import { coversRow } from './set-spec.js'
import { decodeUtf8 } from './utf8.js'

/** One JSON object a line. Blank lines are skipped and are not rows. */
export const jsonlFormat: RowFormat = {
  name: 'JSONL',
  extensions: ['.jsonl', '.ndjson'],
  async readRows(path, files, rows, visit) {
    const stream = files.read(path)
    let index = 0
    for await (const block of lineBlocks(stream)) {
      for (const line of linesOf(block)) {
        if (isBlank(line.bytes)) continue
        if (index === 0 || coversRow(rows, index))
          visit({ index, line: line.number, fields: parseLine(line, path) })
        index++
      }
    }
    return { rows: index, sha256: stream.sha256() }
  },
}

/** Space, tab, CR: the white space that JSON allows around a value. */
function isBlank(line: Uint8Array): boolean {
  return line.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d)
}

function parseLine(line: Line, path: string): Fields {
  const text = decodeUtf8(line.bytes, path, line.number)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw invalidJson(line, path, cause as SyntaxError)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const twice = repeatedKey(text)
    if (twice === undefined) return value as Fields
    throw new LossgapError(
      'ROW_INVALID',
      `${path}:${line.number} gives the key ${JSON.stringify(twice)} twice`,
      'Delete the one that does not count',
    )
  }
  const kind = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`
  throw new LossgapError(
    'ROW_INVALID',
    `${path}:${line.number} is ${kind}, not an object`,
    'Write each row as one object, such as {"question": "…", "answer": "…"}',
  )
}

function invalidJson({ number, ended }: Line, path: string, cause: SyntaxError): LossgapError {
  const what = `${path}:${number} is not valid JSON: ${cause.message}`
  return ended
    ? new LossgapError('ROW_INVALID', what, 'Mend or delete the line', { cause })
    : new LossgapError(
        'ROW_INVALID',
        `${what}. It is the last line and has no newline: the file seems cut off`,
        'Download or write the file again',
        { cause },
      )
}
