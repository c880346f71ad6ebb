import { expect, test } from 'vitest'
import { colemanLiau, wordsPerSentence } from '../../src/set-checks/readability.js'

test('the index is that of the formula, on a count by hand', () => {
  // 2 sentences, 10 words of 41 letters: L = 410, S = 20.
  const text = 'There were seven green birds. All of them flew away.'
  expect(text.replace(/[^A-Za-z]/g, '').length).toBe(41)
  expect(colemanLiau(text)).toBeCloseTo(0.0588 * 410 - 0.296 * 20 - 15.8, 10)
  expect(wordsPerSentence(text)).toBe(5)
})

test('longer words read as harder, shorter sentences as easier', () => {
  const index = (text: string) => colemanLiau(text) ?? Number.NaN
  expect(index('The considerable multiplication necessitates concentration.')).toBeGreaterThan(
    index('They add the two up.'),
  )
  expect(index('They add. They stop. They rest.')).toBeLessThan(
    index('They add and they stop and they rest.'),
  )
})

test('is none for other languages, and nothing for texts without a word', () => {
  expect(colemanLiau('小明有三个苹果。他吃了一个。')).toBeUndefined()
  expect(colemanLiau('Der Bäcker hat vier Brote. Er verkauft davon drei.')).toBeUndefined()
  expect(colemanLiau('1 + 1 = 2')).toBeUndefined()
  expect(wordsPerSentence('小明有三个苹果。他吃了一个。')).toBe(6)
  expect(wordsPerSentence('…')).toBeUndefined()
})
