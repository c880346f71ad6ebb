import { describe, expect, test } from 'vitest'
import { choices as choiceBuilder } from '../../src/building/choices.js'
import { createRandom } from '../../src/statistics/random.js'
import type { MadeRow, SourceRow } from '../../src/types.js'
import { requestOf, rowsOf } from './rows.js'

const choices = choiceBuilder()

const ENGLISH = 'Arun Belo Cairn Dorva Elst Farro Gant Hestia Ipsa Jorn Kelda Lomond'.split(' ')
const CHINESE = '北京 上海 广州 深圳 成都 重庆 天津 武汉 南京 西安 杭州 青岛'.split(' ')
const LETTERS = ['A', 'B', 'C', 'D']

interface Draw {
  readonly i: number
  readonly options: readonly string[]
  readonly right: number
  readonly subject: string
}

// biome-ignore lint/suspicious/noExplicitAny: a row of any layout, read back field by field
type Fields = Readonly<Record<string, any>>

/** Each layout, made from four options of which one is right, and read back by other means than the builder's. */
const LAYOUTS: Readonly<
  Record<
    string,
    {
      readonly make: (draw: Draw) => SourceRow['fields']
      readonly read: (fields: Fields) => { options: string[]; right: string }
    }
  >
> = {
  MMLU: {
    make: ({ i, options, right, subject }) => ({
      question: `Town ${i}?`,
      subject,
      choices: options,
      answer: right,
    }),
    read: ({ choices, answer }) => ({ options: choices, right: choices[answer] }),
  },
  'an answer as text': {
    make: ({ i, options, right }) => ({ question: `Town ${i}?`, options, answer: options[right] }),
    read: ({ options, answer }) => ({ options, right: answer }),
  },
  CMMLU: {
    make: ({ i, options: [A, B, C, D], right }) => ({
      Question: `第${i}城？`,
      A,
      B,
      C,
      D,
      Answer: LETTERS[right],
    }),
    read: ({ A, B, C, D, Answer }) => ({ options: [A, B, C, D], right: { A, B, C, D }[Answer as 'A']! }),
  },
  ARC: {
    make: ({ i, options, right }) => {
      const label = i % 5 === 0 ? ['1', '2', '3', '4'] : LETTERS
      return {
        id: `arc-${i}`,
        question: `Town ${i}?`,
        choices: { text: options, label },
        answerKey: label[right],
      }
    },
    read: ({ choices: { text, label }, answerKey }) => ({
      options: text,
      right: text[label.indexOf(answerKey)],
    }),
  },
  HellaSwag: {
    make: ({ i, options, right, subject }) => ({
      ctx: `Then ${i}`,
      activity_label: subject,
      endings: options,
      label: `${right}`,
    }),
    read: ({ endings, label }) => ({ options: endings, right: endings[Number(label)] }),
  },
  MedQA: {
    make: ({ i, options: [A, B, C, D], right }) => ({
      question: `Town ${i}?`,
      answer: [A, B, C, D][right],
      options: { A, B, C, D },
      answer_idx: LETTERS[right],
    }),
    read: ({ options, answer, answer_idx }) => {
      expect(options[answer_idx]).toBe(answer)
      return { options: Object.values(options), right: answer }
    },
  },
  'AQuA-RAT': {
    make: ({ i, options, right }) => ({
      question: `Town ${i}?`,
      options: options.map((option, o) => `${LETTERS[o]})${option}`),
      correct: LETTERS[right],
    }),
    read: ({ options, correct }) => {
      const named = options.map((option: string) => option.split(')'))
      // Whatever moved, the letters are those of the places.
      expect(named.map(([letter]: string[]) => letter)).toEqual(LETTERS)
      const texts = new Map<string, string>(named)
      return { options: [...texts.values()], right: texts.get(correct)! }
    },
  },
}

function draws(words: readonly string[], count = 60): Draw[] {
  const random = createRandom('draws')
  return Array.from({ length: count }, (_, i) => {
    const options = [...words]
    random.shuffle(options)
    return { i, options: options.slice(0, 4), right: random.integer(4), subject: ['rivers', 'towns'][i % 2]! }
  })
}

const parentOf = (row: MadeRow, given: readonly Draw[]) => given[Number(row.parent)]!

describe.each(Object.entries(LAYOUTS))('%s', (name, { make, read }) => {
  const given = draws(name === 'CMMLU' ? CHINESE : ENGLISH)
  const rows = rowsOf(given.map(make))
  const built = choices.build(requestOf(rows, { count: 120, perRow: 2 }))

  test('is accepted', () => {
    expect(choices.accepts(rows)).toBe(true)
  })
  test('every item has its right option where the key says, and three wrong ones', async () => {
    const made = (await built).rows
    expect(made).toHaveLength(120)
    for (const row of made) {
      const { options, right } = parentOf(row, given)
      const now = read(row.fields)
      expect(now.right).toBe(options[right])
      expect(now.options.filter(option => option === now.right)).toHaveLength(1)
      expect(new Set(now.options).size).toBe(4)
    }
  })
  test('the layout is that of the parent: names, order and types of the fields', async () => {
    const shape = (value: unknown): unknown =>
      typeof value !== 'object' || value === null
        ? typeof value
        : Array.isArray(value)
          ? value.map(shape)
          : Object.entries(value).map(([key, entry]) => [key, shape(entry)])
    for (const row of (await built).rows)
      expect(shape(row.fields)).toEqual(shape(rows[Number(row.parent)]!.fields))
  })
  test('the right option stands anywhere', async () => {
    const places = (await built).rows.map(({ fields }) => {
      const { options, right } = read(fields)
      return options.indexOf(right)
    })
    // 120 draws of four places: fewer than 12 at one of them has a chance below 1e−4 (binomial, p = 1/4).
    for (const place of [0, 1, 2, 3]) expect(places.filter(one => one === place).length).toBeGreaterThan(11)
  })
  test('no item is its parent or another item, and one wrong option at most is new', async () => {
    const made = (await built).rows
    expect(new Set(made.map(({ fields }) => JSON.stringify(fields))).size).toBe(made.length)
    const sources = new Set(rows.map(({ fields }) => JSON.stringify(fields)))
    for (const row of made) {
      expect(sources.has(JSON.stringify(row.fields))).toBe(false)
      const old = parentOf(row, given).options
      expect(read(row.fields).options.filter(option => !old.includes(option)).length).toBeLessThanOrEqual(1)
    }
  })
  test('the same seed gives the same items, another seed others', async () => {
    const again = await choices.build(requestOf(rows, { count: 120, perRow: 2 }))
    const other = await choices.build(requestOf(rows, { count: 120, perRow: 2, seed: 2 }))
    expect(again).toEqual(await built)
    expect(other.rows).not.toEqual((await built).rows)
  })
})

test('new options come from wrong options of the same subject', async () => {
  // Words of one letter case each, so that the subject is all that keeps them apart.
  const given = draws(ENGLISH).map(draw => ({
    ...draw,
    options: draw.options.map(one => one + draw.subject),
  }))
  const { rows } = await choices.build(requestOf(rowsOf(given.map(LAYOUTS.MMLU!.make))))
  for (const row of rows)
    for (const option of row.fields.choices as string[])
      expect(option.endsWith(String(row.fields.subject))).toBe(true)
})

test('TruthfulQA keeps its right options in front and both lists in step', async () => {
  const given = draws(ENGLISH).map(({ options: [a, b, c, d], i }) => ({
    question: `Town ${i}?`,
    mc1_targets: { choices: [a, b, c], labels: [1, 0, 0] },
    mc2_targets: { choices: [a, d, b, c], labels: [1, 1, 0, 0] },
  }))
  const { rows } = await choices.build(requestOf(rowsOf(given)))
  expect(rows).toHaveLength(60)
  for (const { fields, parent } of rows) {
    const old = given[Number(parent)]!
    const { mc1_targets: mc1, mc2_targets: mc2 }: Fields = fields
    expect(mc1.labels).toEqual([1, 0, 0])
    expect(mc1.choices[0]).toBe(old.mc1_targets.choices[0])
    expect(mc2.choices.slice(0, 2)).toEqual(old.mc2_targets.choices.slice(0, 2))
    expect(mc2.choices.slice(2).sort()).toEqual(mc1.choices.slice(1).sort())
    // What is right in the second list only is no wrong option of the first.
    expect(mc1.choices).not.toContain(old.mc2_targets.choices[1])
  }
})

describe('what stays', () => {
  const mmlu = (options: readonly string[], answer: number, question = 'Which?') => ({
    question,
    choices: options,
    answer,
  })
  const others = draws(ENGLISH, 20).map(LAYOUTS.MMLU!.make)
  const buildWith = async (fields: SourceRow['fields'], perRow = 5) => {
    const outcome = await choices.build(requestOf(rowsOf([fields, ...others]), { count: 500, perRow }))
    return {
      ...outcome,
      made: outcome.rows.filter(({ parent }) => parent === '0').map(row => row.fields.choices as string[]),
    }
  }
  test.each([
    ['all of the above', ['Arun', 'Belo', 'Cairn', 'All of the above'], 0],
    ['none of these, and both', ['Arun', 'Belo', 'Both of the above', 'None of these'], 1],
    ['以上都不对', ['北京', '上海', '广州', '以上都不对'], 2],
  ])('%s stays the last', async (_, options, right) => {
    const { made } = await buildWith(mmlu(options, right))
    expect(made.length).toBeGreaterThan(0)
    const fixed = options.filter(option => /above|these|以上/.test(option))
    for (const now of made) expect(now.slice(-fixed.length)).toEqual(fixed)
  })
  test('what "all of the above" makes right is never exchanged', async () => {
    const { made } = await buildWith(mmlu(['Arun', 'Belo', 'Cairn', 'All of the above'], 3))
    for (const now of made) expect([...now].sort()).toEqual(['All of the above', 'Arun', 'Belo', 'Cairn'])
  })
  test.each([
    ['letters', mmlu(['Arun', 'Belo', 'Cairn', 'Both A and B'], 3), 'options that name each other by letter'],
    [
      'letters in Chinese',
      mmlu(['北京', '上海', '广州', 'A和B都对'], 3),
      'options that name each other by letter',
    ],
    [
      'a list of letters',
      mmlu(['Arun', 'Belo', 'Cairn', 'A, B, and C'], 3),
      'options that name each other by letter',
    ],
    [
      'an explanation',
      { ...mmlu(['Arun', 'Belo', 'Cairn', 'Elst'], 3), note: 'The answer is D.' },
      'a text beside the options names them by letter',
    ],
    [
      'a reference in the middle',
      mmlu(['Arun', 'All of the above', 'Cairn', 'Elst'], 2),
      'an option that speaks of the others is not the last',
    ],
    ['two equal options', mmlu(['Arun', 'arun', 'Cairn', 'Elst'], 2), 'two options are the same'],
    ['a key outside', mmlu(['Arun', 'Belo', 'Cairn', 'Elst'], 7), 'the key names no option'],
    [
      'letters that are not those of the places',
      mmlu(['B) Arun', 'A) Belo', 'C) Cairn', 'D) Elst'], 2),
      'the options carry letters in another order than theirs',
    ],
    ['no options', { question: 'Which?', answer: 2 }, 'no list of options'],
  ])('%s: the row is left out, with the reason', async (_, fields, reason) => {
    const { made, exclusions } = await buildWith(fields)
    expect(made).toEqual([])
    expect(exclusions).toEqual([{ reason, ids: ['0'] }])
  })
  test('letters that options only speak with are no labels', async () => {
    const { made } = await buildWith(mmlu(['A: 5, B: 3', 'A: 3, B: 5', 'A: 4, B: 4', 'A: 2, B: 6'], 0))
    expect(made.length).toBeGreaterThan(0)
  })
  test('ages are no reference', async () => {
    const { made } = await buildWith(mmlu(['18岁以上', '12岁以上', '60岁以上', '6岁以上'], 0))
    expect(new Set(made.map(now => now.indexOf('18岁以上'))).size).toBeGreaterThan(1)
  })
})

describe('numbers', () => {
  const sets = Array.from({ length: 30 }, (_, i) => [3 * i + 1, 5 * i + 40, 7 * i + 200, 11 * i + 500])
  const valuesOf = (options: unknown) =>
    (options as (string | number)[]).map(one => Number.parseFloat(String(one)))

  test.each([
    ['with a unit', (n: number): string | number => `${n} km`],
    ['in Chinese', (n: number): string | number => `${n}元`],
    ['that are numbers in the file', (n: number): string | number => n],
  ])('%s stay in order of size, and the key follows', async (_, write) => {
    const fields = sets.map((numbers, i) => ({
      question: `How far, ${i}?`,
      choices: numbers.map(write),
      answer: i % 4,
    }))
    const { rows } = await choices.build(requestOf(rowsOf(fields)))
    expect(rows).toHaveLength(30)
    for (const row of rows) {
      const values = valuesOf(row.fields.choices)
      expect(values).toEqual([...values].sort((a, b) => a - b))
      const old = sets[Number(row.parent)]!
      expect(values[row.fields.answer as number]).toBe(old[Number(row.parent) % 4])
      expect(values.filter(value => !old.includes(value))).toHaveLength(1)
    }
  })
  test('of another unit are not exchanged, and unsorted ones move', async () => {
    const fields = [
      { question: 'How far?', choices: ['1 km', '2 km', '3 km', '4 km'], answer: 0 },
      { question: 'How heavy?', choices: ['5 kg', '9 kg', '7 kg', '8 kg'], answer: 0 },
    ]
    const { rows, exclusions } = await choices.build(requestOf(rowsOf(fields)))
    expect(rows.map(({ parent }) => parent)).toEqual(['1'])
    expect(exclusions).toEqual([{ reason: 'no other order, and no option to exchange', ids: ['0'] }])
    expect([...(rows[0]!.fields.choices as string[])].sort()).toEqual(['5 kg', '7 kg', '8 kg', '9 kg'])
  })
})

test('a set of another form is not accepted, and the sentence says what is missing', () => {
  expect(choices.accepts(rowsOf([{ text: 'Once.' }, { text: 'Twice.' }]))).toBe(
    'It needs a list of options and a key; 0 of 2 rows have them (the first without: no list of options)',
  )
})

test('keys that may count from 0 or from 1 are refused rather than guessed', () => {
  const rows = rowsOf(
    [1, 2, 3].map(answer => ({ question: 'Which?', choices: ['Arun', 'Belo', 'Cairn', 'Elst'], answer })),
  )
  expect(choices.accepts(rows)).toMatch(/"answer".*counts from 0 and as a number that counts from 1/)
  const settled = rowsOf(
    [1, 2, 4].map(answer => ({ question: 'Which?', choices: ['Arun', 'Belo', 'Cairn', 'Elst'], answer })),
  )
  expect(choices.accepts(settled)).toBe(true)
})

test('fewer rows than are wanted: each gives its share, in the order of the source', async () => {
  const rows = rowsOf(draws(ENGLISH, 10).map(LAYOUTS.MMLU!.make))
  const { rows: made } = await choices.build(requestOf(rows, { count: 15, perRow: 2 }))
  expect(made).toHaveLength(15)
  expect(made.map(({ parent }) => Number(parent))).toEqual(
    made.map(({ parent }) => Number(parent)).sort((a, b) => a - b),
  )
  expect(new Set(made.map(({ id }) => id)).size).toBe(15)
  expect(new Set(made.map(({ parent }) => parent)).size).toBe(10)
})
