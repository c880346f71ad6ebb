import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { describeFileError } from './file-errors.js'

/** Random access to bytes that are too many to hold: a model file of gigabytes is walked through this. */
export interface ByteSource {
  readonly size: number
  /** The bytes [start, end). Throws RangeError when they are not all there. */
  read(start: number, end: number): Uint8Array
  close(): void
}

/** Small reads are served from a block of this size: a model's graph is thousands of fields of a few bytes. */
const BLOCK_BYTES = 262_144

/** @throws LossgapError when the file is missing or may not be read. */
export function openByteSource(path: string): ByteSource {
  const fd = openedFile(path)
  const { size } = fstatSync(fd)
  let block: Uint8Array = new Uint8Array(0)
  let blockStart = 0

  function fill(start: number, end: number): Uint8Array {
    const bytes = new Uint8Array(end - start)
    let filled = 0
    while (filled < bytes.length) {
      const got = readSync(fd, bytes, filled, bytes.length - filled, start + filled)
      if (got === 0) throw new RangeError(`file ended at ${start + filled}`)
      filled += got
    }
    return bytes
  }

  return {
    size,
    read(start, end) {
      if (start < 0 || end < start || end > size) throw new RangeError(`bytes ${start}–${end} of ${size}`)
      if (end - start > BLOCK_BYTES) return fill(start, end)
      if (start < blockStart || end > blockStart + block.length) {
        blockStart = start
        block = fill(start, Math.min(start + BLOCK_BYTES, size))
      }
      return block.subarray(start - blockStart, end - blockStart)
    },
    close: () => closeSync(fd),
  }
}

function openedFile(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (cause) {
    throw describeFileError(cause, path)
  }
}
