import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it that are missing; one that is there stays as it is. Node's own `recursive` never ends
 * where a folder that is there says of a new one in it that it does not exist, as /proc does.
 * @throws the error of the file system.
 */
export function makeFolder(path: string, make: Make = folder => mkdirSync(folder)): void {
  const missing: string[] = []
  // Up to a folder that is there or can be made …
  for (let folder = path; !madeOrThere(folder, make); folder = dirname(folder)) {
    missing.push(folder)
    if (dirname(folder) === folder) break
  }
  // … and down again, where "does not exist" is no longer for want of a folder above.
  for (const folder of missing.reverse()) if (!isFolder(folder)) madeNow(folder, make)
}

type Make = (folder: string) => unknown

/** False where a folder above is missing. */
function madeOrThere(folder: string, make: Make): boolean {
  try {
    madeNow(folder, make)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw cause
  }
}

/** Systems differ in what they say of a folder that is there; another process may have made it meanwhile. */
function madeNow(folder: string, make: Make): void {
  try {
    make(folder)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT' || !isFolder(folder)) throw cause
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
