import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LossgapError } from '../errors.js'
import { nearestName } from '../nearest-name.js'

/** What the operating system's refusals mean, and what mends them. */
const REFUSALS: Record<string, { readonly reason: string; readonly fix: string }> = {
  EACCES: {
    reason: 'permission denied',
    fix: 'Give yourself access to it (chmod, chown), or use another path',
  },
  EPERM: { reason: 'operation not permitted', fix: 'Give yourself access to it, or use another path' },
  EISDIR: { reason: 'it is a folder', fix: 'Name a file in it' },
  ENOSPC: { reason: 'the disk is full', fix: 'Free some space, or use a path on another disk' },
  EDQUOT: { reason: 'the disk quota is used up', fix: 'Free some space, or use a path on another disk' },
  EROFS: { reason: 'the file system is read-only', fix: 'Use a path that can be written' },
  EMFILE: { reason: 'too many files are open', fix: 'Raise the limit (ulimit -n)' },
  ENAMETOOLONG: { reason: 'the name is too long', fix: 'Use a shorter path' },
  EEXIST: { reason: 'something else has that name', fix: 'Use another path' },
}

/**
 * Turns an error of the file system into one that its reader can mend; other errors come back unchanged.
 * A missing file is answered with the name in its folder that is spelt most like it.
 */
export function describeFileError(cause: unknown, path: string): unknown {
  if (cause instanceof LossgapError || !(cause instanceof Error) || !('code' in cause)) return cause
  const code = String(cause.code)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new LossgapError('FILE_MISSING', `${path} does not exist`, missingFix(path), { cause })
  }
  const refusal = REFUSALS[code] ?? { reason: cause.message, fix: 'Check the path and the disk' }
  return new LossgapError('FILE_UNREADABLE', `${path} cannot be used: ${refusal.reason}`, refusal.fix, {
    cause,
  })
}

function missingFix(path: string): string {
  const folder = dirname(path)
  const names = namesIn(folder)
  if (names === undefined) return `Check the path: there is no folder ${folder}`
  const nearest = nearestName(basename(path), names)
  return nearest === undefined
    ? `Check the path: no name in ${folder} is like it`
    : `Did you mean ${join(folder, nearest)}?`
}

function namesIn(folder: string): string[] | undefined {
  try {
    return readdirSync(folder)
  } catch {
    return undefined
  }
}
