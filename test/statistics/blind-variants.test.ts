import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type BlindText, blindClassifier } from '../../src/statistics/blind-classifier.js'
import { createRandom } from '../../src/statistics/random.js'

interface Fields {
  readonly question: string
  readonly answer: string
}

const demo = (name: string): Fields[] =>
  readFileSync(new URL(`../../datasets/demo/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))

const plain = ({ question, answer }: Fields) => `${question} ${answer}`

const asSet = (name: string, items: readonly Fields[], write: (item: Fields) => string): BlindText[] =>
  items.map((item, i) => ({ text: write(item), cluster: `${name} ${i}` }))

const testItems = demo('test')
const refItems = demo('reference')
const original = asSet('test', testItems, plain)
const seed = createRandom(1).stream('blind reference.jsonl')

function shuffledWords(text: string, key: string): string {
  const words = text.split(' ')
  createRandom(key).shuffle(words)
  return words.join(' ')
}

test('the demo sets as they are are alike, whatever the folds', () => {
  for (let s = 0; s < 4; s++) {
    expect(blindClassifier(original, asSet('ref', refItems, plain), createRandom(s)).tier).toBe('iid-like')
  }
})

describe('a set of the same words in another form is told apart', () => {
  test.each<[string, 'order' | 'characters', (item: Fields) => string]>([
    ['line ends', 'characters', item => plain(item).replaceAll('\n', '\r\n')],
    ['lower case', 'characters', item => plain(item).toLowerCase()],
    ['two spaces after full stops', 'characters', item => plain(item).replaceAll('. ', '.  ')],
    ['no-break spaces', 'characters', item => plain(item).replaceAll(' ', '\u00a0')],
    ['a space at the end', 'characters', item => `${plain(item)} `],
    ['shuffled words', 'order', ({ question, answer }) => `${shuffledWords(question, question)} ${answer}`],
    ['swapped fields', 'order', ({ question, answer }) => `${answer} ${question}`],
  ])('%s', (_, heard, write) => {
    const result = blindClassifier(original, asSet('ref', refItems, write), seed)
    expect(result.words.auc).toBeLessThan(0.55)
    expect(result[heard].auc).toBeGreaterThan(0.85)
    expect(result.auc).toBe(
      Math.max(result.words.auc, result.surface.auc, result.order.auc, result.characters.auc),
    )
    expect(result.tier).toBe('strongly-shifted')
  })

  test('swapped statements, where no question mark or number marks a field', () => {
    const statements = ({ question, answer }: Fields) => [
      question.split(/(?<=\.) /)[0]!,
      answer.split('\n')[0]!,
    ]
    const first = asSet('test', testItems.slice(0, 200), item => statements(item).join(' '))
    const second = asSet('ref', refItems.slice(0, 200), item => statements(item).reverse().join(' '))
    expect(blindClassifier(first, second, seed).order.auc).toBeGreaterThan(0.9)
  })

  test('half-width punctuation in Chinese', () => {
    const names = ['小明', '小红', '老师', '工人', '学生']
    const things = ['苹果', '书', '铅笔', '盒子', '鸡蛋']
    const random = createRandom('chinese')
    const chinese = (prefix: string, full: boolean): BlindText[] =>
      Array.from({ length: 150 }, (_, i) => {
        const pick = (words: string[]) => words[random.integer(words.length)]!
        const text = `${pick(names)}有${random.integer(90)}个${pick(things)}，${pick(names)}有${random.integer(90)}个。一共有几个${pick(things)}？`
        const halved = text.replaceAll('，', ',').replaceAll('。', '.').replaceAll('？', '?')
        return { text: full ? text : halved, cluster: `${prefix} ${i}` }
      })
    const result = blindClassifier(chinese('test', true), chinese('ref', false), seed)
    expect(result.characters.auc).toBeGreaterThan(0.99)
    expect(result.tier).toBe('strongly-shifted')
  })
})

test('sets that rewrite the same items are linked, though the AUC is far below 0.5', () => {
  const random = createRandom('rewrite')
  const vocabulary = testItems.flatMap(item => plain(item).split(' '))
  const rewrite = (item: Fields) =>
    plain(item)
      .split(' ')
      .map(word => (random.uniform() < 0.1 ? vocabulary[random.integer(vocabulary.length)]! : word))
      .join(' ')
  const result = blindClassifier(
    asSet('test', testItems.slice(0, 300), rewrite),
    asSet('ref', testItems.slice(0, 300), rewrite),
    seed,
  )
  expect(result.auc).toBeLessThan(0.55)
  expect(result.aucUpper).toBeLessThan(0.6)
  expect(Math.max(result.words.auc, result.order.auc, result.characters.auc)).toBeLessThan(0.3)
  expect(result.tier).toBe('shifted')
})

test('the same seed gives the same result', () => {
  const ref = asSet('ref', refItems.slice(0, 100), plain)
  const once = blindClassifier(original.slice(0, 100), ref, createRandom(1))
  expect(blindClassifier(original.slice(0, 100), ref, createRandom(1))).toEqual(once)
})
