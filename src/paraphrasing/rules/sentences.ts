import { sentencesOf } from '../../text/sentences.js'

/** A sentence and the white space behind it. */
export interface Piece {
  readonly text: string
  readonly gap: string
}

/** A text as its sentences; joining texts and gaps gives the text again. White space before the first is a gap alone. */
export function piecesOf(text: string): Piece[] {
  const sentences = sentencesOf(text)
  const first = sentences[0]?.start ?? text.length
  return [
    ...(first > 0 ? [{ text: '', gap: text.slice(0, first) }] : []),
    ...sentences.map(({ start, end }, s) => ({
      text: text.slice(start, end),
      gap: text.slice(end, sentences[s + 1]?.start),
    })),
  ]
}
