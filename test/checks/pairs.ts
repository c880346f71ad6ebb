import type { SetPair } from '../../src/checks/check.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Item } from '../../src/types.js'

/** Items of these texts; a cluster is as many neighbours as told. */
export function itemsOf(name: string, texts: readonly string[], clusterSize = 1): Item[] {
  return texts.map((text, i) => ({
    id: `${name}-${i}`,
    text,
    cluster: `${name}-${Math.floor(i / clusterSize)}`,
    line: i + 1,
  }))
}

export const pairOf = (first: readonly Item[], second: readonly Item[]): SetPair => ({
  firstName: 'test.jsonl',
  first,
  secondName: 'ref.jsonl',
  second,
})

const WORDS =
  'apple basket counts days every farmer gives half into jars keeps litres makes nine of pears'.split(' ')

/** Word problems from one distribution, or from one that writes in another form. */
export function problems(count: number, seed: string, form: 'question' | 'report' = 'question'): string[] {
  const random = createRandom('problems', seed)
  const word = () => WORDS[random.integer(WORDS.length)]!
  return Array.from({ length: count }, () => {
    const sentence = Array.from({ length: 8 + random.integer(6) }, word).join(' ')
    const number = random.integer(90) + 10
    return form === 'question'
      ? `${sentence} ${number}. How many are left?\n#### ${number}`
      : `It is reported that ${sentence}, so ${number} remain; ${sentence}`
  })
}
