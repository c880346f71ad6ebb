/** A sentence as a place in its text; the white space behind it belongs to none. */
export interface Sentence {
  readonly start: number
  readonly end: number
}

/** Full stops behind these end no sentence. */
const ABBREVIATION =
  /(?:^|[\s(["'“‘])(?:Mr|Mrs|Ms|Dr|Prof|Sr|Jr|St|vs|etc|cf|Fig|No|Vol|pp|al|Inc|Ltd|Co|Corp|Gen|Sen|Rep|Gov|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[eE]\.g|i\.e|[ap]\.m|[A-Z](?:\.[A-Z])*)\.$/

/** Closing quotes and brackets belong to the sentence that they close. Latin marks need a gap behind them: "a?b=1" has none. */
const BORDER =
  /[。！？…]+[”’」』）)"'\]]*|[!?]+[”’)"'\]]*(?=\s|$|\p{Script=Han})|[.!?]+[”’)"'\]]*(?=\s|$)|\n/gu

/**
 * Sentences by their punctuation, English and Chinese, and by line ends. None ends before a small
 * letter, nor with the full stop of a usual abbreviation or an initial. By rule rather than by the
 * runtime's segmenter, whose borders change between its versions.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let from = 0
  const close = (end: number) => {
    const piece = text.slice(from, end)
    const start = from + (piece.length - piece.trimStart().length)
    if (piece.trim() !== '') sentences.push({ start, end: start + piece.trim().length })
    from = end
  }
  for (const border of text.matchAll(BORDER)) {
    const end = border.index + border[0].length
    if (border[0] === '\n') close(border.index)
    else if (endsAt(text, border.index, end)) close(end)
  }
  close(text.length)
  return sentences
}

function endsAt(text: string, stop: number, end: number): boolean {
  const next = /^\s*(\S)/.exec(text.slice(end, end + 20))?.[1]
  if (next !== undefined && /\p{Ll}/u.test(next)) return false
  // The longest abbreviation above and the character before it.
  return text[stop] !== '.' || !ABBREVIATION.test(text.slice(Math.max(0, stop - 12), stop + 1))
}
