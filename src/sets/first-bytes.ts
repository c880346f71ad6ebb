import { LossgapError } from '../errors.js'

/** Enough for the first line of a Git LFS pointer. */
export const FIRST_BYTES = 64

/** First line of every Git LFS pointer (github.com/git-lfs/git-lfs, docs/spec.md). */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/'

/**
 * Refuses files that are not what their name says, from their first bytes.
 * @throws FILE_UNREADABLE for a Git LFS pointer, ENCODING_INVALID for UTF-16, SET_EMPTY for no bytes at all.
 */
export function checkFirstBytes(path: string, bytes: Uint8Array): void {
  if (bytes.length === 0) {
    throw new LossgapError(
      'SET_EMPTY',
      `${path} is empty`,
      'Put at least one item into it, or name another file',
    )
  }
  if (Buffer.from(bytes).toString('latin1').startsWith(LFS_POINTER)) {
    throw new LossgapError(
      'FILE_UNREADABLE',
      `${path} is a Git LFS pointer: the file itself has not been downloaded`,
      `Run git lfs pull --include ${JSON.stringify(path)}`,
    )
  }
  const littleEndian = bytes[0] === 0xff && bytes[1] === 0xfe
  const bigEndian = bytes[0] === 0xfe && bytes[1] === 0xff
  if (littleEndian || bigEndian) {
    throw new LossgapError(
      'ENCODING_INVALID',
      `${path}:1 begins with a UTF-16 byte order mark; sets are read as UTF-8`,
      'Convert it: iconv -f utf-16 -t utf-8',
    )
  }
}
