import type { PulledFile } from '../catalogue/pull.js'
import type { CatalogueEntry } from '../catalogue/schema.js'
import { printable } from './printable.js'
import { left, right, table, wrap } from './table.js'

/** What was pulled, under which terms, and the options that read it. */
export function pulledSet(entry: CatalogueEntry, files: readonly PulledFile[], width: number): string {
  const paths = printable(files.map(({ path }) => path))
  const rows = files.map(({ bytes, sha256, origin }, f) => [paths[f]!, String(bytes), sha256, origin])
  const { title, licence, published, homepage, verified, note } = entry
  const facts = [
    `${title}: licence ${licence}, published ${published}${homepage === null ? '' : `, ${homepage}`}`,
    '',
    ...table([left('file'), right('bytes'), left('SHA-256'), left('')], rows),
    '',
    `Read it with ${readingOptions(entry)}`,
    `  ${auditLine(entry, files)}`,
    ...(note === '' ? [] : wrap(`Note: ${note}`, width)),
    ...(verified ? [] : wrap('Not checked at the publisher: see that the template fits the fields.', width)),
  ]
  return `${facts.join('\n')}\n`
}

/** The set options of every command that reads sets. `id` is what they take by themselves. */
function readingOptions({ template, fields: { id, cluster } }: CatalogueEntry): string {
  return [
    `--template "${template}"`,
    ...(id === undefined || id === 'id' ? [] : [`--id-field ${id}`]),
    ...(cluster === undefined || cluster === 'cluster' ? [] : [`--cluster-field ${cluster}`]),
  ].join(' ')
}

/** For the first file of each role; sets of many parts have one file each. */
function auditLine(entry: CatalogueEntry, files: readonly PulledFile[]): string {
  const first = (split: string) => printable(files.find(file => file.split === split)?.path)
  const { evaluated } = entry
  const train = evaluated === 'train' ? undefined : first('train')
  return [
    'lossgap audit MODEL',
    `--test ${quoted(first(evaluated) ?? 'TEST')}`,
    `--ref ${quoted(first('reference') ?? 'REFERENCE')}`,
    ...(train === undefined ? [] : [`--train ${quoted(train)}`]),
    readingOptions(entry),
  ].join(' ')
}

/** Safe in the shells that people paste into, whatever the folder is called. */
const quoted = (path: string) => (/^[\w./\\:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`)
