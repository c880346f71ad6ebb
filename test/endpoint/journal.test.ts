import { appendFileSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../src/endpoint/journal.js'
import { newFolder } from './client.js'
import { completion } from './server.js'

const request = (key: string) => ({ key, body: { model: 'tiny', messages: [{ content: key }] } })
const logsOf = (folder: string) => readdirSync(folder).map(name => join(folder, name))

describe('openJournal', () => {
  it('gives the next run what was kept: the whole body, and what was asked', () => {
    const folder = newFolder()
    const raw = completion('zwölf\n“drei”')
    openJournal(folder).keep(request('a'), raw, 'Wed, 21 Oct 2015 07:28:00 GMT')
    expect(openJournal(folder).answer('a')).toEqual({
      ...{ content: 'zwölf\n“drei”', finishReason: 'stop', refusal: '' },
      usage: { promptTokens: 10, completionTokens: 5 },
    })
    expect(openJournal(folder).answer('b')).toBeUndefined()
    const [line, ...more] = readFileSync(logsOf(folder)[0]!, 'utf8').trimEnd().split('\n')
    expect(more).toEqual([])
    expect(JSON.parse(line!)).toEqual({
      ...{ kind: 'answer', date: 'Wed, 21 Oct 2015 07:28:00 GMT', key: 'a' },
      ...{ request: request('a').body, raw },
    })
  })

  it('does without a last line that was torn, wherever it was torn, and writes on behind it', () => {
    const folder = newFolder()
    const journal = openJournal(folder)
    journal.keep(request('a'), completion('one'), null)
    const whole = readFileSync(logsOf(folder)[0]!).length
    journal.keep(request('b'), completion('two'), null)
    const length = readFileSync(logsOf(folder)[0]!).length
    // Down to the line break of the second line, its half, its first byte.
    for (const bytes of [length - 1, (whole + length) >> 1, whole + 1]) {
      truncateSync(logsOf(folder)[0]!, bytes)
      const next = openJournal(folder)
      expect([next.answer('a')?.content, next.answer('b'), next.damaged]).toEqual(['one', undefined, 0])
    }
    openJournal(folder).keep(request('b'), completion('again'), null)
    expect(openJournal(folder).answer('b')?.content).toBe('again')
  })

  it('counts lines that are damaged otherwise, and keeps the rest', () => {
    const folder = newFolder()
    openJournal(folder).keep(request('a'), completion('one'), null)
    appendFileSync(
      logsOf(folder)[0]!,
      '\0\0\0\n{"kind":"answer","key":"b","raw":"<html>"}\n{"kind":"answer"}\n3\n',
    )
    const journal = openJournal(folder)
    expect([journal.answer('a')?.content, journal.answer('b'), journal.damaged]).toEqual([
      'one',
      undefined,
      4,
    ])
  })

  it('tells how many requests went out and left no answer', () => {
    const folder = newFolder()
    const first = openJournal(folder)
    for (const key of ['a', 'b', 'c', 'c']) first.sent(request(key))
    first.keep(request('a'), completion('one'), null)
    first.keepFault(request('b'), '<html>')
    expect(first.lost).toBe(0)
    expect(openJournal(folder).lost).toBe(2)
  })

  it('holds on to the first of two answers that two runs paid for at once', () => {
    const folder = newFolder()
    const [one, two] = [openJournal(folder), openJournal(folder)]
    one.keep(request('a'), completion('same key'), null)
    two.keep(request('a'), completion('same key, later'), null)
    const first = openJournal(folder).answer('a')?.content
    expect(['same key', 'same key, later']).toContain(first)
    for (let again = 0; again < 3; again++) expect(openJournal(folder).answer('a')?.content).toBe(first)
  })

  it('says how to mend a folder that cannot be written, before anything is sent', () => {
    const folder = newFolder()
    writeFileSync(folder, '')
    expect(() => openJournal(join(folder, 'x')).sent(request('a'))).toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE', fix: expect.stringContaining('--journal') }),
    )
  })
})

describe('where answers came from', () => {
  it('is beside each: another address sees none of them, and says whose they are', () => {
    const folder = newFolder()
    const a = openJournal(folder, 'http://a/v1')
    a.sent(request('a'))
    a.keep(request('a'), completion('from a'), null)
    a.sent(request('b'))
    const again = openJournal(folder, 'http://a/v1')
    expect([again.answer('a')?.content, again.otherEndpoints, again.lost]).toEqual(['from a', [], 1])
    const other = openJournal(folder, 'http://b/v1')
    expect([other.answer('a'), other.otherEndpoints, other.lost]).toEqual([undefined, ['http://a/v1'], 0])
    other.keep(request('a'), completion('from b'), null)
    expect(openJournal(folder, 'http://a/v1').answer('a')?.content).toBe('from a')
    expect(openJournal(folder, 'http://b/v1').answer('a')?.content).toBe('from b')
  })

  it('is not told by older journals, whose answers are taken', () => {
    const folder = newFolder()
    openJournal(folder).keep(request('a'), completion('old'), null)
    expect(openJournal(folder, 'http://b/v1').answer('a')?.content).toBe('old')
  })
})
