import { dirname } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { Manifest } from '../sets/index.js'
import type { BuildPlan } from './build-plan.js'

/**
 * Sees that what a manifest was made from lies where the manifest says, beside or below it. A manifest names what lay
 * elsewhere without its folder.
 * @throws LossgapError FILE_MISSING with the option that says where it is, and the hash that it must have.
 */
export async function checkThere(
  { from, like }: BuildPlan,
  given: { readonly from?: string; readonly like?: string; readonly manifest?: string },
  { source, generator }: Manifest,
  files: Files,
): Promise<void> {
  const wanted = [
    { option: 'from', path: from.path, name: source.file, sha256: source.sha256 },
    {
      option: 'like',
      path: like?.path,
      name: String(generator.options.like),
      sha256: String(generator.options.likeSha256),
    },
  ] as const
  for (const { option, path, name, sha256 } of wanted) {
    if (given[option] !== undefined || path === undefined) continue
    const file = (await files.kind(path)) === 'missing' ? path.replace(/#\d*:\d*$/, '') : path
    if ((await files.kind(file)) !== 'missing') continue
    throw new LossgapError(
      'FILE_MISSING',
      `${given.manifest} was made from ${name}, which is not in ${dirname(file)}`,
      `Say where it is: --${option} PATH (its sha256 begins with ${sha256.slice(0, 16)})`,
    )
  }
}
