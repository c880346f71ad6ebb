import type { Check } from '../audit-report.js'
import { tokenize } from '../statistics/bag-of-words.js'
import { jaccard, type Neighbours, neighbourTest } from '../statistics/neighbour-test.js'
import type { Random } from '../statistics/random.js'
import { rankWithTies } from '../statistics/ranks.js'
import type { Item } from '../types.js'

/** A file whose neighbours resemble each other with a smaller p is taken to be sorted by something. */
const ALIKE_P = 0.05

/** Items dealt in turn from several piles resemble their neighbours too little. Rarer, so that fewer files are barred in vain. */
const UNLIKE_P = 0.01

/**
 * Is the order of a file random, as the order test takes for granted? Neighbours must be no more alike than in random
 * orders: in words (sorted by topic, near duplicates side by side), in their source, in length, in alphabetical place,
 * and in a number that each may begin with (numbered items). In words at p > 0.05, in the others together at 0.05 by
 * Bonferroni, so of files in random order about one in ten is barred, which costs a test and accuses nobody.
 */
export function orderCheck(name: string, items: readonly Item[], random: Random): Check {
  const words = neighbourTest(items.length, wordOverlap(items), random.stream('words'))
  const others = Object.entries(sortings(items)).map(([by, alike]) => ({
    by,
    ...neighbourTest(items.length, alike, random.stream(by)),
  }))
  const sorted = others.filter(({ pAlike }) => pAlike * others.length <= ALIKE_P)
  const show = (p: number) => p.toFixed(3)
  const overlap = `mean word overlap ${words.observed.toFixed(3)}, ${words.expected.toFixed(3)} in random orders`
  const faults = [
    ...(words.pAlike <= ALIKE_P
      ? [`neighbouring items resemble each other (${overlap}, p = ${show(words.pAlike)})`]
      : []),
    ...(words.pUnlike <= UNLIKE_P
      ? [`neighbouring items differ more than chance has it (${overlap}, p = ${show(words.pUnlike)})`]
      : []),
    ...sorted.map(({ by, pAlike }) => `neighbouring items are close in ${by} (p = ${show(pAlike)})`),
  ]
  const fit = faults.length === 0
  return {
    name: `${name}: order`,
    status: fit ? 'pass' : 'fail',
    code: fit ? 'order_random' : 'order_not_random',
    text: fit
      ? `Neighbouring items are no more alike than in random orders (${overlap}, p = ${show(words.pAlike)})`
      : `The order follows the content, so that a model which has never seen the file may prefer it: ${faults.join('; ')}`,
    values: {
      overlap: words.observed,
      overlapInRandomOrders: words.expected,
      pAlike: words.pAlike,
      pUnlike: words.pUnlike,
      ...Object.fromEntries(others.map(({ by, pAlike }) => [`p ${by}`, pAlike])),
    },
  }
}

/** Jaccard similarity of the words of two items. */
function wordOverlap(items: readonly Item[]): Neighbours {
  const ids = new Map<string, number>()
  const idOf = (word: string) => {
    const id = ids.get(word) ?? ids.size
    ids.set(word, id)
    return id
  }
  const words = items.map(({ text }) => Int32Array.from(new Set(tokenize(text)), idOf).sort())
  return (a, b) => jaccard(words[a]!, words[b]!)
}

/** What a file may be sorted by, where its items have it: how alike two items are in it. */
function sortings(items: readonly Item[]): Record<string, Neighbours> {
  const texts = items.map(({ text }) => text)
  const clusters = items.map(({ cluster }) => cluster)
  // Fifteen digits are exact; a longer number is no running one.
  const numbers = texts.map(text => /\d{1,15}/.exec(text)?.[0])
  const alphabet = new Map([...texts].sort().map((text, place) => [text, place]))
  const near = (values: readonly number[]): Neighbours => {
    const places = rankWithTies(values).ranks
    return (a, b) => -Math.abs(places[a]! - places[b]!)
  }
  return {
    length: near(texts.map(text => text.length)),
    'alphabetical place': near(texts.map(text => alphabet.get(text)!)),
    ...(numbers.every(number => number !== undefined) ? { number: near(numbers.map(Number)) } : {}),
    ...(new Set(clusters).size < items.length
      ? { source: (a, b) => (clusters[a] === clusters[b] ? 1 : 0) }
      : {}),
  }
}
