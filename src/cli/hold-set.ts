import { basename, dirname, join } from 'node:path'
import { takeLock } from '../io/lock.js'
import { prepareSet, type SetPlace } from './out-folder.js'
import type { Ports } from './ports.js'

/**
 * Does the work that makes a set while no other process makes a set of that name: two that found the place free would
 * write over each other. What is there already is seen to once more when the place is ours.
 * @throws LossgapError IN_USE, as `prepareSet`, and as the work.
 */
export async function holdingSet<T>(
  out: string,
  place: SetPlace,
  { files, self }: Pick<Ports, 'files' | 'self'>,
  work: () => Promise<T>,
): Promise<T> {
  await prepareSet(out, place, files)
  const lock = takeLock(join(dirname(out), `.${basename(out)}.lock`), `${out} is being made`, self)
  try {
    await prepareSet(out, place, files)
    return await work()
  } finally {
    lock.release()
  }
}
