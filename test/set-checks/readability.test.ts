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
  const index = (text: string) => colemanLiau(text)!
  expect(index('Considerable multiplication necessitates concentration.')).toBeGreaterThan(
    index('We add it up now.'),
  )
  expect(index('We add. We stop. We rest.')).toBeLessThan(index('We add and we stop and we rest.'))
})

test('is none for other languages, and nothing for texts without a word', () => {
  expect(colemanLiau('小明有三个苹果。他吃了一个。')).toBeUndefined()
  expect(colemanLiau('1 + 1 = 2')).toBeUndefined()
  expect(wordsPerSentence('小明有三个苹果。他吃了一个。')).toBe(6)
  expect(wordsPerSentence('…')).toBeUndefined()
})
