import { describe, expect, test } from 'vitest'
import { createRandom } from '../../src/statistics/random.js'
import { editDistance, editSimilarity } from '../../src/text/edit-similarity.js'
import { namesGained, namesLost, namesOf } from '../../src/text/names.js'
import { containment, contentRecall, ngrams, textUnits } from '../../src/text/words.js'

describe('units', () => {
  test('are words, and Chinese characters one by one', () => {
    expect(textUnits('Ann’s 3 Cats, CAFÉ!')).toEqual(['ann', 's', '3', 'cats', 'café'])
    expect(textUnits('小明有３只cat。')).toEqual(['小', '明', '有', '3', '只', 'cat'])
  })
  test('make n-grams, none where there are too few', () => {
    expect(ngrams(['a', 'b', 'c'], 2)).toEqual(['a b', 'b c'])
    expect(ngrams(['a'], 2)).toEqual([])
  })
  test('containment is the copied share of the copy', () => {
    // Copy "a b c x": bigrams ab, bc, cx; the source has ab and bc.
    expect(containment(['a', 'b', 'c', 'd'], ['a', 'b', 'c', 'x'], 2)).toBeCloseTo(2 / 3, 12)
    expect(containment(['a', 'b'], ['a'], 2)).toBeUndefined()
  })
  test('content recall sets function words, numbers and endings aside', () => {
    // Content of the source: walk, dog, park. The copy has walk and dog.
    const recall = contentRecall(textUnits('She walks the 3 dogs in a park'), textUnits('The dog was walked'))
    expect(recall).toBeCloseTo(2 / 3, 12)
    expect(contentRecall(textUnits('the 3'), textUnits('cat'))).toBeUndefined()
  })
})

/** The table in full, after Wagner and Fischer. */
function table(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  a.forEach((x, i) => {
    const next = [i + 1]
    for (const [j, y] of b.entries())
      next.push(Math.min(row[j + 1]! + 1, next[j]! + 1, row[j]! + (x === y ? 0 : 1)))
    row = next
  })
  return row[b.length]!
}

describe('edit distance', () => {
  test('of textbook pairs', () => {
    expect(editDistance([...'kitten'], [...'sitting'])).toBe(3)
    expect(editDistance([...'intention'], [...'execution'])).toBe(5)
    expect(editDistance([], [...'abc'])).toBe(3)
  })
  test('equals the full table, across blocks of 32', () => {
    const random = createRandom('edit')
    for (let run = 0; run < 300; run++) {
      const make = () => Array.from({ length: random.integer(110) }, () => 'abcd'[random.integer(4)]!)
      const [a, b] = [make(), make()]
      expect(editDistance(a, b), `${a.join('')} ${b.join('')}`).toBe(table(a, b))
    }
  })
  test('similarity is 1 − d/longest; long texts are compared by words, longer ones not at all', () => {
    expect(editSimilarity('kitten', 'sitting')).toBeCloseTo(1 - 3 / 7, 12)
    expect(editSimilarity('a  b', 'a b ')).toBe(1)
    expect(editSimilarity('', '')).toBe(1)
    // 6,000 words of four letters: 29,999 characters. One word differs.
    const words = Array.from({ length: 6000 }, (_, i) => String(1000 + (i % 9000)))
    expect(editSimilarity(words.join(' '), ['none', ...words.slice(1)].join(' '))).toBeCloseTo(
      1 - 1 / 6000,
      12,
    )
    expect(editSimilarity('a '.repeat(30_000), 'b')).toBeUndefined()
  })
})

describe('names', () => {
  test.each([
    ['Nadia sells 3 cakes to Omar on Friday. She likes Omar.', ['Nadia', 'Omar', 'Friday']],
    ['Cakes cost 3 dollars. How many can he buy? Buying is fun.', []],
    ["Lena's dog barks. Every dog barks.", ['Lena']],
    ['Paul and Mary bought tea.', ['Paul', 'Mary']],
    ['小明和王老师有三个苹果，小时候他们住在Paris。', ['Paris', '小明', '王']],
  ])('%s', (text, names) => {
    expect(namesOf(text)).toEqual(names)
  })
  test('are lost where the other text lacks them', () => {
    expect(namesLost('Nadia sells cakes to Omar.', 'To OMAR, Nadja sells cakes.')).toEqual(['Nadia'])
    expect(namesLost('小明有三个苹果。', '小红有三个苹果。')).toEqual(['小明'])
  })
  test('are gained where the other text has them in no form', () => {
    const gained = (source: string, copy: string) => namesGained(source, copy)
    expect(gained('Nadia eats 3 and sells 4 to Omar.', 'Carl eats 3, and Nadia sells 4 to Omar.')).toEqual([
      'Carl',
    ])
    expect(gained('小明给了小红三个苹果。', '小明给了小刚三个苹果。')).toEqual(['小刚'])
    // A day or an hour that the source describes, a number that begins a sentence, another form of a word.
    expect(
      gained('The next day at 16:00 she saw 50 boys.', 'On Tuesday at 4 PM she saw boys. Fifty ran.'),
    ).toEqual([])
    expect(gained('In Europe they swim each Friday.', 'European teams swim on Fridays.')).toEqual([])
  })
})
