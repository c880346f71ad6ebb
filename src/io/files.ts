import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describeFileError } from './file-errors.js'
import { type FileWriter, openWriter } from './file-writer.js'
import { makeFolder } from './make-folder.js'

/** The bytes of a file in order. `sha256()` is known once the last chunk has been taken. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  /** SHA-256 (hex) of every byte that was streamed. @throws if the stream has not been read to its end. */
  sha256(): string
}

/** Reads parts of one open file. */
export interface RandomReader {
  readonly byteLength: number
  /** The bytes [start, end), cut off at the end of the file. */
  read(start: number, end: number): Promise<Uint8Array>
  close(): Promise<void>
}

/** What may be done with files. Everything that touches a disk goes through here, so tests can pass a double. */
export interface Files {
  kind(path: string): Promise<'file' | 'folder' | 'missing'>
  /** Names (not paths) of the entries of a folder, sorted. */
  names(folder: string): Promise<readonly string[]>
  size(path: string): Promise<number>
  /** Streams the file; memory stays at a few chunks. */
  read(path: string): ByteStream
  /** SHA-256 (hex) of a file's bytes, in constant memory. */
  sha256(path: string): Promise<string>
  readText(path: string): Promise<string>
  open(path: string): Promise<RandomReader>
  /** Writes all or nothing: a reader sees the old file or the new one, never half of it. Makes the folder. */
  write(path: string, contents: string | Uint8Array): Promise<void>
  /** Opens a file to go on behind its first `length` bytes; what stood there is cut off. Makes the folder. */
  append(path: string, length: number): Promise<FileWriter>
  /** Gives a file another name in one step, in place of what had that name. Both in one file system. */
  move(from: string, to: string): Promise<void>
  makeFolder(path: string): Promise<void>
  /** Deletes a regular file; a folder, a link, a device or a pipe of that name stays. */
  removeFile(path: string): Promise<void>
  /** Deletes a file or folder; nothing happens if it does not exist. */
  remove(path: string): Promise<void>
}

/** 256 KiB: large enough that per-chunk cost vanishes, small enough that a few of them weigh nothing. */
const CHUNK_BYTES = 256 * 1024

/** Files on disk. `chunkBytes` is for tests that need chunk borders in awkward places. */
export function diskFiles(chunkBytes = CHUNK_BYTES): Files {
  return {
    async kind(path) {
      try {
        return (await stat(path)).isDirectory() ? 'folder' : 'file'
      } catch (cause) {
        // ENOTDIR: a parent of the path is a file, so the path cannot exist.
        if (['ENOENT', 'ENOTDIR'].includes((cause as NodeJS.ErrnoException).code ?? '')) return 'missing'
        throw describeFileError(cause, path)
      }
    },
    names: folder => explained(folder, async () => (await readdir(folder)).sort()),
    size: path => explained(path, async () => (await stat(path)).size),
    read: path => new HashedStream(path, chunkBytes),
    sha256: path => explained(path, () => hashWhole(path, chunkBytes)),
    readText: path => explained(path, () => readFile(path, 'utf8')),
    open: path => explained(path, () => openReader(path)),
    write: (path, contents) => explained(path, () => writeWhole(path, contents)),
    append: (path, length) => openWriter(path, length),
    move: (from, to) => explained(from, () => rename(from, to)),
    makeFolder: path => explained(path, async () => makeFolder(path)),
    removeFile: path => explained(path, () => removeRegular(path)),
    remove: path => explained(path, () => rm(path, { recursive: true, force: true })),
  }
}

class HashedStream implements ByteStream {
  #digest: string | undefined

  constructor(
    private readonly path: string,
    private readonly chunkBytes: number,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    try {
      for await (const chunk of createReadStream(this.path, { highWaterMark: this.chunkBytes })) {
        hash.update(chunk)
        yield chunk
      }
    } catch (cause) {
      throw describeFileError(cause, this.path)
    }
    this.#digest = hash.digest('hex')
  }

  sha256(): string {
    if (this.#digest === undefined)
      throw new Error(`sha256 of ${this.path} was asked for before its end was read`)
    return this.#digest
  }
}

/** One buffer for the whole file: a stream's chunks of a model's gigabytes would pile up until they are collected. */
async function hashWhole(path: string, chunkBytes: number): Promise<string> {
  const hash = createHash('sha256')
  const buffer = new Uint8Array(chunkBytes)
  const file = await open(path, 'r')
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) return hash.digest('hex')
      hash.update(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

async function openReader(path: string): Promise<RandomReader> {
  const file = await open(path, 'r')
  const byteLength = (await file.stat()).size
  return {
    byteLength,
    read: (start, end) =>
      explained(path, async () => {
        const bytes = new Uint8Array(Math.max(0, Math.min(end, byteLength) - start))
        let filled = 0
        while (filled < bytes.length) {
          const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled)
          if (bytesRead === 0) break
          filled += bytesRead
        }
        return bytes.subarray(0, filled)
      }),
    close: () => file.close(),
  }
}

async function writeWhole(path: string, contents: string | Uint8Array): Promise<void> {
  makeFolder(dirname(path))
  // In the same folder, because rename is atomic only within one file system.
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    const file = await open(temporary, 'wx')
    try {
      await file.writeFile(contents)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw cause
  }
}

async function removeRegular(path: string): Promise<void> {
  const found = await lstat(path).catch(cause => {
    if (['ENOENT', 'ENOTDIR'].includes(cause.code)) return undefined
    throw cause
  })
  if (found?.isFile()) await rm(path, { force: true })
}

async function explained<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (cause) {
    throw describeFileError(cause, path)
  }
}
