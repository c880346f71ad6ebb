import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import type { LossgapError } from '../../src/errors.js'
import { diskFiles } from '../../src/io/files.js'
import { loadSet, type SetSpec } from '../../src/sets/index.js'

/** A folder for one test file, deleted after it. Errors are compared with its path replaced by `<folder>`. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'lossgap-sets-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const shorten = (text: string) => text.replaceAll(`${folder}/`, '').replaceAll(folder, '<folder>')

  return {
    folder,
    write(name: string, contents: string | Uint8Array): string {
      writeFileSync(join(folder, name), contents)
      return join(folder, name)
    },
    load: (name: string, options: Omit<SetSpec, 'path'> = {}, chunkBytes?: number) =>
      loadSet({ path: join(folder, name), ...options }, diskFiles(chunkBytes)),
    /** Asserts code, what and fix of the error that loading ends in. */
    async refuses(name: string, expected: Refusal, options: Omit<SetSpec, 'path'> = {}): Promise<void> {
      const outcome = await loadSet({ path: join(folder, name), ...options }, diskFiles()).catch(
        error => error,
      )
      expect(outcome).toBeInstanceOf(Error)
      const { code, message, fix } = outcome as LossgapError
      expect({ code, what: shorten(message), fix: shorten(fix ?? '') }).toEqual(expected)
    },
  }
}

export interface Refusal {
  readonly code: string
  readonly what: unknown
  readonly fix: unknown
}
