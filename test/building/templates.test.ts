import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { build as buildWith } from '../../src/building/index.js'
import { templates } from '../../src/building/templates.js'
import { blindClassifier } from '../../src/statistics/blind-classifier.js'
import { createRandom } from '../../src/statistics/random.js'
import type { MadeRow, SourceRow } from '../../src/types.js'
import { auditAnswer, value } from './arithmetic-audit.js'
import { auditMeaning } from './meaning-audit.js'
import { auditRelations } from './relation-audit.js'

const row = (id: string, question: string, answer: string): SourceRow => ({
  id,
  cluster: `doc ${id}`,
  line: 1,
  text: `${question} ${answer}`,
  fields: { question, answer, level: 'easy' },
})

const BAKER = row(
  'baker',
  'Ines bakes 14 trays of buns with 12 buns each. She sells 96 of the buns. How many buns are left?',
  'Ines bakes 14*12 = <<14*12=168>>168 buns.\nShe has 168-96 = <<168-96=72>>72 buns left.\n#### 72',
)
const SHOP = row(
  'shop',
  'A lamp costs $1,200 and is sold at 20% off. Omar buys 3 such lamps. What does he pay?',
  'He saves 20/100*1200 = $<<20/100*1200=240>>240 on each.\nOne costs $1,200 - $240 = $<<1200-240=960>>960.\n' +
    'He pays 3*960 = $<<3*960=2880>>2,880.\n#### 2880',
)
const PRICE = row(
  'price',
  'Tea is $2.50 a box. How much are 6 boxes and an 8-dollar mug?',
  'The 6 boxes cost 6 x $2.50 = $<<6*2.50=15>>15.\nWith the mug it is 15 + 8 = $<<15+8=23>>23.\n#### 23',
)

async function build(rows: readonly SourceRow[], seed: number, perRow = 1, count = 1000) {
  return templates.build({ rows, count, perRow, random: createRandom(seed) })
}

const questionOf = ({ fields }: Pick<MadeRow, 'fields'>) => String(fields.question)
const answerOf = ({ fields }: Pick<MadeRow, 'fields'>) => String(fields.answer)
const numbersOf = (text: string) =>
  (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map(one => Number(one.replace(/,/g, '')))
const seeds = Array.from({ length: 25 }, (_, i) => i + 1)

describe('the auditor of these tests', () => {
  test('knows right from wrong', () => {
    const numeric = (text: string) => Number(value(text)![0]) / Number(value(text)![1])
    expect(numeric('2*(3+.5)-4/8')).toBe(6.5)
    expect(numeric('-20%*50 - 8/2/2')).toBe(-12)
    expect(numeric('$1,200 x 2')).toBe(2400)
    expect(value('3+')).toBeUndefined()
    expect(auditAnswer(answerOf(BAKER))).toEqual({ annotations: 2, complaints: [], prose: [] })
    expect(auditAnswer(answerOf(BAKER).replace('=168>>168', '=167>>168')).complaints).toHaveLength(2)
    expect(auditAnswer(answerOf(BAKER).replace('>>72', '>>73')).complaints).toEqual(['72 is written 73'])
    expect(auditAnswer(answerOf(BAKER).replace('#### 72', '#### 73')).complaints).toHaveLength(1)
    expect(auditAnswer(answerOf(BAKER).replace('14*12 = ', '14*13 = ')).prose).toEqual(['14*13 is not 168'])
  })
})

describe('one item', () => {
  test('the results follow from the new numbers, in every place', async () => {
    for (const seed of seeds) {
      const [made] = (await build([BAKER], seed)).rows
      const [trays, buns, sold] = numbersOf(questionOf(made!)) as [number, number, number]
      // By hand: trays · buns are baked, less the sold ones are left.
      const baked = trays * buns
      const left = baked - sold
      expect(answerOf(made!)).toBe(
        `Ines bakes ${trays}*${buns} = <<${trays}*${buns}=${baked}>>${baked} buns.\n` +
          `She has ${baked}-${sold} = <<${baked}-${sold}=${left}>>${left} buns left.\n#### ${left}`,
      )
      expect(left).toBeGreaterThan(1)
      expect([trays, buns, sold]).not.toEqual([14, 12, 96])
    }
  })
  test('commas, dollars, percentages and round numbers keep their form', async () => {
    for (const seed of seeds) {
      const [made] = (await build([SHOP], seed)).rows
      const [price, off] = numbersOf(questionOf(made!)) as [number, number]
      expect(questionOf(made!)).toMatch(/\$\d,\d00 and is sold at \d[05]?% off/)
      expect(off).toBeLessThanOrEqual(100)
      // By hand: a share `off` of the price is saved.
      const saved = (off * price) / 100
      expect(answerOf(made!)).toContain(`<<${off}/100*${price}=${saved}>>${saved} on each.`)
      expect(answerOf(made!)).toContain(`$${price.toLocaleString('en')} - $${saved} = `)
    }
  })
  test('decimals stay decimals, and articles follow their number', async () => {
    const articles = new Set<string>()
    for (const seed of seeds) {
      const [made] = (await build([PRICE], seed)).rows
      const [, price, boxes, article, mug] =
        /\$(\d\.\d0) a box.* (\d+) boxes and (an?) (\d+)-dollar/.exec(questionOf(made!)) ?? []
      expect(Number(price) % 1).toBeCloseTo(0.5)
      expect(article).toBe(mug === '8' || mug === '11' || mug === '18' ? 'an' : 'a')
      articles.add(article!)
      expect(answerOf(made!)).toContain(`${boxes} x $${price} = $<<${boxes}*${price}=`)
    }
    expect([...articles].sort()).toEqual(['a', 'an'])
  })
  test('what words say and what no step uses stays', async () => {
    const club = row(
      'club',
      'In 2019 a club of 9-year-olds had 40 members. In the next 12 months twice as many came. 2 coaches led 5 teams. How many members came a month?',
      'There came 40*2 = <<40*2=80>>80.\nThat is 80/2 = <<80/2=40>>40 for each coach.\nAll in all 80+40 = <<80+40=120>>120.\nSo 120/12 = <<120/12=10>>10 a month.\n#### 10',
    )
    let count = 0
    for (const seed of seeds) {
      const [made] = (await build([club], seed)).rows
      if (made === undefined) continue
      count++
      expect(questionOf(made)).toMatch(
        /^In 2019 a club of 9-year-olds had \d+ members. In the next 12 months/,
      )
      expect(questionOf(made)).toContain('2 coaches led 5 teams')
      expect(auditAnswer(answerOf(made)).complaints).toEqual([])
    }
    expect(count).toBeGreaterThan(0)
  })
  test('an annotation that says its result only takes the sum before it', async () => {
    const bare = row(
      'bare',
      'A rope of 60 m is cut into pieces of 4 m. How many are there?',
      'There are 60 / 4 = <<15=15>>15.\n#### 15',
    )
    const [made] = (await build([bare], 2)).rows
    const [rope, piece] = numbersOf(questionOf(made!)) as [number, number]
    const pieces = rope / piece
    expect(answerOf(made!)).toBe(
      `There are ${rope} / ${piece} = <<${pieces}=${pieces}>>${pieces}.\n#### ${pieces}`,
    )
  })
  test('one thing never becomes two', async () => {
    const dog = row(
      'dog',
      'Rui has 1 dog and 16 fish. He gives 6 fish away. How many pets has he left?',
      'He has 16-6 = <<16-6=10>>10 fish left.\nHe has 10+1 = <<10+1=11>>11 pets left.\n#### 11',
    )
    let count = 0
    for (const seed of seeds) {
      for (const made of (await build([dog], seed)).rows) {
        expect(questionOf(made)).toContain('1 dog and')
        count++
      }
    }
    expect(count).toBeGreaterThan(0)
  })
})

describe('the set', () => {
  test('is the same for the same seed, and another for another', async () => {
    const rows = [BAKER, SHOP, PRICE]
    expect(await build(rows, 3, 4)).toEqual(await build(rows, 3, 4))
    expect((await build(rows, 3, 4)).rows).not.toEqual((await build(rows, 4, 4)).rows)
  })
  test('has ids, parents and clusters of the rows, and their other fields', async () => {
    const { rows } = await build([BAKER, SHOP], 1, 2)
    expect(rows.map(({ id, parent, cluster }) => [id, parent, cluster])).toEqual([
      ['baker-t1', 'baker', 'doc baker'],
      ['baker-t2', 'baker', 'doc baker'],
      ['shop-t1', 'shop', 'doc shop'],
      ['shop-t2', 'shop', 'doc shop'],
    ])
    expect(Object.keys(rows[0]!.fields)).toEqual(['question', 'answer', 'level'])
    expect(new Set(rows.map(questionOf)).size).toBe(4)
  })
  test('ends at the count that was asked for, or says how many there are', async () => {
    expect((await build([BAKER, SHOP, PRICE], 1, 5, 7)).rows).toHaveLength(7)
    expect((await build([BAKER], 1, 1, 7)).notes.join()).toContain('1 of 7')
  })
})

describe('names', () => {
  const about = (name: string, pronoun: string, i: number) =>
    row(
      `${name} ${i}`,
      `Today ${name} has ${20 + i} pens and ${pronoun} buys ${30 + i} more. How many pens has ${name} now?`,
      `${name} has ${20 + i}+${30 + i} = <<${20 + i}+${30 + i}=${50 + 2 * i}>>${50 + 2 * i} pens.\n#### ${50 + 2 * i}`,
    )
  const rows = [1, 2, 3, 4].flatMap(i => [
    about('Irma', 'she', i),
    about('Hanna', 'she', i),
    about('Omar', 'he', i),
    about('Pavel', 'he', i),
  ])
  test('change within their gender, alike in question and answer', async () => {
    const { rows: made } = await build(rows, 5)
    expect(made.length).toBeGreaterThan(10)
    let changed = 0
    for (const item of made) {
      const [name] = /Irma|Hanna|Omar|Pavel/.exec(questionOf(item))!
      const names = `${questionOf(item)} ${answerOf(item)}`.match(/Irma|Hanna|Omar|Pavel/g)
      expect(names).toEqual([name, name, name])
      expect(questionOf(item)).toContain(name === 'Irma' || name === 'Hanna' ? ' she ' : ' he ')
      if (!item.parent.startsWith(name)) changed++
    }
    // Two names of a gender, equally frequent: 16 fair coins, of which fewer than 3 fall so with probability 0.002.
    expect(changed).toBeGreaterThan(2)
    expect(changed).toBeLessThan(made.length)
  })

  test('stay where the text has them without a capital, or spells one of them otherwise', async () => {
    const sentence = 'Today Omar has 31 pens, and Omar will omar 22 more of them. How many pens has Omar now?'
    const answer = 'Omar has 31+22 = <<31+22=53>>53 pens.\n#### 53'
    const others = Array.from({ length: 12 }, (_, i) => [about('Omar', 'he', i), about('Pavel', 'he', i)])
    const bought = sentence.replace('omar ', 'buy ')
    const odd = [
      row('small', sentence, answer),
      row('spelt', bought, answer.replace('Omar', 'Omer')),
      row('plain', bought, answer),
    ]
    const renamed = { small: 0, spelt: 0, plain: 0 }
    for (const seed of seeds) {
      const { rows: made } = await build([...others.flat(), ...odd], seed)
      for (const name of ['small', 'spelt', 'plain'] as const) {
        const item = made.find(({ parent }) => parent === name)
        expect(item).toBeDefined()
        if (/pavel/i.test(questionOf(item!))) renamed[name]++
      }
    }
    // The plain one is a fair coin: 25 of them fall alike with probability 6e-8.
    expect(renamed.plain).toBeGreaterThan(0)
    expect(renamed).toMatchObject({ small: 0, spelt: 0 })
  })
})

describe('rows that cannot be used', () => {
  const CASES: readonly (readonly [reason: string, question: string, answer: string])[] = [
    ['an annotation is wrong or rounded', 'Lee has 8 pens and 7 cups.', 'So 8+7 = <<8+7=16>>16.\n#### 16'],
    ['the answer is not the last result', 'Lee has 8 pens and 7 cups.', 'So 8+7 = <<8+7=15>>15.\n#### 16'],
    ['the answer has no annotated arithmetic', 'Lee has 8 pens.', 'It is 8.\n#### 8'],
    ['an annotation is not plain arithmetic', 'Lee has 8 pens.', 'So <<8^2=64>>64.\n#### 64'],
    ['a number in a step comes from nowhere', 'Lee has 8 pens.', 'So <<8+733=741>>741.\n#### 741'],
    [
      'a number in a step comes from nowhere',
      'Lee has a walk of 120 m with his dog.',
      'So he has = <<10=10>>10 minutes.\n#### 10',
    ],
    ['the prose says another number than its annotation', 'Lee has 8 pens.', 'So <<8+8=16>>17.\n#### 16'],
    [
      'the answer solves for an unknown, which no step says',
      'The sum of the ages of Lee and Ann is 25. She is one year older than twice as old. How old is Lee?',
      'If 1 + (age - 1) x 2 = 15 then the age is 8, with 25-8 = <<25-8=17>>17.\n#### 17',
    ],
    [
      'the answer solves for an unknown, which no step says',
      'How long does Lee walk the 120 m, if he walks 12 m in a minute?',
      'Let x be the time. Then 12x = 120.\nSo it is 120/12 = <<120/12=10>>10.\n#### 10',
    ],
    [
      'not English',
      'Eva hat 92 Nüsse in 4 Taschen. Ein Drittel davon isst sie. Wie viele hat sie noch?',
      'Es sind 92/4 = <<92/4=23>>23.\n#### 23',
    ],
    ['no number can be varied safely', 'Lee has two pens, Ann twice as many.', 'It is <<2*2=4>>4.\n#### 4'],
    [
      'the answer names a part or a multiple that the question does not',
      'Lee has 8 pens and Ann has 16.',
      'Lee has half of 16, so 8+16 = <<8+16=24>>24.\n#### 24',
    ],
    [
      'an equation in the prose does not hold as it is written',
      'Lee has 8 pens and 7 cups.',
      'Since 8 pens + 7 cups = 16 things, 8+7 = <<8+7=15>>15.\n#### 15',
    ],
    ['not English', '李有8支笔和7个杯子。', '共有 <<8+7=15>>15.\n#### 15'],
    ['no question and answer with #### and a number', 'Lee has 8 pens.', 'Eight.'],
  ]
  test.each(CASES)('%s', async (reason, question, answer) => {
    const { rows, exclusions } = await build([BAKER, row('odd', question, answer)], 1)
    expect(rows.map(({ parent }) => parent)).toEqual(['baker'])
    expect(exclusions).toEqual([{ reason, ids: ['odd'] }])
  })
  test('a form that fits nowhere is refused before', () => {
    expect(templates.accepts([BAKER])).toBe(true)
    expect(templates.accepts([{ ...BAKER, fields: { text: 'x' } }])).toMatch(
      /needs the fields question and answer/,
    )
    const chinese = row('zh', '李有8支笔和7个杯子。一共有多少？', '共有 <<8+7=15>>15.\n#### 15')
    expect(templates.accepts([chinese])).toMatch(/English only\. .* for Chinese it cannot/)
    const spanish = row(
      'es',
      'Ana tiene 8 libros y compra 7 más. ¿Cuántos tiene?',
      'Son <<8+7=15>>15.\n#### 15',
    )
    expect(templates.accepts([spanish])).toMatch(/English only/)
  })
})

describe('GSM8K', () => {
  const folder = new URL('../../../shared/data/gsm8k/', import.meta.url)
  const missing = !existsSync(folder)
  if (missing) console.info('skipped: GSM8K is not beside this repository')
  const read = (file: string, rows: number): SourceRow[] =>
    readFileSync(new URL(file, folder), 'utf8')
      .trim()
      .split('\n')
      .slice(0, rows)
      .map((line, i) => {
        const { question, answer } = JSON.parse(line)
        return row(`${file}:${i + 1}`, question, answer)
      })

  test.skipIf(missing)(
    '300 items from 300 rows: right, whole, new and hard to tell from the test set',
    async () => {
      const rows = read('train.jsonl', 1000)
      const { rows: made } = await build(rows, 1, 1, 300)
      expect(new Set(made.map(({ parent }) => parent)).size).toBe(300)
      const parents = new Map(rows.map(one => [one.id, one]))
      for (const item of made) {
        const parent = parents.get(item.parent)!
        const audit = auditAnswer(answerOf(item))
        expect(audit.complaints, item.id).toEqual([])
        const [old, now] = [parent, item].map(one => ({ question: questionOf(one), answer: answerOf(one) }))
        expect([...auditRelations(old!, now!), ...auditMeaning(old!, now!)], item.id).toEqual([])
        expect(audit.annotations).toBe(auditAnswer(answerOf(parent)).annotations)
        expect(audit.prose.length, item.id).toBeLessThanOrEqual(auditAnswer(answerOf(parent)).prose.length)
        expect(numbersOf(answerOf(item)), item.id).not.toEqual(numbersOf(answerOf(parent)))
        expect(answerOf(item).includes('=-'), item.id).toBe(answerOf(parent).includes('=-'))
        const whole = (text: string) =>
          [...text.matchAll(/=([^=>]*)>>/g)].map(([, one]) => !one!.includes('.'))
        expect(whole(answerOf(item)), item.id).toEqual(whole(answerOf(parent)))
      }
      const texts = (set: readonly (SourceRow | MadeRow)[]) =>
        set.map(one => ({ text: `${questionOf(one)} ${answerOf(one)}`, cluster: one.cluster }))
      const blind = blindClassifier(texts(read('test.jsonl', 600)), texts(made), createRandom(1))
      // The largest of the four classifiers, as `sets check` reports it: 0.617 to 0.632 over the seeds 1 to 4 of this
      // build (1,000 rows leave little choice; of 7,473 the items come out nearer), and two standard errors of 0.02 above.
      expect(blind.auc).toBeLessThan(0.67)
    },
  )
})

test('a row too long for rules is left out with the reason before anything is done with it', async () => {
  const numbers = `Ines has ${'1 '.repeat(50_000)}buns. ${String(BAKER.fields.question)}`
  const long = row('long', numbers, String(BAKER.fields.answer))
  const { rows, exclusions } = await buildWith(templates, [BAKER, long], { count: 4, perRow: 2, seed: 1 })
  expect(new Set(rows.map(({ parent }) => parent))).toEqual(new Set(['baker']))
  expect(exclusions).toEqual([
    { reason: 'longer than 20,000 characters, which rules would take minutes for', ids: ['long'] },
  ])
})
