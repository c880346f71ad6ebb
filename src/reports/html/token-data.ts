import type { TokenScores } from '../../types.js'

/** Steps of what is kept: a hundredth of a nat, and of a standard deviation. web/report.js reads by the same. */
const STEP = 100
const MOST_LOSS = 0xffff
const MOST_Z = 0x7fff
/** Stands for a z that does not exist: the model was certain, so that nothing varies. */
const NO_Z = -0x8000

/**
 * Token scores of an item as base64: the count and the first byte, then per token −log p in hundredths (uint16,
 * little-endian), z = (log p − vocabMean)/vocabStd in hundredths (int16), and as base-128 varints rank and bytes.
 * What is beyond a field's range is kept as its end: −log p above 655.35, |z| above 327.67.
 */
export function packTokens(scores: TokenScores): string {
  const { logProb, vocabMean, vocabStd, rank, byteStart, byteEnd } = scores
  const bytes: number[] = []
  const varint = (value: number) => {
    let rest = value
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80)
    bytes.push(rest)
  }
  const short = (value: number) => bytes.push(value & 0xff, (value >> 8) & 0xff)
  varint(logProb.length)
  varint(byteStart[0] ?? 0)
  // A log-probability may exceed 0 by float32's rounding.
  for (const value of logProb) short(Math.min(MOST_LOSS, Math.max(0, Math.round(-STEP * value))))
  logProb.forEach((value, t) => {
    const z = (value - vocabMean[t]!) / vocabStd[t]!
    short(Number.isFinite(z) ? Math.min(MOST_Z, Math.max(-MOST_Z, Math.round(STEP * z))) : NO_Z)
  })
  rank.forEach(varint)
  byteEnd.forEach((end, t) => {
    varint(end - byteStart[t]!)
  })
  return base64(bytes)
}

/** Characters are made in pieces: a call takes only so many arguments. */
const PIECE = 8192

function base64(bytes: readonly number[]): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.slice(at, at + PIECE))
  return btoa(text)
}
