import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-examples-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What each example must print when it works; an example without a line here fails the test below. */
const SAYS: Readonly<Record<string, { readonly argv?: readonly string[]; readonly says: RegExp }>> = {
  'audit.mjs': { says: /^exposure-strong\nleaked finds test\.jsonl far more familiar/ },
  'signals.mjs': { says: /^item\tmean log-probability\tMin-K%\tMin-K%\+\+\tlongest run\n(.+\n){10}$/ },
  'sets.mjs': { argv: [join(folder, 'made.jsonl')], says: /^100 items in .*made\.jsonl: (pass|warn)/ },
  'compare.mjs': { says: /clean: no-exposure-detected.*\n.*leaked: exposure-strong.*called exposed\n$/ },
}

const examples = readdirSync('examples').filter(name => name.endsWith('.mjs'))

test('every example is run here', () => {
  expect(examples.sort()).toEqual(Object.keys(SAYS).sort())
})

describe.each(examples)('examples/%s', name => {
  // The examples import the package by its name, as users do: Node resolves it to this repository's own dist.
  test('runs and says what it should', { timeout: 180_000 }, async () => {
    const { argv = [], says } = SAYS[name]!
    const { stdout } = await promisify(execFile)(process.execPath, [join('examples', name), ...argv])
    expect(stdout).toMatch(says)
  })
})
