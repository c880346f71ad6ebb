import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { makeFolder } from '../../src/io/make-folder.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-folder-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

test('makes those above it too, again and at once', async () => {
  await Promise.all([makeFolder(at('a/b/c/')), makeFolder(at('a/b/d')), makeFolder(at('a/b/c'))])
  await makeFolder(at('a/b/c'))
  for (const name of ['a/b/c', 'a/b/d']) expect(statSync(at(name)).isDirectory()).toBe(true)
})

test('what has the name, or stands on the way, and is no folder is an error', async () => {
  writeFileSync(at('file'), 'kept')
  await expect(makeFolder(at('file'))).rejects.toMatchObject({ code: 'EEXIST' })
  await expect(makeFolder(at('file/in/it'))).rejects.toMatchObject({ code: 'ENOTDIR' })
  await expect(makeFolder('')).rejects.toMatchObject({ code: 'ENOENT' })
})

test('a folder that is there and takes none ends it, once each has been tried up and down', async () => {
  const tried: string[] = []
  const make = async (path: string) => {
    tried.push(path)
    throw Object.assign(new Error('no such file or directory'), {
      code: path === folder ? 'EEXIST' : 'ENOENT',
    })
  }
  await expect(makeFolder(at('x/y'), make)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(tried).toEqual([at('x/y'), at('x'), folder, at('x')])
})

test.runIf(existsSync('/proc/self'))('/proc is such a folder', async () => {
  const refusal = { code: 'FILE_MISSING' }
  await expect(diskFiles().write('/proc/lossgap/deep/gate.json', '{}')).rejects.toMatchObject(refusal)
  await expect(diskFiles().append('/proc/lossgap/log', 0)).rejects.toMatchObject(refusal)
  await expect(diskFiles().makeFolder('/proc/lossgap/deep')).rejects.toMatchObject(refusal)
})
