import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

test('the documentation of the public names is made without a warning', { timeout: 180_000 }, async () => {
  const { stdout } = await promisify(execFile)('npx', ['--no-install', 'typedoc', '--emit', 'none'])
  expect(stdout).not.toMatch(/warning|error/i)
})
