import { describe, expect, it } from 'vitest'
import { rules } from '../../src/paraphrasing/rules.js'
import { createRandom } from '../../src/statistics/random.js'
import type { SourceRow } from '../../src/types.js'

const ITEMS = [
  {
    question:
      'Rose sells 24 jars of jam for $3 each every Monday in May. If Will buys 5 jars, how many jars does Rose have left?',
    answer: 'Rose has 24 - 5 = <<24-5=19>>19 jars left\nSo she can earn 19*3 = $<<19*3=57>>57\n#### 57',
  },
  {
    question:
      'Mark has 7 more stamps than Grace. Grace has twelve stamps. Every second, a machine prints 1,500 stamps. How many stamps does Mark have?',
    answer: 'Mark has 7 + 12 = <<7+12=19>>19 stamps because 12 + 7 = 19\n#### 19',
  },
  {
    question:
      'A shop offers a 20% discount on a $50 lamp. In the morning, 3 lamps were sold. What is the total price of the lamps?',
    answer:
      'First find the discount: 50 * 20% = $<<50*.2=10>>10\nThen subtract: $50 - $10 = $<<50-10=40>>40\nThat means 3 lamps cost 3 x 40 = $<<3*40=120>>120\n#### 120',
  },
]
const row = (fields: Record<string, unknown>, r: number): SourceRow => ({
  id: `i${r}`,
  text: Object.values(fields).join(' '),
  cluster: `c${r}`,
  line: r + 1,
  fields,
})
const ROWS = ITEMS.map(row)
const reword = (rows: readonly SourceRow[], seed: number) =>
  rules.paraphrase({ rows, fields: ['question', 'answer'], random: createRandom(seed) })

/** Numerals of the items above, by a list that knows nothing of the rules: each word with its digits. */
const WORDS: Record<string, string> = {
  three: '3',
  five: '5',
  seven: '7',
  twelve: '12',
  nineteen: '19',
  'twenty-four': '24',
  fifty: '50',
  ten: '10',
  forty: '40',
  twenty: '20',
}
const numerals = (text: string) =>
  (
    text
      .replaceAll(',', '')
      .toLowerCase()
      .match(/[\d.]*\d|[a-z]+(?:-[a-z]+)?/g) ?? []
  )
    .flatMap(token => (/\d/.test(token) ? [token] : (WORDS[token] ?? [])) as string[])
    .sort()
const names = (text: string) => (text.match(/\b(?:Rose|Will|Mark|Grace|May|Monday)\b/g) ?? []).sort()

describe('rules', () => {
  it('keep every number, name, annotation and final answer, whatever the seed', async () => {
    for (let seed = 0; seed < 40; seed++) {
      const { rows } = await reword(ROWS, seed)
      expect(rows.map(({ id }) => id)).toEqual(['i0', 'i1', 'i2'])
      rows.forEach(({ fields }, r) => {
        for (const name of ['question', 'answer'] as const) {
          const [source, reworded] = [ITEMS[r]![name], fields[name] as string]
          expect(numerals(reworded), reworded).toEqual(numerals(source))
          expect(names(reworded), reworded).toEqual(names(source))
        }
        const answer = fields.answer as string
        expect(answer.match(/<<.*?>>/g)!.sort()).toEqual(ITEMS[r]!.answer.match(/<<.*?>>/g)!.sort())
        expect(answer.split('\n').at(-1)).toBe(ITEMS[r]!.answer.split('\n').at(-1))
        expect(answer.split('\n').length).toBe(ITEMS[r]!.answer.split('\n').length)
        expect(`${fields.question} ${answer}`).not.toMatch(/\b([a-z]+) \1\b|\ba [aeio]|[\ue000-\uf8ff]/i)
      })
    }
  })
  it('reword: each of these questions comes out otherwise', async () => {
    const { rows } = await reword(ROWS, 1)
    for (const { id, fields } of rows) expect(fields.question).not.toBe(ITEMS[Number(id.slice(1))]!.question)
  })
  it('say the same for the same seed, item by item, whatever else is in the set', async () => {
    const [all, again, alone] = [
      await reword(ROWS, 5),
      await reword(ROWS, 5),
      await reword(ROWS.slice(1, 2), 5),
    ]
    expect(again).toEqual(all)
    expect(alone.rows).toEqual(all.rows.slice(1, 2))
    const others = await Promise.all([6, 7, 8, 9].map(seed => reword(ROWS, seed)))
    expect(others.some(({ rows }) => JSON.stringify(rows) !== JSON.stringify(all.rows))).toBe(true)
  })
  it('leave the fields that were not named', async () => {
    const { rows } = await rules.paraphrase({
      rows: [row({ ...ITEMS[0]!, level: 3 }, 0)],
      fields: ['question'],
      random: createRandom(1),
    })
    expect(rows[0]).toMatchObject({
      id: 'i0',
      parent: 'i0',
      cluster: 'c0',
      fields: { answer: ITEMS[0]!.answer, level: 3 },
    })
    expect(Object.keys(rows[0]!.fields)).toEqual(['question', 'answer', 'level'])
  })
  it('say of each item that they leave out why', async () => {
    const { rows, exclusions } = await rules.paraphrase({
      rows: [
        row({ question: 'リンゴが3個あります。いくつですか。' }, 0),
        row({ question: 'The sky is blue and the grass is green.' }, 1),
        row({ question: 7 }, 2),
        row({ question: '天空是蓝色。' }, 3),
        row({ question: 'Ana tiene 25 manzanas y come 3 cada noche.' }, 4),
      ],
      fields: ['question'],
      random: createRandom(1),
    })
    expect(rows).toEqual([])
    const reasons = Object.fromEntries(exclusions.flatMap(({ reason, ids }) => ids.map(id => [id, reason])))
    expect(reasons).toEqual({
      i0: 'no rules for this language',
      i1: 'no rule applies',
      i2: 'a field to reword holds no text',
      i3: 'no rule for this Chinese text',
      i4: 'Latin letters with hardly any common English word: no rules but for English',
    })
  })
  it('leave out what would take them minutes, and take what is just short enough', {
    timeout: 120_000,
  }, async () => {
    // 19,992 and 20,008 characters.
    const long = (sentences: number) =>
      'The hen is red. '
        .repeat(sentences)
        .trimEnd()
        .padEnd(16 * sentences - 8)
    const { rows, exclusions } = await rules.paraphrase({
      rows: [1250, 1251].map((sentences, r) => row({ question: long(sentences) }, r)),
      fields: ['question'],
      random: createRandom(1),
    })
    expect(rows).toEqual([])
    expect(Object.fromEntries(exclusions.map(({ reason, ids }) => [reason, ids]))).toEqual({
      'no rule applies': ['i0'],
      'longer than 20,000 characters, which rules would take minutes for': ['i1'],
    })
  })
  it('take a short question with "which" for English, and let labels of multiple choice be', async () => {
    const kept = [
      'Statement 1 | A field is a ring. Statement 2 | A ring is a group.',
      'Which of the following holds for triangle 7?',
      'Which option, (2) or 3), is right for Player 9?',
      'Which ring is ring 0, and which number 5 is prime?',
    ]
    const { rows, exclusions } = await rules.paraphrase({
      rows: kept.map((question, r) => row({ question }, r)),
      fields: ['question'],
      random: createRandom(1),
    })
    for (const { fields, parent } of rows)
      expect(String(fields.question).match(/\d/g)).toEqual(kept[Number(parent.slice(1))]!.match(/\d/g))
    const reasons = exclusions.flatMap(({ reason, ids }) => ids.map(() => reason))
    expect(reasons.filter(reason => reason !== 'no rule applies')).toEqual([])
  })
})
