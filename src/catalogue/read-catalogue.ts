import { join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { nearestName } from '../nearest-name.js'
import { type Catalogue, type CatalogueEntry, catalogueSchema } from './schema.js'

/** Reads `index.json` in the datasets folder. @throws ZodError when it is not of its form: a fault of lossgap. */
export async function readCatalogue(datasets: string, files: Files): Promise<Catalogue> {
  return catalogueSchema.parse(JSON.parse(await files.readText(join(datasets, 'index.json'))))
}

/** @throws LossgapError SET_UNKNOWN, with the name that was most likely meant. */
export function entryOf({ sets }: Catalogue, name: string): CatalogueEntry {
  const entry = sets.find(set => set.name === name)
  if (entry !== undefined) return entry
  const names = sets.map(set => set.name)
  const nearest = nearestName(name, names)
  throw new LossgapError(
    'SET_UNKNOWN',
    `No published set is known as "${name}"`,
    nearest === undefined
      ? `Use one of ${names.join(', ')}; lossgap sets list says more`
      : `Did you mean ${nearest}? lossgap sets list shows all`,
  )
}
