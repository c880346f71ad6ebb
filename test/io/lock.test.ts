import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { LossgapError } from '../../src/errors.js'
import { type Self, takeLock } from '../../src/io/lock.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let locks = 0
const newPath = () => join(folder, String(locks++), '.lock')

const me: Self = { pid: 11, host: 'here', isAlive: pid => pid === 11 || pid === 22 }
const left = (path: string, contents: string) => {
  takeLock(path, 'It is written', me).release()
  writeFileSync(path, contents)
}
const held = (pid: number, host: string) => JSON.stringify({ pid, host })

function refusal(path: string): LossgapError {
  try {
    takeLock(path, 'It is written', me)
  } catch (error) {
    return error as LossgapError
  }
  throw new Error('The lock was taken')
}

describe('takeLock', () => {
  it('is refused until it is released, and leaves nothing behind', () => {
    const path = newPath()
    const lock = takeLock(path, 'It is written', me)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ pid: 11, host: 'here' })
    expect(refusal(path)).toMatchObject({ code: 'IN_USE', message: 'It is written by process 11' })
    lock.release()
    expect(readdirSync(join(path, '..'))).toEqual([])
    takeLock(path, 'It is written', me).release()
  })
  it.each([
    ['a living process', held(22, 'here'), 'It is written by process 22'],
    ['a process of another machine', held(33, 'there'), 'It is written by process 33 on there'],
    ['nobody that it tells', '', 'It is written by another process'],
  ])('is refused for that of %s, with the file to delete if that is wrong', (_, contents, message) => {
    const path = newPath()
    left(path, contents)
    const { message: what, fix } = refusal(path)
    expect([what, fix.endsWith(`delete ${path}`)]).toEqual([message, true])
    expect(readFileSync(path, 'utf8')).toBe(contents)
  })
  it.each([
    ['a dead process', held(33, 'here')],
    ['an earlier process with our number', held(11, 'here')],
  ])('takes over that of %s', (_, contents) => {
    const path = newPath()
    left(path, contents)
    const lock = takeLock(path, 'It is written', me)
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ pid: 11, host: 'here' })
    lock.release()
    expect([existsSync(path), readdirSync(join(path, '..'))]).toEqual([false, []])
  })
})
