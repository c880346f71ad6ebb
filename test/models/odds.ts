/**
 * What the bigram fixtures (tools/fixtures/models.py) answer, from the definition: odds w_v give p_v = w_v / Σw, and
 *   log p of the target,  mean = Σ p·ln p,  deviation = √(Σ p·(ln p)² − mean²),  rank = #{v: p_v > p_target}.
 * Worked out by hand for the rows that matter:
 *   after k (most letters): the successor has odds 31, the 31 others 1 each, so p = 1/2 or 1/62;
 *     mean = −½·ln 2 − ½·ln 62, deviation = ½·(ln 62 − ln 2) = ½·ln 31; rank 0 or 1
 *   after a: a 1/2, b 1/4, c 1/8, d 1/8;
 *     mean = −(1/2·1 + 1/4·2 + 1/4·3)·ln 2 = −1.75·ln 2,
 *     Σ p·(ln p)² = (1/2·1 + 1/4·4 + 1/4·9)·ln² 2 = 3.75·ln² 2, deviation = √(3.75 − 1.75²)·ln 2 = √0.6875·ln 2
 */
export const TOKENS = [...'abcdefghijklmnopqrstuvwxyz .0123']

const ROWS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  a: { a: 4, b: 2, c: 1, d: 1 },
  p: { q: 7, u: 2, v: 1 },
  q: { u: 5, v: 3, r: 2 },
  r: { u: 1, s: 8, v: 1 },
  s: { t: 1, u: 1, v: 2 },
}

export interface Expected {
  readonly logProb: number
  readonly vocabMean: number
  readonly vocabStd: number
  readonly rank: number
}

/** Expected scores of `text` under a bigram fixture, one per predicted character. */
export function bigramScores(text: string): Expected[] {
  const characters = [...text]
  return characters.slice(1).map((target, t) => scoreOf(oddsAfter(characters[t]!), target))
}

function oddsAfter(token: string): Readonly<Record<string, number>> {
  const row = ROWS[token]
  if (row) return row
  const successor = TOKENS[(TOKENS.indexOf(token) + 1) % TOKENS.length]!
  return Object.fromEntries(TOKENS.map(next => [next, next === successor ? 31 : 1]))
}

/** The scores that odds give a target. */
export function scoreOf(odds: Readonly<Record<string, number>>, target: string): Expected {
  const total = Object.values(odds).reduce((sum, weight) => sum + weight, 0)
  const p = Object.values(odds).map(weight => weight / total)
  const vocabMean = p.reduce((sum, q) => sum + q * Math.log(q), 0)
  const square = p.reduce((sum, q) => sum + q * Math.log(q) ** 2, 0)
  return {
    logProb: Math.log(odds[target]! / total),
    vocabMean,
    vocabStd: Math.sqrt(square - vocabMean ** 2),
    rank: Object.values(odds).filter(weight => weight > odds[target]!).length,
  }
}
