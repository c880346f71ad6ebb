import type { Catalogue, CatalogueEntry } from '../catalogue/schema.js'
import { left, table } from './table.js'

const COLUMNS = ['name', 'language', 'splits', 'format', 'licence', 'published', 'order', 'hashes', 'checked']

/** The published sets as aligned text, and what the less obvious columns mean. */
export function setList({ sets }: Catalogue): string {
  const legend = [
    'order    whether the items have one published order that copies keep; an order test needs one',
    'hashes   of how many files the SHA-256 is known here; the others are recorded at the first pull',
    'checked  whether location and fields were seen at the publisher',
  ]
  return `${[...table(COLUMNS.map(left), sets.map(rowOf)), '', ...legend].join('\n')}\n`
}

function rowOf(set: CatalogueEntry): string[] {
  const hashes = set.files.flatMap(({ sha256, parts }) => (parts ? Object.values(parts) : [sha256]))
  return [
    set.name,
    set.language,
    [...new Set(set.files.map(({ split }) => split))].join(' '),
    set.format,
    set.licence,
    set.published,
    set.canonicalOrder,
    `${hashes.filter(hash => hash !== null).length} of ${hashes.length}`,
    set.verified ? 'yes' : 'no',
  ]
}
