import type { Files } from '../io/files.js'
import type { ItemSet } from '../types.js'
import { manifestBeside } from './read-manifest.js'

/** Items of a set by the split of their parents; empty for a set that was not made from another. */
export type ParentSplits = ReadonlyMap<string, number>

/**
 * The splits that a set's items were made from: as each row says, or as the manifest beside the set says for rows that
 * do not. A manifest counts also when the file was edited since, because its parents are still the same.
 */
export async function parentSplits({ path, items }: ItemSet, files: Files): Promise<ParentSplits> {
  const silent = items.some(({ parentSplit }) => parentSplit === undefined)
  const stated = silent ? (await manifestBeside(path, files))?.source.split : undefined
  const counts = new Map<string, number>()
  for (const { parentSplit = stated } of items)
    if (parentSplit !== undefined) counts.set(parentSplit, (counts.get(parentSplit) ?? 0) + 1)
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
