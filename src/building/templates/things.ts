/** What a number counts or measures: the words of its phrase, the last of which is the thing itself. */
export type Thing = readonly string[]

/** A phrase ends where one of these begins: `3 packs | of balloons`, `5 miles | to school`. */
const ENDS = new Set(
  (
    'of in on at for from to with by into per each every a an the this that these those which who whose and or but if then ' +
    'than as so because when while after before since until he she it they we i you his her its their my your our him them ' +
    'is are was were be been has have had do does did can could will would should may must not only also still and/or ' +
    'worth long old tall wide deep high away ago left apart times equals plus minus divided multiplied'
  ).split(' '),
)
/** These say nothing of what is counted. */
const SKIPPED = new Set(
  'more extra additional other new full whole fresh different of-the same such total total-of remaining'.split(
    ' ',
  ),
)
const MOST_WORDS = 4

/** The thing behind a number that ends at `end`, or before it for money; empty where no word says it. */
export function thingAt(text: string, start: number, end: number): Thing {
  if (text[start - 1] === '$') return ['dollar']
  const behind = text.slice(end, end + 80)
  if (/^\s?(?:%|percent)/.test(behind)) return ['percent']
  const words: string[] = []
  for (const [, word = ''] of behind.matchAll(/[\s-]?([A-Za-z]+(?:['’][a-z]+)?|[^A-Za-z])/gy)) {
    const small = word.toLowerCase()
    if (!/^[a-z]/.test(small) || ENDS.has(small)) break
    if (!SKIPPED.has(small)) words.push(singular(small))
    if (words.length === MOST_WORDS) break
  }
  return words
}

/** Whether two phrases name one thing: the thing of either is a word of the other. */
export function isSameThing(a: Thing, b: Thing): boolean {
  return a.length > 0 && b.length > 0 && (b.includes(a.at(-1)!) || a.includes(b.at(-1)!))
}

/** Good enough to compare: `boxes` and `box`, `berries` and `berry`; what is cut from both is cut alike. */
export function singular(word: string): string {
  const bare = word.replace(/['’].*$/, '')
  const known = IRREGULAR.get(bare)
  if (known !== undefined) return known
  return bare
    .replace(/ies$/, 'y')
    .replace(/(x|ch|sh|ss|z|o)es$/, '$1')
    .replace(/(?<![su])s$/, '')
}

const IRREGULAR = new Map(
  Object.entries({
    ...{ feet: 'foot', children: 'child', men: 'man', women: 'woman', people: 'person', mice: 'mouse' },
    ...{ teeth: 'tooth', geese: 'goose', loaves: 'loaf', shelves: 'shelf', knives: 'knife', leaves: 'leaf' },
    ...{ hrs: 'hour', hr: 'hour', mins: 'minute', min: 'minute', lbs: 'pound', lb: 'pound', oz: 'ounce' },
    ...{ bucks: 'dollar', sec: 'second', secs: 'second', ft: 'foot', km: 'kilometer', kg: 'kilogram' },
    ...{ kilometre: 'kilometer', kilometres: 'kilometer', cm: 'centimeter', yrs: 'year', s: 'second' },
  }),
)
