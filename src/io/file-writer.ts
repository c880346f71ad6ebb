import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { describeFileError } from './file-errors.js'
import { makeFolder } from './make-folder.js'

/** Takes bytes in order. */
export interface FileWriter {
  write(bytes: Uint8Array): Promise<void>
  /** Returns once the bytes are on the disk, so that a name given to the file afterwards holds all of them. */
  close(): Promise<void>
}

/** Goes on behind the first `length` bytes of a file that has at least as many; makes file and folder if need be. */
export async function openWriter(path: string, length: number): Promise<FileWriter> {
  const explained = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action()
    } catch (cause) {
      throw describeFileError(cause, path)
    }
  }
  const file = await explained(() => openedAt(path, length))
  return {
    write: bytes =>
      explained(async () => {
        for (let done = 0; done < bytes.length; ) done += (await file.write(bytes, done)).bytesWritten
      }),
    close: () =>
      explained(async () => {
        try {
          await file.sync()
        } finally {
          await file.close()
        }
      }),
  }
}

/** Append mode: every write goes to the end, which truncation has put behind the bytes that stay. */
async function openedAt(path: string, length: number): Promise<FileHandle> {
  makeFolder(dirname(path))
  const file = await open(path, 'a')
  try {
    const { size } = await file.stat()
    if (size < length) throw new Error(`${path} has ${size} bytes, fewer than the ${length} to go on from`)
    await file.truncate(length)
    return file
  } catch (cause) {
    await file.close()
    throw cause
  }
}
