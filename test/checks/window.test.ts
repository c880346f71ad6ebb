import { expect, test } from 'vitest'
import { windowCheck } from '../../src/checks/window.js'

test('most texts read in pieces are told, by model; half of them are not', () => {
  expect(windowCheck([{ name: 'a', texts: 100, cut: 50 }])).toEqual([])
  const [check] = windowCheck([
    { name: 'a', texts: 100, cut: 0 },
    { name: 'short', texts: 100, cut: 51 },
  ])
  expect(check).toMatchObject({ status: 'warn', code: 'texts_cut', values: { models: ['short'] } })
  expect(check!.text).toContain('short 51 of 100')
})
