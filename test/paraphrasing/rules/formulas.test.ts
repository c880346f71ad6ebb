import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hideFormulas } from '../../../src/paraphrasing/rules/formulas.js'
import { rewordEnglish } from '../../../src/paraphrasing/rules/reword.js'
import { rules } from '../../../src/paraphrasing/rules.js'
import { createRandom } from '../../../src/statistics/random.js'

const TEST_SPLIT = resolve(import.meta.dirname, '../../../../shared/data/gsm8k/test.jsonl')

/** The text with every formula as one bar. */
const hidden = (text: string) => hideFormulas(text)!.text.replace(/[\ue000-\uf8ff]/g, '|')

describe('products without a sign are formulas', () => {
  it.each([
    ['The perimeter is 2(40+9) = 98', 'The perimeter is |'],
    ['He retrieved 2(3) + 4 balls = 10', 'He retrieved | balls |'],
    ['It is 4 (Y - 7) long', 'It is | long'],
    ['So (3)(4) hens came', 'So | hens came'],
    ['That is (1/4)24 pints', 'That is | pints'],
    ['There are 20-C cows', 'There are | cows'],
    ['Workers: 2(2x) bees', 'Workers: | bees'],
  ])('%s', (text, expected) => expect(hidden(text)).toBe(expected))
  it.each([
    'A family of 6 (2 adults and 4 kids) came.',
    'In 3 hours there are 12 (fifteen minutes each).',
    'He has 5 cups (big).',
  ])('words in brackets are none: %s', text => expect(hidden(text)).toBe(text))

  it('whatever is drawn, their numbers stay digits', () => {
    for (let seed = 0; seed < 20; seed++)
      for (const [text, formula] of [
        ["The room's perimeter is 2(40+9) = 98", '2(40+9) = 98'],
        ['In the first set he retrieved 2(3) + 4 balls = 10', '2(3) + 4 balls = 10'],
      ] as const)
        expect(rewordEnglish(text, text, createRandom(seed))).toContain(formula)
  })
})

const NUMBER_WORD = `(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\\w+)?|hundred|thousand)`
/** A number word that touches a bracket or a sign of arithmetic, and nothing but a currency sign in between. */
const BROKEN = new RegExp(
  `\\b${NUMBER_WORD}(?:\\(| ?[=+*×÷])|(?:[=+*×÷] ?|\\d\\(|\\)\\()\\$?\\b${NUMBER_WORD}\\b`,
  'gi',
)

/** Runs of digits, brackets and signs of one line that compute something, product signs and white space aside. */
function computations(text: string): string[] {
  return text
    .replace(/<<.*?>>/g, '')
    .split('\n')
    .flatMap(line => line.match(/[\d$%()+*/=×÷xX.-](?:[\d$%()+*/=×÷xX \t-]|[.,](?=\d))*/g) ?? [])
    .map(run => run.replace(/[xX×]/g, '*').replace(/[\s,$.]/g, ''))
    .filter(run => /\d[+*=]+\d|\d\(\d[^a-z]*\)/.test(run))
    .sort()
}

it('no formula of the test split of GSM8K is broken', async ({ skip }) => {
  skip(!existsSync(TEST_SPLIT), 'GSM8K is not part of this repository, and no copy lies in ../shared/data')
  const items = readFileSync(TEST_SPLIT, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, string>)
  const source = items.map((fields, i) => ({
    ...{ id: String(i), text: Object.values(fields).join(' '), cluster: String(i), line: i + 1, fields },
  }))
  const { rows } = await rules.paraphrase({
    rows: source,
    fields: ['question', 'answer'],
    random: createRandom(1),
  })
  expect(rows.length).toBe(1319)
  const faults = rows.flatMap(({ id, fields }) =>
    ['question', 'answer'].flatMap(name => {
      const [before, after] = [items[Number(id)]![name]!, fields[name] as string]
      const broken = (after.match(BROKEN) ?? []).filter(found => !before.includes(found))
      const [lost, now] = [computations(before), computations(after)]
      return broken.length > 0 || lost.join() !== now.join() ? [`${id}: ${broken} ${lost} | ${now}`] : []
    }),
  )
  expect(faults).toEqual([])
}, 60_000)
