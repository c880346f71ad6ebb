/** What the surface of a text shows without reading it, in the order of the columns. */
export const SURFACE_FEATURES = [
  'characters',
  'sentences',
  'digit share',
  'question marks',
  'newlines',
  'type/token ratio',
] as const

/**
 * The six surface features of one text: characters, sentences, digits/characters, question marks, newlines,
 * and different tokens/tokens. A text without tokens has ratio 1, as one without repeats.
 */
export function surfaceFeatures(text: string, tokens: readonly string[]): number[] {
  const characters = [...text].length
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  return [
    characters,
    // A full stop inside a number does not end a sentence; the signs of Chinese and Japanese need no space.
    count(/[.!?]+(?=\s|$)|[。！？]+/gu),
    count(/\p{Nd}/gu) / Math.max(1, characters),
    count(/[?？]/gu),
    count(/\n/gu),
    tokens.length === 0 ? 1 : new Set(tokens).size / tokens.length,
  ]
}

/**
 * Columns brought to mean 0 and standard deviation 1 over the `fitted` rows; a column that is constant
 * there becomes 0, since it can tell nothing.
 */
export function standardise(rows: readonly (readonly number[])[], fitted: readonly number[]): number[][] {
  const columns = rows[0]?.length ?? 0
  const result = rows.map(() => new Array<number>(columns).fill(0))
  for (let j = 0; j < columns; j++) {
    const centre = fitted.reduce((sum, i) => sum + rows[i]![j]!, 0) / fitted.length
    const spread = Math.sqrt(fitted.reduce((sum, i) => sum + (rows[i]![j]! - centre) ** 2, 0) / fitted.length)
    if (spread === 0) continue
    rows.forEach((row, i) => {
      result[i]![j] = (row[j]! - centre) / spread
    })
  }
  return result
}
