/** Stand before the first and after the last word; no token looks like them. */
const START = '<start>'
const END = '<end>'

/**
 * What a text's tokens (see `tokenize`) tell by their order: each pair of neighbours, with marks for the start
 * and the end, and each token with the half of the text it stands in. Shuffled words show in the pairs; swapped
 * fields in the start, the end and the halves.
 */
export function orderTokens(tokens: readonly string[]): string[] {
  const marked = [START, ...tokens, END]
  const pairs = tokens.map((token, i) => `${marked[i]!} ${token}`)
  const halves = tokens.map((token, i) =>
    2 * i < tokens.length ? `${START} … ${token}` : `${token} … ${END}`,
  )
  return [...pairs, `${marked[tokens.length]!} ${END}`, ...halves]
}
