import { type Numeral, numeralKey, numeralsOf } from '../text/numerals.js'
import { surplus } from '../text/surplus.js'

/** Words beside a number that say how it is meant. A text is read right up to the number, or from right behind it. */
interface Side {
  readonly name: string
  readonly before?: RegExp
  readonly behind?: RegExp
}

const CHANGE =
  '(?:ro|ri)ses?|risen|rising|increas(?:e[sd]?|ing)|gr(?:ew|ows?|own|owing)|went (?:up|down)|go(?:es)? (?:up|down)|climb(?:s|ed)?|rais(?:e[sd]?|ing)|fell|falls?|fallen|dropp?(?:s|ed)?|decreas(?:e[sd]?|ing)|declin(?:es?|ed)|reduc(?:e[sd]?|ing)|shr[iau]nks?|cut|lower(?:s|ed)?'
const CHANGE_CHINESE = '增加|增长|提高|上涨|上升|涨|减少|下降|降低|下跌|降'
const changed = (word: string, chinese: string) =>
  new RegExp(
    `\\b(?:${CHANGE})(?: (?:further|again|only|[a-z]+ly))? ${word}(?: (?:about|around|another|only|just))? [$€£¥]?$|(?:${CHANGE_CHINESE})${chinese}$`,
    'iu',
  )

/** Behind a number and its noun, at the end of a clause: "20 lists each with 5 songs" says nothing of the 20. */
const beside = (words: string) =>
  new RegExp(`^(?:[ -][a-z]+){0,2} (?:${words})(?=[.,;:?!)]|$| (?:and|or|but|for|in|on|at)\\b)`, 'i')

/** Two meanings of a number that exclude each other. A new pair is a line here. */
const SIDES: readonly (readonly [Side, Side])[] = [
  [
    {
      name: 'am',
      before: /(?:上午|早上|早晨|清晨|凌晨)$/u,
      behind: /^(?::\d\d)?(?: o['’]clock)?(?: ?a\.?m\b| in the morning\b)/i,
    },
    {
      name: 'pm',
      before: /(?:下午|午后|傍晚|晚上)$/u,
      behind: /^(?::\d\d)?(?: o['’]clock)?(?: ?p\.?m\b| in the (?:afternoon|evening)\b)/i,
    },
  ],
  [
    {
      name: 'each',
      before: /每(?:\p{Script=Han}{1,2})$/u,
      behind: beside('each|apiece'),
    },
    {
      name: 'in total',
      before: /(?:一共|总共|合计)(?:\p{Script=Han}{0,2})$/u,
      behind: beside('in total|in all|altogether|combined'),
    },
  ],
  [
    { name: 'by', before: changed('by', '了?') },
    { name: 'to', before: changed('to', '了?[到至为]') },
  ],
  [
    { name: 'off', behind: /^ (?:off|discount|cheaper)\b/i },
    { name: 'on top', behind: /^ (?:onto|on top|surcharge|mark-?up|more expensive)\b/i },
  ],
  [
    {
      name: 'at least',
      before:
        /\b(?:at least|no (?:fewer|less) than|a minimum of) [$€£¥]?$|(?:至少|最少|不少于)\p{Script=Han}{0,2}$/iu,
    },
    {
      name: 'at most',
      before:
        /\b(?:at most|no more than|a maximum of) [$€£¥]?$|(?:至多|最多|不超过|不多于)\p{Script=Han}{0,2}$/iu,
    },
  ],
]

/**
 * Numbers that kept their value and changed sides: 7 am became 7 pm, 5 each became 5 in total, a rise by 90 one to 90.
 * A word that only comes or goes ("5 dollars each", "each of them 5 dollars") is no change.
 */
export function sideChanges(source: string, copy: string): string[] {
  return SIDES.flatMap(([one, other]) => {
    const [before, after] = [source, copy].map(text => [valuesOn(one, text), valuesOn(other, text)] as const)
    return [
      ...moved(before![0], after![0], before![1], after![1]).map(value => said(value, one, other)),
      ...moved(before![1], after![1], before![0], after![0]).map(value => said(value, other, one)),
    ]
  })
}

/** Values that one side lost and the other gained. */
function moved(
  from: readonly string[],
  left: readonly string[],
  to: readonly string[],
  there: readonly string[],
): string[] {
  const gained = surplus(there, to)
  return [...new Set(surplus(from, left))].filter(value => gained.includes(value))
}

const said = (value: string, from: Side, to: Side) => `${value} "${from.name}" became ${value} "${to.name}"`

function valuesOn({ before, behind }: Side, text: string): string[] {
  const isOn = ({ start, end }: Numeral) =>
    before?.test(text.slice(Math.max(0, start - 60), start)) || behind?.test(text.slice(end, end + 60))
  return numeralsOf(text).filter(isOn).map(numeralKey)
}
