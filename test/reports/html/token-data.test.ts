import { describe, expect, test } from 'vitest'
import { packItems } from '../../../src/reports/html/item-data.js'
import { packTokens } from '../../../src/reports/html/token-data.js'
import type { TokenScores } from '../../../src/types.js'
import { itemOf } from '../../generators/run.js'

const scores: TokenScores = {
  itemId: 'a',
  tokenId: Int32Array.of(1, 2, 3),
  logProb: Float64Array.of(-1.234, 1e-7, -700),
  vocabMean: Float64Array.of(-2.234, -1, -3),
  vocabStd: Float64Array.of(2, 0, 0.001),
  rank: Int32Array.of(5, 0, 300),
  byteStart: Int32Array.of(2, 4, 7),
  byteEnd: Int32Array.of(4, 7, 137),
}

describe('packed tokens', () => {
  test('are the bytes that the format says', () => {
    // 3 tokens from byte 2; 1.23 = 123 = 0x007b, 0, 700 cut to 655.35 = 0xffff; z = 1/2 = 0.50 = 50 = 0x0032, none
    // = 0x8000 where the deviation is 0, (−697)/0.001 cut to −327.67 = 0x8001; ranks 5, 0, 300 = 0xac 0x02; bytes 2, 3,
    // 130 = 0x82 0x01.
    const bytes = '03 02 7b00 0000 ffff 3200 0080 0180 05 00 ac02 02 03 8201'.replace(/ /g, '')
    expect(Buffer.from(packTokens(scores), 'base64').toString('hex')).toBe(bytes)
  })
  test('a text with many tokens is packed whole', () => {
    const length = 30_000
    const many = Float64Array.from({ length }, () => -1)
    const ends = Int32Array.from({ length }, (_, t) => t + 1)
    const bytes = Buffer.from(
      packTokens({
        ...{ itemId: 'b', tokenId: ends, logProb: many, vocabMean: many, vocabStd: many, rank: ends },
        ...{ byteStart: ends.map(end => end - 1), byteEnd: ends },
      }),
      'base64',
    )
    // Count in 3 bytes, start in 1; 4 bytes a token; ranks: 127 of one byte, 16256 of two, the rest of three; spans.
    expect(bytes.length).toBe(3 + 1 + 4 * length + (127 + 2 * (16383 - 127) + 3 * (length - 16383)) + length)
  })
})

describe('packed items', () => {
  test('hold every item, and for the size of the file not every text and token', () => {
    const long = 'word '.repeat(100_000)
    const items = Array.from({ length: 5 }, (_, i) => ({ ...itemOf(`${i}`, long), familiarity: 5 - i }))
    const { json, notes } = packItems(items)
    const rows = JSON.parse(json)
    expect(rows.map((row: unknown[]) => row[0])).toEqual(['0', '1', '2', '3', '4'])
    expect(rows.map((row: unknown[]) => row[7])).toEqual([true, true, false, false, false])
    expect(rows[2][6].length).toBe(160)
    expect(json.length).toBeLessThan(5e6)
    expect(notes).toEqual([
      'To keep this file small, 3 of the 5 items are here without their tokens.',
      'To keep this file small, 3 texts are cut to their beginning.',
    ])
  })
})
