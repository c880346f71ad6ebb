import { type Swap, swap } from './swap.js'

const TIME = '(?:day|week|month|year|hour|minute|second|night|morning)'
const RATE =
  /\b(?:rate|wage|pay|price|cost|fee|speed|fare|number|salary|cost|average|pounds?|dollars?|income|earnings|amount) $/
const SUBJECT = '(?:he|she|it|there|we|you|they)'

/** "so he can" says what for, not what follows. */
const PURPOSE = String.raw`(?:can|could|will|would|wants?)\b`
/** A statement with a formula: what follows from the one before. */
const RESULT = new RegExp(String.raw`^ (?:${SUBJECT}|the|each) (?!${PURPOSE})[^?]*[\uE000-\uF8FF]`)
const FIXED_SO = /\b(?:and|or|do|did|does|is|are|was|be|think|thinks|far|only)$/

/** A unit whose formula goes on: "5 cups per day * 7". */
const OPERAND = /^ [a-z]+ [\uF000-\uF8FF]/

/** Set phrases and connecting words. */
export const PHRASES: readonly Swap[] = [
  // The total number in total.
  swap('_in_total _altogether _in_all', '  ', {
    before: { only: /\btotal (?:number|amount|cost|sum)\b[^.?]*$/ },
    after: { only: /^[.?]/ },
  }),
  swap('in_total altogether in_all', 'altogether in_total in_total', { after: { only: /^[.,?;]|^$/ } }),
  swap('per', 'a', {
    before: { only: /(?:\$[\d.,]+|cents|dollars) $/ },
    after: {
      only: /^ [a-z]+(?:[.,;?]|$| (?:and|for|to|in|on|at|from|if|plus|but|of)\b)/,
      not: /^ (?:cent|person each|se|pair|dozen|couple)\b/,
    },
  }),
  swap('per', 'for_each', {
    before: { only: new RegExp(`${RATE.source}|(?:\\$[\\d.,]+|cents) $`), not: /\bfor (?:\S+ ){1,3}$/ },
    after: { not: new RegExp(`^ (?:cent|se|dozen|${TIME})\\b|^ [a-z]+ ?[\\uE000-\\uF8FF]`) },
  }),
  swap('per', 'each', {
    before: {
      only: /\b(?!rate|wage|pay|price|cost|fee|speed|fare|number|salary|average|earning|income|charge)[a-z]{4,} $/,
      not: /(?:\b(?:miles|kilometers|feet|meters|gallons|liters|earnings|charge)|[\uF000-\uF8FF] [a-z]+) $/,
    },
    after: { only: new RegExp(`^ ${TIME}\\b(?!ly)`), not: OPERAND },
  }),
  swap('miles_per_hour', 'miles_an_hour', {
    before: { not: /[\uF000-\uF8FF] $/ },
    after: { not: /^ [\uF000-\uF8FF]/ },
  }),
  swap('a', 'per', {
    before: {
      only: /(?:\$[\d.,]+|[\uE000-\uF8FF]|\d (?:hours|days|times|cups|miles|minutes|pounds|eggs|pages|glasses|bottles|gallons|calories|dollars|cans|boxes|packs)|\b(?:hours|times|miles|minutes|pages|cups)) $/,
      not: /\b(?:three|two|many) times $/,
    },
    after: {
      only: new RegExp(`^ ${TIME}\\b(?! (?:later|ago|before|after|long|off|early|at|when|and a half))`),
    },
  }),
  swap('each', 'apiece', {
    before: { only: /(?:\$[\d.,]+|dollars|cents|pounds|ounces) $/ },
    after: { only: /^[.,?;]| (?:and|so)\b|^$/ },
  }),
  swap('apiece', 'each'),
  swap('half_of the_half_of', 'half the_half_of', {
    after: { only: /^ (?:the|his|her|their|its|that|this)\b/ },
  }),
  swap('all_of', 'all', { after: { only: /^ (?:the|his|her|their|its|my|these|those)\b/ } }),
  swap('years_old', 'years_of_age', {
    before: { not: /\bages?\b[^.]*$/i },
    after: { only: /^[.,?]| (?:and|now|when|today|while|in|than)\b|^$/ },
  }),
  swap('as_well_as', 'along_with'),
  swap('along_with', 'together_with'),
  swap('in_addition_to', 'besides'),
  swap('in_order_to', 'to'),
  swap('due_to', 'because_of'),
  swap('because_of', 'due_to', { before: { not: /^$/ } }),
  swap('instead_of', 'rather_than'),
  swap('for_free', 'at_no_cost'),
  swap('lots_of a_lot_of', 'a_lot_of lots_of', { before: { not: /\b(?:such|quite|parking|whole) $/ } }),
  swap('the_next_day the_following_day', 'the_following_day the_next_day'),
  swap('the_remaining', 'the_rest_of_the', {
    before: { not: /\bof $/ },
    after: {
      only: /^ (?!one|two|three|four|five|six|half|part|portion|piece|amount|balance|number|sum|person|in\b|is\b|are\b|was\b|were\b|enrolled|of\b)[a-z]+/,
    },
  }),
  swap('so', 'which_means_that', { before: { only: /, $/ }, after: { only: RESULT } }),
  swap('_so', ',_which_means_that', {
    before: { only: /[\w\uE000-\uF8FF%]$/, not: FIXED_SO },
    after: { only: RESULT },
  }),
  swap('so', 'and_so', {
    before: { only: /[a-z\d], $/ },
    after: { only: new RegExp(`^ (?:${SUBJECT}) (?!${PURPOSE})`) },
  }),
  swap("_so_that's _so_that’s", ',_which_is ,_which_is', { after: { only: /^ [\uE000-\uF8FF]/ } }),
  swap(',_but', ';_however,', { after: { only: new RegExp(`^ (?:${SUBJECT}) [a-z]`) } }),
  swap('because', 'since', {
    before: { not: /^$|\b(?:just|only|is|was|partly|that['’]s) $/ },
    after: { not: /^ of\b/ },
  }),
  swap('Since', 'As', {
    before: { only: /^$/ },
    after: {
      only: /^ (?!\w+day\b|last|then|\d|yesterday)[^,]+(?:is|are|was|has|have|had|needs|costs|takes|eats)\b[^,]*,/,
    },
  }),
  swap('be_the', 'stand_for_the', { before: { only: /^Let (?:[a-zA-Z]|[\uE000-\uF8FF]) $/ } }),
  swap('Each', 'Every', {
    before: { only: /^$/ },
    after: { only: /^ (?!of\b|other\b|will\b|is\b|has\b|costs?\b|takes?\b)[a-z]+/ },
  }),
  swap('First,_find', 'To_begin,_find', { before: { only: /^$/ } }),
]
