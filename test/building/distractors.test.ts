import { expect, test } from 'vitest'
import { choices } from '../../src/building/choices.js'
import { Distractors, holds } from '../../src/building/distractors.js'
import { isOfClosedList } from '../../src/building/option-text.js'
import type { ChoiceItem } from '../../src/multiple-choice/choice-item.js'
import { readChoices } from '../../src/multiple-choice/read-choices.js'
import { createRandom } from '../../src/statistics/random.js'
import { requestOf, rowsOf } from './rows.js'

/** One item whose first option is right, and the wrong options that other items offer. */
function offered(options: readonly string[], donors: readonly string[]): Set<unknown> {
  const others = donors.map((donor, d) => ({ question: `Other ${d}?`, choices: ['zzz', donor], answer: 0 }))
  const items = readChoices(rowsOf([{ question: 'Which?', choices: options, answer: 0 }, ...others])).rows
  const distractors = new Distractors(items as ChoiceItem[])
  const random = createRandom('offered')
  return new Set(Array.from({ length: 60 }, () => distractors.forOption(items[0] as ChoiceItem, 1, random)))
}

test.each([
  ['holds the right answer', ['red cells', 'the gills'], ['big red cells', 'the fins'], ['the fins']],
  ['is held by it', ['old red cells', 'the gills'], ['red cells', 'the fins'], ['the fins']],
  ['equals it but for case and marks', ['red cells', 'the gills'], ['red, cells', 'the fins'], ['the fins']],
  ['holds it in Chinese', ['红色', '蓝色鱼'], ['深红色', '绿色鱼'], ['绿色鱼']],
  ['is an option already', ['red cells', 'the gills'], ['the gills', 'the fins'], ['the fins']],
  ['has the value of the right number', ['1,000 m', '20 m'], ['1000 m', '30 m'], ['30 m']],
  ['has another unit', ['10 m', '20 m'], ['30 kg', '30 m'], ['30 m']],
  [
    'is more than twice as long',
    ['red cells', 'the gills'],
    ['something that is very much longer', 'the fins'],
    ['the fins'],
  ],
  [
    'has a capital where the other has none',
    ['red cells', 'the gills'],
    ['The ears', 'the fins'],
    ['the fins'],
  ],
  ['is far larger than the item’s own numbers', ['4', '5', '6', '7'], ['22', '8'], ['8']],
  ['is far smaller', ['40', '50', '60'], ['3', '35'], ['35']],
  ['has decimals among whole numbers', ['4', '5', '6', '7'], ['5.5', '8'], ['8']],
  [
    'lists statements by number',
    ['the gills', 'the ears'],
    ['II', 'I and II only', 'the fins'],
    ['the fins'],
  ],
  ['enumerates', ['the gills', 'the ears'], ['fins, eyes', 'the fins'], ['the fins']],
  ['is a formula', ['the gills', 'the ears'], ['a = b + c', 'the fins'], ['the fins']],
  ['speaks of other options', ['red cells', 'the gills'], ['all of these', 'the fins'], ['the fins']],
])('no option that %s', (_, options, donors, expected) => {
  const found = offered(options, donors)
  // What is drawn with replacement from two donors is missed 60 times with a chance of 2^−60.
  expect([...found].filter(option => option !== undefined)).toEqual(expected)
})

test('none fits: none is given', () => {
  expect(offered(['red cells', 'the gills'], ['big red cells'])).toEqual(new Set([undefined]))
})

test('words are held whole, and numbers hold nothing', () => {
  expect(holds('a cathedral', 'cat')).toBe(false)
  expect(holds('the cat sat', 'cat')).toBe(true)
  expect(holds('15 m', '5 m')).toBe(false)
})

test.each([
  ['truth values', ['True, True', 'False, False', 'True, False', 'False, True']],
  ['judgements', ['Wrong, Not wrong', 'Not wrong, Wrong', 'Wrong, Wrong', 'Not wrong, Not wrong']],
  ['statements by number', ['I only', 'II only', 'I and II', 'I, II and III']],
  ['yes and no', ['Yes', 'No']],
  ['Chinese judgements', ['正确', '错误']],
])('%s are a closed list: only their order changes', async (_, options) => {
  const strangers = [
    ['True, Yes', 'III only'],
    ['False', 'I, II, and III'],
    ['Gills', 'Fins'],
    ['对', '是'],
  ]
  const given = [options, ...strangers].map((list, i) => ({
    question: `Which, ${i}?`,
    choices: list,
    answer: 0,
  }))
  const { rows } = await choices().build(requestOf(rowsOf(given), { count: 40, perRow: 8 }))
  const made = rows.filter(({ parent }) => parent === '0')
  expect(made.length).toBeGreaterThan(0)
  for (const { fields } of made) expect([...(fields.choices as string[])].sort()).toEqual([...options].sort())
})

test('words that begin like judgements or numbers are no closed list', () => {
  for (const text of [
    'No change in mass',
    'Vivid colours',
    'Rightly so',
    'I think so',
    '是一种鱼',
    'Iron',
    'Civil law',
  ])
    expect([text, isOfClosedList(text)]).toEqual([text, false])
})
