import { describe, expect, test } from 'vitest'
import { cosine } from '../../src/set-checks/meaning.js'
import { checkPair } from '../../src/set-checks/pair.js'
import { checkPairs } from '../../src/set-checks/pairs.js'
import type { SourceRow } from '../../src/types.js'

const row = (id: string, text: string, fields: SourceRow['fields'] = {}): SourceRow => ({
  id,
  text,
  cluster: id,
  line: 1,
  fields,
})

const ENGLISH =
  'Nadia bakes 12 loaves in the morning and sells each loaf for $3. Omar buys half of them. How much does Omar pay? ' +
  'Half of the loaves are 12/2=<<12/2=6>>6. He pays 6*3=$<<6*3=18>>18.\n#### 18'
const REWORDED =
  'Every morning twelve loaves are baked by Nadia, whose price per loaf is $3. If 50% go to Omar, what will he pay? ' +
  'Omar gets 12/2=<<12/2=6>>6 loaves, being half, so his cost is 6*3=$<<6*3=18>>18.\n#### 18'
const CHINESE =
  '小明早上烤了十二个面包，每个卖3元。小红买了一半。小红一共付多少钱？一半是6个，所以付18元。\n#### 18'
const CHINESE_REWORDED =
  '每个面包的价格是三元，早上小明共烤出12个面包，其中50%由小红买走，问小红付了多少钱？买走的一半是6个，合计付18元。\n#### 18'

const codes = (source: string, copy: string) =>
  checkPair(row('a', source), row('b', copy)).reasons.map(({ code }) => code)

describe('a faithful paraphrase is kept', () => {
  test.each([
    [ENGLISH, REWORDED],
    [CHINESE, CHINESE_REWORDED],
  ])('%s', (source, copy) => {
    // "half … half" against "50% … half", "twelve" against "12", 三 against 3: equal in value.
    expect(checkPair(row('a', source), row('b', copy)).reasons).toEqual([])
  })
})

describe('each fault is named', () => {
  test.each([
    ['a number', ENGLISH, REWORDED.replace('twelve', 'thirteen'), ['numerals_changed']],
    ['a number word', ENGLISH, REWORDED.replace('50%', 'a third of them'), ['numerals_changed']],
    ['the answer', ENGLISH, REWORDED.replace('#### 18', '#### 19'), ['answer_changed']],
    ['a worked step', ENGLISH, REWORDED.replace('<<6*3=18>>', '<<6*3=19>>'), ['arithmetic_wrong']],
    ['a name', ENGLISH, REWORDED.replace('Nadia', 'Nora'), ['names_lost', 'names_added']],
    ['a person, put in', ENGLISH, REWORDED.replace('what will he', 'what will Carl'), ['names_added']],
    ['the whole text, copied', ENGLISH, ENGLISH.toUpperCase(), ['copied']],
    ['one word', ENGLISH, ENGLISH.replace('loaves in', 'breads in'), ['not_rewritten']],
    ['the language', ENGLISH, CHINESE, ['numerals_changed', 'language_changed', 'length_changed']],
    [
      'the subject',
      ENGLISH,
      'Nadia and Omar see 12 birds by 12/2=<<12/2=6>>6 ponds, half of them at $3 a bird, so for half a day 6*3=$<<6*3=18>>18 go by, and a quiet afternoon ends under old trees.\n#### 18',
      ['content_lost'],
    ],
    ['the answer, left out', ENGLISH, REWORDED.replace('\n#### 18', ''), ['answer_missing']],
    ['a number in Chinese', CHINESE, CHINESE_REWORDED.replace('三元', '四元'), ['numerals_changed']],
    ['the answer in Chinese', CHINESE, CHINESE_REWORDED.replace('#### 18', '#### 81'), ['answer_changed']],
    ['a name in Chinese', CHINESE, CHINESE_REWORDED.replace('小明', '小刚'), ['names_lost', 'names_added']],
    ['a whole Chinese text, copied', CHINESE, CHINESE.replace('，', ', '), ['copied']],
  ])('%s', (_, source, copy, expected) => {
    expect(codes(source, copy)).toEqual(expected)
  })
  test('with its values', () => {
    const { reasons } = checkPair(row('a', ENGLISH), row('b', REWORDED.replace('$3', '$4')))
    expect(reasons).toEqual([{ code: 'numerals_changed', text: 'lacks 3; adds 4' }])
  })
})

describe('100 %', () => {
  const text = (share: string) => `Of the 40 seats Nadia fills${share}, while Omar fills 7 in the other hall.`
  const reasons = (a: string, b: string) => checkPair(row('a', text(a)), row('b', text(b))).reasons
  test.each([
    [' 100 %', '', 'lacks 100%'],
    ['', ' 100 percent', 'adds 100%'],
    [' 100%', ' one', 'lacks 100%'],
    [' 100%', ' 50%', 'lacks 100%; adds 1/2'],
  ])('is no 1, which may come and go: "%s" to "%s"', (a, b, expected) => {
    expect(reasons(a, b)[0]).toEqual({ code: 'numerals_changed', text: expected })
  })
  test('says the same in a word, and a 1 is free', () => {
    const changed = (a: string, b: string) => reasons(a, b).filter(({ code }) => code === 'numerals_changed')
    expect(changed(' 100%', ' 100 percent')).toEqual([])
    expect(changed(' one', ' some')).toEqual([])
  })
})

test('an answer may stand in a field of its own', () => {
  const pair = (a: unknown, b: unknown) =>
    checkPair(row('a', 'What is it, Omar?', { answer: a }), row('b', 'Omar, say what it is.', { answer: b }))
  expect(pair('1,000', '一千').reasons).toEqual([])
  expect(pair('B', 'b.').reasons).toEqual([])
  expect(pair('B', 'C').reasons.map(({ code }) => code)).toEqual(['answer_changed'])
})

test('a broken file is caught item by item', async () => {
  const source = ['0', '1', '2', '3', '4', '5'].map(id => row(id, ENGLISH))
  const copies = [
    row('p0', REWORDED, { parent: '0' }),
    row('p1', REWORDED.replace('$3', '$5'), { parent: 1 }),
    row('p2', REWORDED.replace('#### 18', '#### 8'), { parent: '2' }),
    row('p3', ENGLISH, { parent: '3' }),
    row('4', REWORDED.replace('Nadia', 'Lena')),
    row('stray', REWORDED),
  ]
  const { pairs, summary, check } = await checkPairs(source, copies)
  expect(pairs.map(({ id, source, reasons }) => [id, source, reasons.map(({ code }) => code)])).toEqual([
    ['p0', '0', []],
    ['p1', '1', ['numerals_changed']],
    ['p2', '2', ['answer_changed']],
    ['p3', '3', ['copied']],
    ['4', '4', ['names_lost', 'names_added']],
  ])
  expect(summary).toEqual({
    source: 6,
    matched: 5,
    kept: 1,
    dropRate: 5 / 6,
    reasons: [
      { code: 'answer_changed', pairs: 1 },
      { code: 'copied', pairs: 1 },
      { code: 'names_added', pairs: 1 },
      { code: 'names_lost', pairs: 1 },
      { code: 'numerals_changed', pairs: 1 },
    ],
    missing: ['5'],
    extra: ['stray'],
    answerless: [],
  })
  expect(check.status).toBe('fail')
})

test('says how many of the kept pairs lie within the strict limits as well', async () => {
  const before = 'Nadia carried baskets towards distant markets under bright morning sunlight today'
  // 11 words make 7 runs of five; the first 8 words kept make 4 of them, 4/7 = 0.57; the first 7 make 3, 0.43.
  const eight = 'Nadia carried baskets towards distant markets under bright noon rays yesterday'
  const seven = 'Nadia carried baskets towards distant markets under clear morning sunlight yesterday'
  const { check } = await checkPairs(
    [row('0', before), row('1', before), row('2', before)],
    [row('0', eight), row('1', seven), row('2', before)],
  )
  expect(check.values).toMatchObject({ matched: 3, kept: 2, strict: 1 })
  expect(check.text).toContain('Of the kept ones 1 also pass the strict limits')
})

test('three dropped of ten are a warning, four a failure', async () => {
  const source = Array.from({ length: 10 }, (_, i) => row(String(i), ENGLISH))
  const status = async (broken: number) =>
    (
      await checkPairs(
        source,
        source.map(({ id }, i) => row(id, i < broken ? ENGLISH : REWORDED)),
      )
    ).check.status
  expect([await status(0), await status(3), await status(4)]).toEqual(['pass', 'warn', 'fail'])
})

test('pairs whose answer was not found are counted, and warn', async () => {
  const bare = (text: string) => text.replace('\n#### 18', '')
  const check = async (answered: number) => {
    const rows = (text: string) => ['0', '1', '2'].map((id, i) => row(id, i < answered ? text : bare(text)))
    return (await checkPairs(rows(ENGLISH), rows(REWORDED))).check
  }
  expect(await check(3)).toMatchObject({ status: 'pass', values: { withoutAnswer: 0 } })
  const some = await check(1)
  expect(some).toMatchObject({ status: 'warn', values: { withoutAnswer: 2, answerless: ['1', '2'] } })
  expect(some.text).toContain('in the source of 2 of 3 pairs')
  // Plain texts have none: that nothing was compared is said, and no pass.
  expect(await check(0)).toMatchObject({
    ...{ status: 'warn', code: 'answers_not_found', values: { kept: 3, withoutAnswer: 3 } },
  })
})

describe('a sentence encoder that is passed in', () => {
  const encoderOf = (vectors: Readonly<Record<string, readonly [number, number]>>) => ({
    name: 'toy',
    encode: async (texts: readonly string[]) => texts.map(text => vectors[text]!),
    leastCosine: 0.8,
  })

  test('may object to a pair', async () => {
    const meaning = encoderOf({ [ENGLISH]: [1, 0], [REWORDED]: [1, 1] })
    const { pairs } = await checkPairs([row('0', ENGLISH)], [row('0', REWORDED)], meaning)
    // The cosine of 45 degrees.
    expect(pairs[0]?.reasons).toEqual([{ code: 'meaning_changed', text: 'cosine 0.707' }])
    expect(pairs[0]?.measures.cosine).toBeCloseTo(Math.SQRT1_2, 12)
  })

  test('is measured by pairs of different items, and its limit is called idle where those pass too', async () => {
    const source = ['a', 'b'].map(id => row(id, `${ENGLISH} ${id}`))
    const copies = ['a', 'b'].map(id => row(id, `${REWORDED} ${id}`))
    const told = encoderOf({
      ...{ [`${ENGLISH} a`]: [1, 0], [`${REWORDED} a`]: [1, 0] },
      ...{ [`${ENGLISH} b`]: [0, 1], [`${REWORDED} b`]: [0, 1] },
    })
    const untold = encoderOf({
      ...{ [`${ENGLISH} a`]: [1, 0], [`${REWORDED} a`]: [1, 0] },
      ...{ [`${ENGLISH} b`]: [1, 0], [`${REWORDED} b`]: [1, 0] },
    })
    expect((await checkPairs(source, copies, told)).meaning).toMatchObject({
      status: 'pass',
      values: { below: 0, median: 1, unrelated95: 0 },
    })
    expect((await checkPairs(source, copies, untold)).meaning).toMatchObject({
      status: 'warn',
      code: 'meaning_not_told',
      values: { unrelated95: 1 },
    })
  })

  test('has nothing to say of vectors without a direction', () => {
    expect(cosine([3, 4], [4, 3])).toBeCloseTo(24 / 25, 12)
    expect(() => cosine([0, 0], [1, 0])).toThrow(RangeError)
  })
})
