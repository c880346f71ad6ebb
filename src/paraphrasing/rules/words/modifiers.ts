import { type Swap, swap } from './swap.js'

const COUNTED =
  '(?:number|cost|weight|price|distance|time|value|profit|income|revenue|earnings|length|expense)'

/** Adjectives and adverbs. Sizes such as "large" are names of kinds where other sizes are about. */
export const MODIFIERS: readonly Swap[] = [
  swap('big', 'large', { after: { not: /^ (?:brother|sister|toe|deal|screen|bang|ben)/i } }),
  swap('large', 'big', {
    before: { not: /\b(?:by and|at|extra) $/ },
    after: { not: /^ ?(?:pizza|drink|soda|pop|coffee|shirt|-)/ },
  }),
  swap('huge enormous', 'enormous huge'),
  swap('tiny', 'very_small'),
  swap('entire whole', 'whole entire', {
    before: { only: /\b(?:the|his|her|their|this) $/ },
    after: { not: /^ (?:\w+s\b|number|foods|wheat|milk|thing)/ },
  }),
  swap('total', 'overall', {
    before: { only: /\b(?:the|The|his|her|their|its|what's the) $/ },
    after: { only: new RegExp(`^ (?:${COUNTED})\\b`) },
  }),
  swap('extra additional', 'additional extra', {
    before: { not: /\b(?:an|no|of|in|for) $/ },
    after: { only: /^ (?!large|small|long|virgin|point|credit)[a-z]+/ },
  }),
  swap('an_extra an_additional', 'an_additional another', { after: { only: /^ [\d$a-z]/ } }),
  swap('another', 'an_additional', { after: { only: /^ \$?\d+(?! hours? \w+ing)/ } }),
  swap('only', 'just', {
    after: { only: /^ (?:\d|\$|[\uE000-\uF8FF]|half|two|three|four|five|six|ten)/ },
    before: { not: /\b(?:the|not|an) $/i },
  }),
  swap('currently', 'now', { before: { not: /^$/ } }),
  swap('exactly precisely', 'precisely exactly'),
  swap('approximately roughly', 'roughly approximately'),
  swap('usually normally', 'normally usually'),
  swap('initially', 'at_first', { before: { not: /^$/ } }),
  swap('equally evenly', 'evenly equally', {
    after: { only: /^ (?:among|between|into|with|over|across)|^[.,?]/ },
  }),
  swap('quickly rapidly', 'rapidly quickly'),
  swap('each every', 'every each', {
    after: {
      only: /^ (?:day|week|month|year|hour|minute|morning|evening|night|afternoon|weekend|time|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b/,
    },
    before: { not: /\b(?:of|for|almost|nearly|from|in) $/ },
  }),
  swap('expensive', 'costly'),
  swap('difficult', 'hard', { after: { not: /^ to\b/ } }),
  swap('sick', 'ill', { after: { only: /^[.,]| (?:and|for|on|with)\b/ } }),
  swap('glad', 'happy'),
  swap('identical', 'alike', { after: { only: /^[.,]/ } }),
]
