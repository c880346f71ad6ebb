import { describe, expect, test } from 'vitest'
import { balanceCheck, balanceOf } from '../../src/set-checks/balance.js'
import { checkSets } from '../../src/set-checks/check-sets.js'
import { separabilityCheck } from '../../src/set-checks/separability.js'
import { createRandom, type Random } from '../../src/statistics/random.js'
import type { SourceRow } from '../../src/types.js'

const row = (id: string, text: string): SourceRow => ({ id, text, cluster: id, line: 1, fields: {} })

const NOUNS = ['cup', 'pen', 'hat', 'coin', 'card', 'book', 'cake', 'ring', 'ball', 'lamp', 'rope', 'shoe']

/** A word problem of one form; numbers and things are drawn. */
function problem(random: Random, greatest = 90): string {
  const [a, b] = [2 + random.integer(greatest), 2 + random.integer(greatest)]
  const [x, y, z] = [0, 0, 0].map(() => NOUNS[random.integer(NOUNS.length)])
  return `There is a ${x} with ${a} marks near a ${y}, and ${b} more on a ${z}. How many? <<${a}+${b}=${a + b}>>${a + b}\n#### ${a + b}`
}

const make = (name: string, count: number, greatest?: number) => {
  const random = createRandom('problems', name)
  return Array.from({ length: count }, (_, i) => row(`${name}${i}`, problem(random, greatest)))
}

describe('balance', () => {
  test('is the standardised difference of means', () => {
    // 2, 4 and 6 words against 3, 5 and 7: means 4 and 5, both variances 4, SMD −1/2.
    const rows = (counts: number[]) => counts.map((n, i) => row(String(i), Array(n).fill('word').join(' ')))
    const words = balanceOf(rows([2, 4, 6]), rows([3, 5, 7])).find(({ name }) => name === 'words')
    expect(words).toMatchObject({ set: 4, against: 5, setItems: 3, againstItems: 3, status: 'fail' })
    expect(words?.smd).toBeCloseTo(-0.5, 12)
  })
  test('fails where only one set has answers, and leaves out what neither has', () => {
    const plain = [row('a', 'one word'), row('b', 'two words')]
    const solved = [row('a', 'one word #### 3'), row('b', 'two words #### 4')]
    expect(balanceOf(plain, plain).some(({ name }) => name === 'log answer')).toBe(false)
    const answer = balanceOf(plain, solved).find(({ name }) => name === 'log answer')
    expect(answer).toMatchObject({ setItems: 0, againstItems: 2, set: null, smd: null, status: 'fail' })
  })
  test('calls constants that differ what they are, and fails', () => {
    const steps = (count: number) =>
      ['a', 'b', 'c'].map(id => row(id, `text ${id}${' <<1+1=2>>'.repeat(count)}`))
    const covariates = balanceOf(steps(2), steps(1))
    expect(covariates.find(({ name }) => name === 'steps')).toMatchObject({
      ...{ set: 2, against: 1, smd: null, status: 'fail' },
    })
    const check = balanceCheck(covariates, 'fail')
    expect(check.status).toBe('fail')
    expect(check.text).toContain('steps constant, 2 against 1')
    expect(check.text).not.toContain('in one set only')
    const one = balanceCheck(balanceOf(steps(1).slice(1), steps(1).slice(2)), 'fail')
    expect(one.text).toContain('steps not comparable (2 and 1 values)')
  })
  test('is met by equal constants, however their means are rounded', () => {
    // ln 7 and ln 49 added up 3, 5 or 7 times and divided are not always themselves.
    for (const text of ['seven s', 'forty-nine bytes are what this text consists of !'])
      for (const count of [3, 5, 6, 7, 10]) {
        const rows = (n: number) => Array.from({ length: n }, (_, i) => row(String(i), text))
        expect(balanceOf(rows(count), rows(count + 1)).map(({ status }) => status)).not.toContain('fail')
      }
  })
  test('sees answers that only some items have', () => {
    const rows = (answered: number) =>
      Array.from({ length: 10 }, (_, i) => row(String(i), `text ${i}${i < answered ? ` #### ${i}` : ''}`))
    const has = balanceOf(rows(9), rows(3)).find(({ name }) => name === 'has an answer')
    // Shares 0.9 and 0.3, variances 0.9·0.1·10/9 and 0.3·0.7·10/9: SMD = 0.6/√(1/6).
    expect(has).toMatchObject({ set: 0.9, against: 0.3, setItems: 10, againstItems: 10, status: 'fail' })
    expect(has?.smd).toBeCloseTo(0.6 / Math.sqrt(1 / 6), 12)
  })
  test('warns at most for paraphrases', () => {
    const covariates = balanceOf(make('a', 50, 90), make('b', 50, 900))
    expect(balanceCheck(covariates, 'fail').status).toBe('fail')
    expect(balanceCheck(covariates, 'warn').status).toBe('warn')
  })
})

test('permutations: p is as small as it can be for sets apart, and not for sets alike', {
  timeout: 60_000,
}, () => {
  const apart = make('a', 25)
  const other = make('b', 25).map(({ id, text }) => row(id, text.replace('How many', 'Give the sum')))
  const p = (first: SourceRow[], second: SourceRow[]) =>
    separabilityCheck(first, second, 4, createRandom('p'), 'fail')[0]?.values.permutationP
  // No shuffled labelling tells them apart fully: (1 + 0)/(1 + 4).
  expect(p(apart, other)).toBe(0.2)
  // Sets of one form: all five at the least p would have odds of 0.2^5.
  const alike = [1, 2, 3, 4, 5].map(set => p(make(`c${set}`, 25), make(`d${set}`, 25)))
  expect(alike.some(value => Number(value) > 0.2)).toBe(true)
})

test('too few items for a classifier are said, not passed over', () => {
  const few = make('a', 4)
  expect(separabilityCheck(few, few, 0, createRandom('p'), 'fail')).toMatchObject([
    { status: 'warn', code: 'too_few_items' },
  ])
})

test('without permutations there is no p, and the text says how to have one', () => {
  const [check] = separabilityCheck(make('a', 20), make('b', 20), 0, createRandom('p'), 'fail')
  expect(check?.text).toContain('p not computed, --permutations N does')
  expect(Object.keys(check!.values).filter(name => /perm|^p$/.test(name))).toEqual([])
})

describe('sets that a classifier can learn nothing from are said, never a crash', () => {
  const check = (set: SourceRow[], against: SourceRow[]) =>
    separabilityCheck(set, against, 0, createRandom('p'), 'fail')
  const again = (rows: SourceRow[]) => rows.map(item => ({ ...item, id: `again ${item.id}` }))
  const same = (name: string, count: number) =>
    Array.from({ length: count }, (_, i) => row(`${name}${i}`, 'one text'))
  const letters = (all: string) => [...all].map(letter => row(letter, letter))
  test.each([
    ['a set and itself', make('a', 40), again(make('a', 40))],
    ['one text in both', same('a', 7), same('b', 9)],
    ['no word in common', letters('abcdefghij'), letters('qrstuvwxyz')],
  ])('%s', (_, set, against) => {
    expect(check(set, against)).toMatchObject([{ status: 'warn', code: 'nothing_to_learn', values: {} }])
  })
  test.each([3, 1])('%i items each', count => {
    const codes = check(same('a', count), same('b', count)).map(({ code }) => code)
    expect(codes).toEqual(['too_few_items'])
  })
})

describe('a set against test and train', () => {
  const request = (rows: SourceRow[], against: SourceRow[]) => ({
    set: { sha256: 'set', rows, exclusions: [] },
    against: { sha256: 'test', rows: against, exclusions: [] },
    train: { sha256: 'train', rows: make('train', 50), exclusions: [] },
    permutations: 0,
    random: createRandom('check'),
  })
  const statuses = async (rows: SourceRow[], against: SourceRow[]) => {
    const { checks } = await checkSets(request(rows, against))
    return Object.fromEntries(checks.map(({ name, status }) => [name, status]))
  }
  test('names the items that repeat the test set, and fails above 2 %', { timeout: 60_000 }, async () => {
    const against = make('test', 100)
    const own = make('set', 100)
    const copy = (count: number) =>
      own.map((item, i) => (i < count ? row(item.id, against[i]!.text.toUpperCase()) : item))
    const { drop } = await checkSets(request(copy(2), against))
    expect(drop.map(({ id, reasons }) => [id, reasons[0]])).toEqual([
      ['set0', 'equals test0 of test'],
      ['set1', 'equals test1 of test'],
    ])
    expect((await statuses(copy(2), against))['equal items, test']).toBe('warn')
    expect((await statuses(copy(3), against))['equal items, test']).toBe('fail')
  })
  test('names items with wrong arithmetic', { timeout: 60_000 }, async () => {
    const own = make('set', 60)
    const broken = own.with(7, row('bad', 'There is a cup. <<2+2=5>>5\n#### 5'))
    const { checks, drop } = await checkSets({ ...request(broken, make('test', 60)), train: undefined })
    expect(drop).toEqual([{ id: 'bad', reasons: ['wrong arithmetic: 2+2=5'] }])
    // 1 of 60 is 1.7 %.
    expect(checks.find(({ name }) => name === 'arithmetic')?.status).toBe('warn')
  })
})

describe('a paraphrase set', () => {
  // Ids are row numbers, as they are where a file names none.
  const numbered = (name: string) => make(name, 40).map((item, i) => ({ ...item, id: `${i}`, line: i + 1 }))
  const source = numbered('source')
  const rows = numbered('reworded')
  const equal = async (others: { sha256: string; rows: SourceRow[] }, set: readonly SourceRow[] = rows) => {
    const { checks } = await checkSets({
      set: { sha256: 'set', rows: set, exclusions: [] },
      source: { sha256: 'source', rows: source, exclusions: [] },
      train: { ...others, exclusions: [] },
      permutations: 0,
      random: createRandom('check'),
    })
    const values = (name: string) => checks.find(check => check.name === `${name}, train`)?.values.items
    return ['equal items', 'near duplicates', 'runs of 13 words'].map(values)
  }
  test('that copies other rows which happen to have its ids is found out', async () => {
    expect(await equal({ sha256: 'train', rows })).toEqual([40, 40, 40])
    expect(await equal({ sha256: 'train', rows: rows.map(item => row(`t${item.id}`, item.text)) })).toEqual([
      ...[40, 40, 40],
    ])
  })
  test('may repeat its own source, in the same file or another one, and no other row of it', async () => {
    expect(await equal({ sha256: 'source', rows: source }, source)).toEqual([0, 0, 0])
    // Under another template the texts differ; the row is the same one.
    const questions = source.map(item => ({ ...item, text: item.text.split(' <<')[0]! }))
    expect(await equal({ sha256: 'source', rows: questions }, questions)).toEqual([0, 0, 0])
    expect(await equal({ sha256: 'copy', rows: source }, source)).toEqual([0, 0, 0])
    const moved = source.map(({ id }, i) => ({ ...source[(i + 1) % 40]!, id }))
    expect((await equal({ sha256: 'source', rows: source }, moved))[0]).toBe(40)
  })
})
