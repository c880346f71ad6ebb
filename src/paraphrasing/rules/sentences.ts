/** A sentence and the white space behind it. */
export interface Piece {
  readonly text: string
  readonly gap: string
}

/** Full stops behind these end no sentence. */
const ABBREVIATION =
  /(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|oz|lbs?|ft|in|approx|etc|e\.g|i\.e|[A-Za-z]\.[A-Za-z]|[A-Z])\.$/

/** Cuts a text into sentences: at line ends, and at `.?!` before white space. Joining the pieces gives the text again. */
export function sentencesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (const { 0: gap, index } of text.matchAll(/\s*\n\s*|\s+|$/g)) {
    const sentence = text.slice(start, index)
    const ends =
      gap === '' || gap.includes('\n') || (/[.?!]["”’')]*$/.test(sentence) && !ABBREVIATION.test(sentence))
    if (!ends) continue
    if (sentence !== '' || gap !== '') pieces.push({ text: sentence, gap })
    start = index + gap.length
  }
  return pieces
}
