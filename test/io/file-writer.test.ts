import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { gunzipFile } from '../../src/io/gunzip.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-writer-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const files = diskFiles()

async function written(path: string, length: number, ...pieces: string[]): Promise<string> {
  const writer = await files.append(path, length)
  for (const piece of pieces) await writer.write(Buffer.from(piece))
  await writer.close()
  return readFileSync(path, 'utf8')
}

describe('appending', () => {
  test('makes the file and its folder', async () => {
    expect(await written(at('new/file'), 0, 'one ', 'two')).toBe('one two')
  })

  test('keeps as many bytes as it is told, and cuts off the rest', async () => {
    writeFileSync(at('old'), 'abcdefgh')
    expect(await written(at('old'), 3, 'XY')).toBe('abcXY')
    expect(await written(at('old'), 5, '!')).toBe('abcXY!')
    expect(await written(at('old'), 0)).toBe('')
  })

  test('refuses to go on behind the end, where a hole would be', async () => {
    writeFileSync(at('short'), 'ab')
    await expect(files.append(at('short'), 3)).rejects.toThrow('has 2 bytes, fewer than the 3')
    expect(readFileSync(at('short'), 'utf8')).toBe('ab')
  })

  test('explains what the file system refuses', async () => {
    await expect(files.append(folder, 0)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    await expect(files.move(at('nothing'), at('somewhere'))).rejects.toMatchObject({ code: 'FILE_MISSING' })
  })
})

test('moving takes the place of what was there', async () => {
  writeFileSync(at('from'), 'new')
  writeFileSync(at('to'), 'old')
  await files.move(at('from'), at('to'))
  expect(existsSync(at('from'))).toBe(false)
  expect(readFileSync(at('to'), 'utf8')).toBe('new')
})

describe('unpacking gzip', () => {
  /** Longer than one chunk of a stream. */
  const TEXT = Array.from({ length: 30_000 }, (_, i) => `line ${i}`).join('\n')

  test('gives back what was packed, also from two members (RFC 1952, 2.2)', async () => {
    writeFileSync(at('whole.gz'), Buffer.concat([gzipSync(TEXT), gzipSync('end')]))
    await gunzipFile(at('whole.gz'), at('whole'), files)
    expect(readFileSync(at('whole'), 'utf8') === `${TEXT}end`).toBe(true)
  })

  test.each([
    ['cut off', gzipSync(TEXT).subarray(0, 1000)],
    ['no gzip', Buffer.from('{"text":"plain"}')],
    ['changed', Buffer.from(gzipSync(TEXT)).fill(7, 500, 600)],
  ])('is an error when the file is %s', async (_, bytes) => {
    writeFileSync(at('bad.gz'), bytes)
    await expect(gunzipFile(at('bad.gz'), at('bad'), files)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringContaining(at('bad.gz')),
    })
  })

  test('says when there is nothing to unpack', async () => {
    await expect(gunzipFile(at('none.gz'), at('none'), files)).rejects.toMatchObject({ code: 'FILE_MISSING' })
  })
})
