import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing; one that is there stays as it is. Node's own `recursive` never ends
 * where a folder that is there says of a new one in it that it does not exist, as /proc does.
 * @throws the error of the file system.
 */
export async function makeFolder(path: string, make = (folder: string) => mkdir(folder)): Promise<void> {
  const missing: string[] = []
  // Up to a folder that is there or can be made …
  for (let folder = path; !(await madeOrThere(folder, make)); folder = dirname(folder)) {
    missing.push(folder)
    if (dirname(folder) === folder) break
  }
  // … and down again, where "does not exist" is no longer for want of a folder above.
  for (const folder of missing.reverse()) if (!(await isFolder(folder))) await madeNow(folder, make)
}

type Make = (folder: string) => Promise<unknown>

/** False where a folder above is missing. */
async function madeOrThere(folder: string, make: Make): Promise<boolean> {
  try {
    await madeNow(folder, make)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw cause
  }
}

/** Systems differ in what they say of a folder that is there; another process may have made it meanwhile. */
async function madeNow(folder: string, make: Make): Promise<void> {
  try {
    await make(folder)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' || !(await isFolder(folder))) throw cause
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
