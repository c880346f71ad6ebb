import { LossgapError } from '../errors.js'
import { csvFormat, tsvFormat } from './csv.js'
import { jsonlFormat } from './jsonl.js'
import { parquetFormat } from './parquet.js'
import type { RowFormat } from './row-format.js'

/** Every format that a set may have. A new one is a file beside this one and an entry here. */
export const formats = [
  jsonlFormat,
  csvFormat,
  tsvFormat,
  parquetFormat,
] as const satisfies readonly RowFormat[]

/** The format that a file's extension stands for. @throws FORMAT_UNKNOWN, listing the ones there are. */
export function formatOf(path: string): RowFormat {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase()
  const format = formats.find(({ extensions }) => extensions.some(extension => name.endsWith(extension)))
  if (format !== undefined) return format
  if (name.endsWith('.json')) {
    throw new LossgapError(
      'FORMAT_UNKNOWN',
      `${path} is JSON; a set has one object a line (JSONL)`,
      `Convert it: jq -c '.[]' ${path} > ${path}l`,
    )
  }
  const known = formats.flatMap(({ extensions }) => extensions).join(', ')
  const extension = name.lastIndexOf('.') > 0 ? `"${name.slice(name.lastIndexOf('.'))}"` : 'no extension'
  throw new LossgapError(
    'FORMAT_UNKNOWN',
    `${path} has ${extension}; sets are read from ${known}`,
    'Convert the file, or give it the extension of its format',
  )
}
