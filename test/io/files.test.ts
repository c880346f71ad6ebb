import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { describeFileError } from '../../src/io/file-errors.js'
import { diskFiles } from '../../src/io/files.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const files = diskFiles()
const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251))

async function streamed(path: string, chunkBytes?: number) {
  const stream = diskFiles(chunkBytes).read(path)
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return { chunks, bytes: Buffer.concat(chunks), sha256: stream.sha256() }
}

describe('reading', () => {
  it.each([1, 7, 999, 1000, undefined])(
    'streams and hashes every byte (%s bytes a chunk)',
    async chunkBytes => {
      writeFileSync(at('bytes'), BYTES)
      const { chunks, bytes, sha256 } = await streamed(at('bytes'), chunkBytes)
      expect(bytes.equals(BYTES)).toBe(true)
      expect(chunks).toHaveLength(Math.ceil(1000 / (chunkBytes ?? 1000)))
      expect(sha256).toBe(createHash('sha256').update(BYTES).digest('hex'))
    },
  )

  it('hashes an empty file, and refuses the hash of a file not read to its end', async () => {
    writeFileSync(at('empty'), '')
    // FIPS 180-4: SHA-256 of the empty message.
    expect((await streamed(at('empty'))).sha256).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    )
    writeFileSync(at('bytes'), BYTES)
    const stream = diskFiles(10).read(at('bytes'))
    for await (const _ of stream) break
    expect(() => stream.sha256()).toThrow(/asked for before its end was read/)
  })

  it('reads parts of an open file, up to its end', async () => {
    writeFileSync(at('bytes'), BYTES)
    const reader = await files.open(at('bytes'))
    expect(reader.byteLength).toBe(1000)
    expect(Buffer.from(await reader.read(10, 20))).toEqual(BYTES.subarray(10, 20))
    expect(Buffer.from(await reader.read(990, 2000))).toEqual(BYTES.subarray(990))
    expect(await reader.read(2000, 2010)).toHaveLength(0)
    await reader.close()
  })

  it('tells files, folders and what is not there', async () => {
    writeFileSync(at('b.txt'), 'ä')
    mkdirSync(at('sub/inner'), { recursive: true })
    writeFileSync(at('sub/z'), '')
    writeFileSync(at('sub/a'), '')
    expect(await files.kind(at('b.txt'))).toBe('file')
    expect(await files.kind(at('sub'))).toBe('folder')
    expect(await files.kind(at('none'))).toBe('missing')
    expect(await files.kind(at('b.txt/none'))).toBe('missing')
    expect(await files.size(at('b.txt'))).toBe(2)
    expect(await files.readText(at('b.txt'))).toBe('ä')
    expect(await files.names(at('sub'))).toEqual(['a', 'inner', 'z'])
  })

  it.each([
    ['stream', async (path: string) => void (await streamed(path))],
    ['open', async (path: string) => void (await files.open(path))],
    ['readText', async (path: string) => void (await files.readText(path))],
    ['size', async (path: string) => void (await files.size(path))],
    ['names', async (path: string) => void (await files.names(path))],
  ])('says which file is missing and which was meant (%s)', async (_, action) => {
    writeFileSync(at('model.onnx'), '')
    await expect(action(at('modle.onnx'))).rejects.toMatchObject({
      code: 'FILE_MISSING',
      message: `${at('modle.onnx')} does not exist`,
      fix: `Did you mean ${at('model.onnx')}?`,
      cause: expect.objectContaining({ code: 'ENOENT' }),
    })
  })

  it('refuses a folder as a file', async () => {
    mkdirSync(at('folder'), { recursive: true })
    const refusal = { code: 'FILE_UNREADABLE', message: `${at('folder')} cannot be used: it is a folder` }
    await expect(streamed(at('folder'))).rejects.toMatchObject(refusal)
    await expect(files.readText(at('folder'))).rejects.toMatchObject({ ...refusal, fix: 'Name a file in it' })
  })
})

describe('writing', () => {
  it('makes the folder, replaces what was there, and leaves nothing else behind', async () => {
    await files.write(at('new/deep/report.json'), '{"ä":1}')
    await files.write(at('new/deep/report.json'), Uint8Array.of(1, 2, 3))
    expect([...readFileSync(at('new/deep/report.json'))]).toEqual([1, 2, 3])
    expect(readdirSync(at('new/deep'))).toEqual(['report.json'])
  })

  it('leaves the old file whole when it fails', async () => {
    mkdirSync(at('taken/report.json/inside'), { recursive: true })
    await expect(files.write(at('taken/report.json'), 'x')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' })
    expect(readdirSync(at('taken'))).toEqual(['report.json'])
    expect(existsSync(at('taken/report.json/inside'))).toBe(true)
  })

  it('makes and removes folders, twice if need be', async () => {
    await files.makeFolder(at('a/b'))
    await files.makeFolder(at('a/b'))
    expect(await files.kind(at('a/b'))).toBe('folder')
    await files.remove(at('a'))
    await files.remove(at('a'))
    expect(await files.kind(at('a'))).toBe('missing')
  })

  it('removes a regular file alone', async () => {
    mkdirSync(at('folder-kept'))
    writeFileSync(at('gone'), '')
    symlinkSync('gone', at('link-kept'))
    for (const name of ['gone', 'none', 'gone/below', 'folder-kept', 'link-kept'])
      await files.removeFile(at(name))
    expect(readdirSync(folder).filter(name => /kept|gone/.test(name))).toEqual(['folder-kept', 'link-kept'])
  })

  it('says that a folder may not be written to', async ({ skip }) => {
    // root writes everywhere, so it steps down to nobody (65534) for the attempt.
    const root = process.getuid?.() === 0
    skip(process.platform === 'win32' || (root && process.seteuid === undefined), 'no file permissions here')
    chmodSync(folder, 0o755)
    mkdirSync(at('locked'), { mode: 0o555 })
    if (root) process.seteuid?.(65534)
    try {
      await expect(files.write(at('locked/report.json'), 'x')).rejects.toMatchObject({
        code: 'FILE_UNREADABLE',
        message: `${at('locked/report.json')} cannot be used: permission denied`,
      })
    } finally {
      if (root) process.seteuid?.(0)
    }
  })
})

describe('describeFileError', () => {
  it.each([
    ['ENOSPC', 'the disk is full', 'Free some space, or use a path on another disk'],
    ['EROFS', 'the file system is read-only', 'Use a path that can be written'],
    ['EIO', 'i/o error', 'Check the path and the disk'],
  ])('%s', async (code, reason, fix) => {
    const cause = Object.assign(new Error('i/o error'), { code })
    expect(describeFileError(cause, 'x.json')).toMatchObject({
      code: 'FILE_UNREADABLE',
      message: `x.json cannot be used: ${reason}`,
      fix,
      cause,
    })
  })

  it('leaves errors alone that are not about files', async () => {
    const bug = new TypeError('x is not a function')
    expect(describeFileError(bug, 'x.json')).toBe(bug)
  })
})
