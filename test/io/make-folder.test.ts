import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openAppendLog } from '../../src/io/append-log.js'
import { diskFiles } from '../../src/io/files.js'
import { takeLock } from '../../src/io/lock.js'
import { makeFolder } from '../../src/io/make-folder.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-folder-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

test('makes those above it too, and leaves what is there', () => {
  for (const name of ['a/b/c/', 'a/b/d', 'a/b/c']) makeFolder(at(name))
  for (const name of ['a/b/c', 'a/b/d']) expect(statSync(at(name)).isDirectory()).toBe(true)
})

test('what has the name, or stands on the way, and is no folder is an error', () => {
  writeFileSync(at('file'), 'kept')
  expect(() => makeFolder(at('file'))).toThrow(expect.objectContaining({ code: 'EEXIST' }))
  expect(() => makeFolder(at('file/in/it'))).toThrow(expect.objectContaining({ code: 'ENOTDIR' }))
  expect(() => makeFolder('')).toThrow(expect.objectContaining({ code: 'ENOENT' }))
})

test('a folder that is there and takes none ends it, once each has been tried up and down', () => {
  const tried: string[] = []
  const make = (path: string) => {
    tried.push(path)
    throw Object.assign(new Error('no such file or directory'), {
      code: path === folder ? 'EEXIST' : 'ENOENT',
    })
  }
  expect(() => makeFolder(at('x/y'), make)).toThrow(expect.objectContaining({ code: 'ENOENT' }))
  expect(tried).toEqual([at('x/y'), at('x'), folder, at('x')])
})

test.runIf(existsSync('/proc/self'))('/proc is such a folder', async () => {
  const refusal = { code: 'FILE_MISSING' }
  await expect(diskFiles().write('/proc/lossgap/deep/gate.json', '{}')).rejects.toMatchObject(refusal)
  await expect(diskFiles().append('/proc/lossgap/log', 0)).rejects.toMatchObject(refusal)
  await expect(diskFiles().makeFolder('/proc/lossgap/deep')).rejects.toMatchObject(refusal)
  expect(() => openAppendLog('/proc/lossgap/scores').append('')).toThrow(/^Nothing can be kept in \/proc/)
  const self = { pid: 1, host: 'here', isAlive: () => true }
  expect(() => takeLock('/proc/lossgap/.lock', '', self)).toThrow(expect.objectContaining(refusal))
})
