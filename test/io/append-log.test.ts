import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openAppendLog } from '../../src/io/append-log.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-log-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)

describe('openAppendLog', () => {
  it('makes nothing before a line is written', () => {
    expect(openAppendLog(at('unused')).lines).toEqual([])
    expect(readdirSync(folder)).not.toContain('unused')
  })

  it('is read by the next process, a line at a time', () => {
    const log = openAppendLog(at('deep/log'))
    log.append('one')
    expect(openAppendLog(at('deep/log')).lines).toEqual(['one'])
    log.append('zwei ä')
    expect(openAppendLog(at('deep/log')).lines).toEqual(['one', 'zwei ä'])
    expect(log.lines).toEqual([])
  })

  it('gives each process a file of its own, so that two never write into one', () => {
    const [first, second] = [openAppendLog(at('two')), openAppendLog(at('two'))]
    first.append('a')
    second.append('b')
    first.append('c')
    const files = readdirSync(at('two')).map(name => readFileSync(join(at('two'), name), 'utf8'))
    expect(files.sort()).toEqual(['a\nc\n', 'b\n'])
    expect([...openAppendLog(at('two')).lines].sort()).toEqual(['a', 'b', 'c'])
  })

  it('keeps lines in their order, whether or not it waits for the disk', () => {
    const log = openAppendLog(at('durable'))
    log.appendDurably('first')
    log.append('second')
    log.appendDurably('third')
    expect(openAppendLog(at('durable')).lines).toEqual(['first', 'second', 'third'])
  })

  it('leaves out a line that was cut off, and files that are no logs', () => {
    openAppendLog(at('cut')).append('whole')
    appendFileSync(join(at('cut'), readdirSync(at('cut'))[0]!), 'cut o')
    writeFileSync(join(at('cut'), 'notes.txt'), 'not a line\n')
    expect(openAppendLog(at('cut')).lines).toEqual(['whole'])
  })

  it('says so when it cannot write, and how to do without', () => {
    writeFileSync(at('file'), '')
    expect(() => openAppendLog(at('file/log')).append('x')).toThrow(
      expect.objectContaining({
        code: 'FILE_UNREADABLE',
        message: expect.stringMatching(/^Nothing can be kept in .*file\/log \(E(NOTDIR|EXIST).*\)$/),
        fix: expect.stringContaining('--no-cache'),
      }),
    )
    expect(() => openAppendLog(at('file/log'), 'Mend it so').appendDurably('x')).toThrow(
      expect.objectContaining({ fix: 'Mend it so' }),
    )
  })
})
