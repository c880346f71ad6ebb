const utf8 = new TextEncoder()
const SENTENCEPIECE_SPACE = /▁/g
const BYTE_FALLBACK = /^<0x[0-9A-Fa-f]{2}>$/

/**
 * UTF-8 bytes of `text` that each token covers, from the tokens' own spelling: a byte-level token has one
 * character per byte; a SentencePiece token writes a space as ▁ and may be a single byte <0xNN>.
 *
 * `exact` is false when the lengths do not add up to the text (a tokenizer that lower-cases or normalises): the
 * lengths are then scaled so that they do, and are right in total but not token by token.
 */
export function tokenByteLengths(
  tokens: readonly string[],
  text: string,
  byteLevel: boolean,
  added: ReadonlySet<string>,
): { lengths: readonly number[]; exact: boolean } {
  const total = utf8.encode(text).length
  const lengths = tokens.map(token => {
    if (added.has(token)) return utf8.encode(token).length
    if (byteLevel) return [...token].length
    if (BYTE_FALLBACK.test(token)) return 1
    return utf8.encode(token.replace(SENTENCEPIECE_SPACE, ' ')).length
  })
  let sum = lengths.reduce((a, b) => a + b, 0)
  // SentencePiece puts a space before the text; it is not part of it.
  if (!byteLevel && sum === total + 1 && tokens[0]?.startsWith('▁')) {
    lengths[0]! -= 1
    sum -= 1
  }
  if (sum === total) return { lengths, exact: true }
  let covered = 0
  let given = 0
  const scaled = lengths.map(length => {
    covered += length
    const end = sum === 0 ? 0 : Math.round((covered / sum) * total)
    const share = end - given
    given = end
    return share
  })
  return { lengths: scaled, exact: false }
}
