import { z } from 'zod'
import type { Files } from '../io/files.js'

/** Where the bytes of an unfinished download come from. Lies beside them as NAME.part.json. */
const originSchema = z.strictObject({
  url: z.string(),
  /** Strong ETag; null = the server gave none, so nothing can be gone on from. */
  etag: z.string().nullable(),
  total: z.int().min(0).nullable(),
})

export type PartOrigin = z.infer<typeof originSchema>

/** What an earlier download left that can be gone on from; anything else that it left is removed. */
export async function openPart(
  part: string,
  url: string,
  files: Files,
): Promise<(PartOrigin & { readonly bytes: number }) | undefined> {
  const origin = await readOrigin(part, files)
  const bytes = (await files.kind(part)) === 'file' ? await files.size(part) : 0
  const complete = origin?.total === bytes
  if (origin !== undefined && origin.url === url && bytes > 0 && (origin.etag !== null || complete))
    return { ...origin, bytes }
  await dropPart(part, files)
  return undefined
}

export async function keepPartOrigin(part: string, origin: PartOrigin, files: Files): Promise<void> {
  await files.write(originPath(part), `${JSON.stringify(origin)}\n`)
}

export async function dropPart(part: string, files: Files): Promise<void> {
  await files.remove(part)
  await files.remove(originPath(part))
}

/** A file that is not of its form is as good as none: the download starts anew. */
async function readOrigin(part: string, files: Files): Promise<PartOrigin | undefined> {
  if ((await files.kind(originPath(part))) !== 'file') return undefined
  try {
    return originSchema.parse(JSON.parse(await files.readText(originPath(part))))
  } catch {
    return undefined
  }
}

const originPath = (part: string) => `${part}.json`
