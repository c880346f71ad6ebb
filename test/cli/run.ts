import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { main } from '../../src/cli/main.js'
import type { Ports } from '../../src/cli/ports.js'
import { diskFiles } from '../../src/io/files.js'

export interface Outcome {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** Runs command lines in this process, in a folder of their own. */
export function commandLine() {
  const folder = mkdtempSync(join(tmpdir(), 'lossgap-cli-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const at = (name: string) => join(folder, name)

  async function run(argv: readonly string[], changes: Partial<Ports> = {}): Promise<Outcome> {
    let out = ''
    let err = ''
    const ports: Ports = {
      argv,
      files: diskFiles(),
      print: text => {
        out += text
      },
      report: text => {
        err += text
      },
      interactive: false,
      colour: { out: 0, err: 0 },
      width: 100,
      cacheFolder: at('cache'),
      now: () => 0,
      fetch,
      env: {},
      sleep: async () => {},
      signal: new AbortController().signal,
      self: { pid: process.pid, host: 'here', isAlive: () => true },
      ...changes,
    }
    return { exit: await main(ports), out, err }
  }

  return {
    folder,
    at,
    run,
    /** Writes texts as a JSONL set and returns its path. */
    set(name: string, ...texts: readonly string[]): string {
      writeFileSync(at(name), texts.map(text => `${JSON.stringify({ text })}\n`).join(''))
      return at(name)
    },
  }
}

/** Asserts that an error ended a command: its exit code, what and where, how to mend it, and no stack. */
export function expectError(
  { exit, out, err }: Outcome,
  code: number,
  what: string | RegExp,
  fix: string | RegExp,
): void {
  // Progress may stand before the error; nothing stands behind it.
  const [, message, remedy] = /^error (.*)\nfix {3}(.*)\n$/m.exec(err) ?? []
  expect(message, err).toEqual(typeof what === 'string' ? what : expect.stringMatching(what))
  expect(remedy).toEqual(typeof fix === 'string' ? fix : expect.stringMatching(fix))
  expect(err).not.toMatch(/^\s+at /m)
  expect(out).toBe('')
  expect(exit).toBe(code)
}
