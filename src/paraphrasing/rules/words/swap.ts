/** Words that may stand for each other, in all their forms. */
export interface Swap {
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** What must (`only`) or must not (`not`) stand right before and behind; matched against the rest of the sentence. */
  readonly before?: Guard
  readonly after?: Guard
}

export interface Guard {
  readonly only?: RegExp
  readonly not?: RegExp
}

/** "buy buys bought buying" and "purchase purchases …": form by form, separated by spaces; "_" joins words. */
export function swap(from: string, to: string, guards: Pick<Swap, 'before' | 'after'> = {}): Swap {
  const forms = (text: string) => text.split(' ').map(form => form.replaceAll('_', ' '))
  const [one, other] = [forms(from), forms(to)]
  if (one.length !== other.length)
    throw new RangeError(`"${from}" and "${to}" have not the same number of forms`)
  return { from: one, to: other, ...guards }
}

/** Behind a form: something that is counted, paid or pointed at. */
export const OBJECT =
  /^ (?:\d|\$|[\uE000-\uF8FF]|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|a|an|the|his|her|their|its|some|all|more|another|enough|twice|as|only|just|each|every|new)\b)/
/** Behind a form: an amount. */
export const AMOUNT =
  /^ (?:\$?\d|[\uE000-\uF8FF]|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|half|twice|another|only)\b)/
/** Before a form: the participle's or the base form's own verb. */
export const PERFECT =
  /\b(?:has|have|had|is|are|was|were|be|been|being|get|gets|got|having|['’]s|['’]ve|['’]d) $/i
export const DO = /\b(?:does|do|did)\b/i
