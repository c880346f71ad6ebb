import { LossgapError } from '../errors.js'
import type { RandomReader } from './files.js'

/** A file as readers of Parquet ask for it: stretch by stretch. */
export function bufferOf(reader: RandomReader) {
  return {
    byteLength: reader.byteLength,
    async slice(start: number, end = reader.byteLength): Promise<ArrayBuffer> {
      const bytes = await reader.read(start, end)
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    },
  }
}

/** Names the file where the reader of the format names only the fault. @throws LossgapError FILE_UNREADABLE. */
export async function readable<T>(path: string, fix: string, reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (cause) {
    if (cause instanceof LossgapError) throw cause
    throw new LossgapError(
      'FILE_UNREADABLE',
      `${path} is not a readable Parquet file: ${(cause as Error).message}`,
      fix,
      { cause },
    )
  }
}
