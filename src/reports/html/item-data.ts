import type { RunItem } from '../../runs/run.js'
import { jsonEscape } from '../printable.js'
import { packTokens } from './token-data.js'

export interface PackedItems {
  /** For a script element that holds data: nothing in it can end the element. */
  readonly json: string
  /** What was left out for the size of the file. */
  readonly notes: readonly string[]
}

/** About 9 bytes each in the file: together with the texts, below 5 MB. */
const MOST_TOKENS = 350_000
/** Characters of all texts together; what is over is cut to its beginning. */
const MOST_TEXT = 1_200_000
const BEGINNING = 160

/**
 * Items as the page's script reads them: a row each of id, familiarity, loss, reference loss, p, q, text, whether the
 * text is whole, tokens. Losses are rounded to 4 decimals, p and q to 4 digits.
 */
export function packItems(items: readonly RunItem[]): PackedItems {
  let [tokensLeft, textLeft, cut, bare] = [MOST_TOKENS, MOST_TEXT, 0, 0]
  const rows = items.map(({ id, familiarity, loss, referenceLoss, pValue, qValue, text, tokens }) => {
    const whole = text !== undefined && text.length <= textLeft
    const count = tokens?.logProb.length ?? 0
    const packed = whole && tokens !== undefined && count <= tokensLeft
    if (whole) textLeft -= text.length
    else if (text !== undefined) cut += 1
    if (packed) tokensLeft -= count
    else if (tokens !== undefined) bare += 1
    return [
      id,
      round(familiarity),
      round(loss),
      referenceLoss === null ? null : round(referenceLoss),
      Number(pValue.toPrecision(4)),
      Number(qValue.toPrecision(4)),
      text === undefined ? null : whole ? text : text.slice(0, BEGINNING),
      whole,
      packed ? packTokens(tokens) : null,
    ]
  })
  return {
    json: scriptSafe(JSON.stringify(rows)),
    notes: [
      ...(bare > 0
        ? [`To keep this file small, ${bare} of the ${items.length} items are here without their tokens.`]
        : []),
      ...(cut > 0 ? [`To keep this file small, ${cut} texts are cut to their beginning.`] : []),
    ],
  }
}

const round = (value: number) => Number(value.toFixed(4))

/** What could end or confuse the element that holds it, or is not to be seen where the file is looked at. */
const UNSAFE = /[<>&\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** JSON as it may stand in a script element: the same to a parser. */
export function scriptSafe(json: string): string {
  return json.replace(UNSAFE, jsonEscape)
}
