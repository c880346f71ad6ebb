import { describe, expect, it } from 'vitest'
import { windowsOf } from '../../src/scoring/windows.js'

const text = (length: number) => Int32Array.from({ length }, (_, t) => 100 + t)

describe('windowsOf', () => {
  it('cuts as its example says', () => {
    const windows = windowsOf(text(10), 1, 4).map(({ ids, from, offset }) => [offset, ids.length, from])
    expect(windows).toEqual([
      [0, 4, 1],
      [2, 4, 2],
      [4, 4, 2],
      [6, 4, 2],
    ])
  })

  it('leaves a text alone that fits', () => {
    const ids = text(4)
    expect(windowsOf(ids, 1, 4)).toEqual([{ ids, from: 1, offset: 0 }])
  })

  it('predicts every position once, in order, from at least half a window before it', () => {
    for (let length = 1; length <= 60; length++) {
      for (let size = 2; size <= 20; size++) {
        const ids = text(length)
        const predicted: number[] = []
        for (const { ids: part, from, offset } of windowsOf(ids, 1, size)) {
          const where = `L ${length}, size ${size}, offset ${offset}`
          expect(part.length, where).toBeLessThanOrEqual(size)
          expect([...part], where).toEqual([...ids.subarray(offset, offset + part.length)])
          expect(from, where).toBeGreaterThanOrEqual(1)
          if (offset > 0) expect(from, where).toBeGreaterThanOrEqual(size / 2)
          for (let t = from; t < part.length; t++) predicted.push(offset + t)
        }
        expect(predicted, `L ${length}, size ${size}`).toEqual([...ids.keys()].slice(1))
      }
    }
  })
})
