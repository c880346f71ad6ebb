import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openByteSource } from '../../src/io/byte-source.js'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-bytes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Larger than two blocks of 256 KiB, in a period that is no divisor of one. */
const BYTES = Buffer.from(Array.from({ length: 600_000 }, (_, i) => i % 251))
const path = join(folder, 'bytes')
writeFileSync(path, BYTES)

describe('openByteSource', () => {
  it.each([
    ['the first byte', 0, 1],
    ['nothing', 5, 5],
    ['a stretch over the border of a block', 262_140, 262_150],
    ['more than a block', 10, 400_000],
    ['exactly a block', 100, 100 + 262_144],
    ['the last byte', 599_999, 600_000],
    ['nothing, at the end', 600_000, 600_000],
  ])('reads %s', (_, start, end) => {
    const source = openByteSource(path)
    expect(source.size).toBe(600_000)
    expect(Buffer.from(source.read(start, end)).equals(BYTES.subarray(start, end))).toBe(true)
    source.close()
  })

  it('keeps what was read when it reads on, forwards and back', () => {
    const source = openByteSource(path)
    const first = source.read(0, 10)
    const later = source.read(500_000, 500_010)
    const between = source.read(262_144, 262_150)
    expect([...first]).toEqual([...BYTES.subarray(0, 10)])
    expect([...later]).toEqual([...BYTES.subarray(500_000, 500_010)])
    expect([...between]).toEqual([...BYTES.subarray(262_144, 262_150)])
    source.close()
  })

  it.each([
    [599_999, 600_001],
    [-1, 1],
    [10, 9],
    [0, 700_000],
  ])('refuses bytes %i–%i, which are not all there', (start, end) => {
    const source = openByteSource(path)
    expect(() => source.read(start, end)).toThrow(RangeError)
    source.close()
  })

  it('says which file is missing', () => {
    expect(() => openByteSource(join(folder, 'byte'))).toThrow(
      expect.objectContaining({
        code: 'FILE_MISSING',
        message: `${join(folder, 'byte')} does not exist`,
        fix: `Did you mean ${path}?`,
      }),
    )
  })
})
