import { describe, expect, test } from 'vitest'
import { checkPairs } from '../../src/set-checks/pairs.js'
import type { SourceRow } from '../../src/types.js'

const SUBJECTS = ['moss', 'rain', 'iron', 'wind', 'salt', 'fire']
const QUESTION = (s: string) =>
  `Which of these four best describes how ${s} behaves in a garden that nobody has tended for years?`
const REWORDED = (s: string) =>
  `In an untended garden, left alone for years by everybody, ${s} behaves in one of four ways; which describes it best?`
const optionsOf = (s: string) => [
  `${s} spreads slowly`,
  `old ${s} hides water`,
  `${s} kills weeds`,
  `no ${s} remains`,
]

type Make = (question: string, options: readonly string[], right: number) => SourceRow['fields']
const LETTERS = ['A', 'B', 'C', 'D']

/** Each layout by other means than the code that reads it. */
const LAYOUTS: Readonly<Record<string, Make>> = {
  ARC: (question, text, right) => ({
    question,
    choices: { text, label: LETTERS },
    answerKey: LETTERS[right],
  }),
  CMMLU: (Question, [A, B, C, D], right) => ({ Question, A, B, C, D, Answer: LETTERS[right] }),
  MMLU: (question, choices, right) => ({ question, choices, answer: right }),
  'AQuA-RAT': (question, options, right) => ({
    question,
    options: options.map((option, o) => `${LETTERS[o]})${option}`),
    correct: LETTERS[right],
  }),
}

describe.each(Object.entries(LAYOUTS))('%s', (_, make) => {
  /** Rows with the options in the order that `order` gives, and the key at a place of it. */
  const rows = (
    question: (s: string) => string,
    order: readonly number[],
    right: number,
    change = (option: string) => option,
  ) =>
    SUBJECTS.map((s, i): SourceRow => {
      const options = order.map(o => change(optionsOf(s)[o]!))
      const fields = make(question(s), options, right)
      return { id: `${i}`, cluster: `${i}`, line: i + 1, text: `${question(s)} ${options.join(' ')}`, fields }
    })
  const ORDER = [0, 1, 2, 3]
  const source = rows(QUESTION, ORDER, 0)
  const check = async (copies: readonly SourceRow[], from = source) => {
    const { summary, check } = await checkPairs(from, copies)
    const { kept, reasons, answerless } = summary
    return { kept, reasons, answerless: answerless.length, status: check.status }
  }
  const all = (code: string) => ({
    ...{ kept: 0, reasons: [{ code, pairs: 6 }], answerless: 0, status: 'fail' },
  })

  test('reworded questions with options and key as they were are kept', async () => {
    expect(await check(rows(REWORDED, ORDER, 0))).toEqual({
      ...{ kept: 6, reasons: [], answerless: 0, status: 'pass' },
    })
  })
  test('so are options in another order, where the key went with them', async () => {
    expect(await check(rows(REWORDED, [2, 1, 0, 3], 2))).toMatchObject({ kept: 6, status: 'pass' })
  })
  test('and options in other words', async () => {
    const other = (option: string) => option.replace('spreads slowly', 'slowly spreads itself')
    expect(await check(rows(REWORDED, ORDER, 0, other))).toMatchObject({ kept: 6, status: 'pass' })
  })
  test('another key is an objection', async () => {
    expect(await check(rows(REWORDED, ORDER, 2))).toEqual(all('answer_changed'))
  })
  test('exchanged options under the old key are one', async () => {
    expect(await check(rows(REWORDED, [2, 1, 0, 3], 0))).toEqual(all('answer_changed'))
  })
  test('an option that is another one is one, named', async () => {
    const other = (option: string) => option.replace(/.* kills weeds/, 'bees come and go')
    expect(await check(rows(REWORDED, ORDER, 0, other))).toEqual(all('options_changed'))
    const { pairs } = await checkPairs(source, rows(REWORDED, ORDER, 0, other))
    expect(pairs[0]?.reasons).toEqual([
      {
        code: 'options_changed',
        text: 'lacks the option "moss kills weeds"; adds the option "bees come and go"',
      },
    ])
  })
  test('a key that names nothing is missing in the set, and not compared in the source', async () => {
    const bare = rows(QUESTION, ORDER, 9)
    expect(await check(rows(REWORDED, ORDER, 9))).toEqual(all('answer_missing'))
    expect(await check(rows(REWORDED, ORDER, 0), bare)).toMatchObject({
      ...{ kept: 6, answerless: 6, status: 'warn' },
    })
  })
})

test('a number that may count from 0 or 1 is compared once that is said, and else is no pass', async () => {
  const rows = (question: (s: string) => string, right: number) =>
    SUBJECTS.map((s, i): SourceRow => {
      const fields = { question: question(s), choices: optionsOf(s), answer: right + 1 }
      return { id: `${i}`, cluster: `${i}`, line: i + 1, text: question(s), fields }
    })
  const check = async (right: number, base?: 0 | 1) =>
    (await checkPairs(rows(QUESTION, 0), rows(REWORDED, right), undefined, base)).check
  expect(await check(1)).toMatchObject({ status: 'warn', code: 'answers_not_found' })
  expect((await check(1)).text).toContain('--answer-base')
  expect(await check(0, 1)).toMatchObject({ status: 'pass' })
  expect(await check(1, 1)).toMatchObject({ status: 'fail' })
})
