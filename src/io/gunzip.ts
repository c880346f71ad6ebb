import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { LossgapError } from '../errors.js'
import type { Files } from './files.js'

/** Unpacks a gzip file into another, in constant memory. @throws LossgapError FILE_UNREADABLE when it is none. */
export async function gunzipFile(from: string, to: string, files: Files): Promise<void> {
  const writer = await files.append(to, 0)
  // Not before: an error of a stream that nobody reads yet would end the process.
  const source = Readable.from(files.read(from))
  const unpacked = createGunzip()
  source.on('error', error => unpacked.destroy(error))
  source.pipe(unpacked)
  try {
    for await (const chunk of unpacked) await writer.write(chunk as Uint8Array)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))) throw cause
    throw new LossgapError(
      'FILE_UNREADABLE',
      `${from} is no whole gzip file: ${cause.message}`,
      'Fetch the file again',
      { cause },
    )
  } finally {
    source.destroy()
    await writer.close()
  }
}
