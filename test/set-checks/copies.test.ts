import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { checkSets } from '../../src/set-checks/check-sets.js'
import { overlapChecks } from '../../src/set-checks/overlaps.js'
import { questionCheck } from '../../src/set-checks/question-check.js'
import { runCheck } from '../../src/set-checks/run-check.js'
import { loadSet } from '../../src/sets/index.js'
import { createRandom } from '../../src/statistics/random.js'
import type { SourceRow } from '../../src/types.js'

const never = () => false

/** A row of question and answer; its text is both, as that of a set without a template. */
function row(id: string, question: string, answer: string, parentSplit?: string): SourceRow {
  const item = { id, text: `${question}\n${answer}`, cluster: id, line: 1, fields: { question, answer } }
  return parentSplit === undefined ? item : { ...item, parentSplit }
}

/** 40 unlike questions of 16 to 18 words each. */
const WORDS = 'harbour lantern copper seldom walks under green slow bridge keeps seven early ferries'.split(
  ' ',
)
const questions = (name: string, count = 40) => {
  const random = createRandom('questions', name)
  return Array.from({ length: count }, (_, q) => {
    const words = Array.from({ length: 14 }, () => WORDS[random.integer(WORDS.length)]!)
    return row(`${name}${q}`, `Why does ${words.join(' ')} of ${name} ${q}?`, `It is ${q}`)
  })
}
const known = questions('test')

describe('a question of the test set', () => {
  const own = questions('own')
  const swapped = (count: number, question: (text: string) => string) =>
    own.map((item, i) =>
      i < count
        ? row(
            item.id,
            question(String(known[i]!.fields.question)),
            `Quite another answer, ${'so '.repeat(60)}`,
          )
        : item,
    )
  test.each([
    ['with another answer', (text: string) => text],
    ['in capitals', (text: string) => text.toUpperCase()],
    ['with one word put behind it', (text: string) => `${text} Explain.`],
  ])('%s is named, and fails the set above 2 %%', (_, question) => {
    const { checks, reasons } = questionCheck(swapped(1, question), known, never)
    expect([...reasons]).toEqual([
      ['own0', [expect.stringMatching(/^has (nearly )?the question of test0 of test$/)]],
    ])
    // 1 of 40 is 2.5 %.
    expect(checks).toMatchObject([{ status: 'fail', code: 'shared_questions', values: { items: 1 } }])
    expect(questionCheck(own, known, never).checks).toMatchObject([{ status: 'pass' }])
  })
  test('is left to the check of equal items where the whole item is that of the test set', () => {
    const copied = own.with(0, { ...known[0]!, id: 'copy' })
    const { checks, reasons } = questionCheck(copied, known, never)
    expect(reasons.size).toBe(0)
    expect(checks).toMatchObject([{ values: { items: 1, ids: ['copy'] } }])
  })
  test('counts for nothing where three test items ask it, or where it is that of the declared parent', () => {
    const common = [1, 2, 3].map(n => row(`t${n}`, 'Which of these is true?', `option ${n}`))
    const asks = [row('i', 'Which of these is true?', 'option 9')]
    expect(questionCheck(asks, [...known, ...common], never).reasons.size).toBe(0)
    expect(questionCheck(asks, [...known, ...common.slice(1)], never).reasons.size).toBe(1)
    const declared = questionCheck(
      swapped(1, text => text),
      known,
      (item, other) => other.text === known[0]!.text && item.id === 'own0',
    )
    expect(declared.reasons.size).toBe(0)
  })
  test('is compared only where texts are more than questions', () => {
    const bare = own.map(item => ({ ...item, text: String(item.fields.question) }))
    expect(questionCheck(bare, bare, never).checks).toEqual([])
    expect(
      questionCheck(
        own.map(item => ({ ...item, fields: {} })),
        known,
        never,
      ).checks,
    ).toEqual([])
  })
})

describe('runs of 13 words shared with the test set', () => {
  const text = (id: string) => String(known.find(item => item.id === id)!.fields.question)
  const around = (inner: string) =>
    `A long story of another kind comes first. ${inner} Then it ends with a new thought.`
  test('name an item that has a test question inside, and fail above 2 %', () => {
    const items = questions('own', 50)
    const put = (count: number) =>
      items.map((item, i) => (i < count ? row(item.id, around(text(`test${i}`)), 'so') : item))
    const one = runCheck(put(1), known, 'test', never)
    expect([...one.reasons].map(([id, [reason]]) => [id, reason!.slice(0, 43)])).toEqual([
      ['own0', 'shares a run of 13 words with test0 of test'],
    ])
    expect(one.checks[0]!.status).toBe('warn')
    expect(runCheck(put(2), known, 'test', never).checks[0]!.status).toBe('fail')
  })
  test('only warn with the train split, whatever their number', () => {
    const { checks, reasons } = runCheck(known, known, 'train', never)
    expect([checks[0]!.status, reasons.size]).toEqual(['warn', 0])
  })
  test('that three test items have are a phrase of the form: they warn and name nobody', () => {
    const phrase = 'which one of the following if true most strengthens the argument of the author above'
    const asked = (name: string) =>
      questions(name).map(item => row(item.id, `${item.fields.question} ${phrase}`, 'so'))
    const { checks, reasons } = runCheck(asked('own'), asked('test'), 'test', never)
    expect(checks[0]).toMatchObject({ status: 'warn', values: { items: 40, ofForm: 40 } })
    expect(reasons.size).toBe(0)
    // A rare run behind common ones is found all the same.
    const hidden = asked('own').with(3, row('own3', `${phrase} ${text('test7')}`, 'so'))
    expect([...runCheck(hidden, asked('test'), 'test', never).reasons.keys()]).toEqual(['own3'])
  })
  test('leave independent splits of GSM8K alone: 6 test items share one with some train item', {
    timeout: 60_000,
  }, async () => {
    const data = resolve(import.meta.dirname, '../../../shared/data/gsm8k')
    const files = diskFiles()
    if ((await files.kind(data)) === 'missing') return
    const load = async (name: string) => (await loadSet({ path: `${data}/${name}.jsonl` }, files)).items
    const { checks, reasons } = runCheck(await load('train'), await load('test'), 'test', never)
    expect(checks[0]!.status).toBe('warn')
    const of = [...reasons.values()].map(([reason]) => /with (\d+) of test/.exec(reason!)![1]!)
    // The six that the data's description counts.
    const six = ['18', '581', '602', '632', '712', '806']
    expect(of.filter(id => !six.includes(id))).toEqual([])
    expect(of.length).toBeGreaterThanOrEqual(4)
  })
})

describe('a copy that the eye does not tell from a test item', () => {
  const hidden: readonly (readonly [string, (text: string) => string])[] = [
    ['zero-width spaces', text => text.replace(/e/g, 'e\u200b')],
    ['soft hyphens and joiners', text => text.replace(/[aeiou]/g, '$&\u00ad\u200d')],
    ['Cyrillic letters', text => text.replace(/[aeopcx]/g, letter => 'аеорсх'['aeopcx'.indexOf(letter)]!)],
    [
      'Cyrillic capitals',
      text => text.toUpperCase().replace(/[BHMTK]/g, letter => 'ВНМТК'['BHMTK'.indexOf(letter)]!),
    ],
    ['Greek letters', text => text.replace(/[oaiv]/g, letter => 'οαιν'['oaiv'.indexOf(letter)]!)],
    [
      'letters of full width',
      text => text.replace(/[a-z]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    ],
  ]
  test.each(hidden)('by %s is equal, near and shares runs', (_, hide) => {
    const text = known[0]!.text
    expect(hide(text)).not.toBe(text)
    const { checks, reasons } = overlapChecks([row('i', hide(text), '')], known, 'test', never)
    expect([...reasons]).toEqual([['i', ['equals test0 of test']]])
    expect(checks.map(({ values }) => values.items)).toEqual([1, 1, 1])
  })
  test('does not make one of two texts in Cyrillic or Greek', () => {
    for (const [a, b] of [
      ['Сколько пирогов у Анны теперь?', 'Сколько порогов у Анны теперь?'],
      ['Πόσα μήλα έχει η Άννα;', 'Πόσα μέλια έχει η Άννα;'],
    ])
      expect(overlapChecks([row('i', a!, '')], [row('o', b!, '')], 'test', never).reasons.size).toBe(0)
  })
})

describe('items made from the test split', () => {
  const request = (split: string | undefined, stated?: string) => ({
    set: {
      sha256: 'set',
      rows: questions('own').map(item => (split === undefined ? item : { ...item, parentSplit: split })),
      exclusions: [],
      parentSplit: stated,
    },
    against: { sha256: 'test', rows: known, exclusions: [] },
    permutations: 0,
    random: createRandom('check'),
  })
  const parents = async (one: Parameters<typeof checkSets>[0]) => {
    const { checks, drop } = await checkSets(one)
    return [checks.find(({ name }) => name === 'parents')?.status, drop.length]
  }
  test('fail the set and are not to be used', async () => {
    expect(await parents(request('test'))).toEqual(['fail', 40])
    expect(await parents(request('train'))).toEqual(['pass', 0])
    expect(await parents(request(undefined))).toEqual([undefined, 0])
  })
  test('are known by the manifest too, where rows do not say it', async () => {
    expect(await parents(request(undefined, 'test'))).toEqual(['fail', 40])
    expect(await parents(request('train', 'test'))).toEqual(['pass', 0])
  })
  test('are what a paraphrase is made of', async () => {
    const source = { sha256: 'test', rows: known, exclusions: [] }
    expect((await parents({ ...request('test'), source }))[0]).toBeUndefined()
  })
})
