import { because } from './because.js'
import { comparisons } from './comparisons.js'
import { connectives } from './connectives.js'
import { contractions } from './contractions.js'
import { ifClauses } from './if-clauses.js'
import { lexicon } from './lexicon.js'
import { money } from './money.js'
import { namesOrder } from './names-order.js'
import { numberForms } from './number-forms.js'
import { passive } from './passive.js'
import { percent } from './percent.js'
import { questions } from './questions.js'
import type { Rule } from './rule.js'
import { thereIs } from './there-is.js'
import { timePhrases } from './time-phrases.js'
import { whatIs } from './what-is.js'

/** In the order in which they are applied: what moves clauses first, then words, then the form of numbers. */
export const RULES: readonly Rule[] = [
  ifClauses,
  because,
  questions,
  whatIs,
  thereIs,
  comparisons,
  passive,
  timePhrases,
  namesOrder,
  connectives,
  lexicon,
  contractions,
  money,
  percent,
  numberForms,
]
