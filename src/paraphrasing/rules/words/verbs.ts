import { AMOUNT, DO, OBJECT, PERFECT, type Swap, swap } from './swap.js'

const VERBAL = /(?:\b(?:to|he|she|they|I|we|you|will|can|could|would|must|should|who|and)|[A-Z][a-z]+) $/
const MONEY = { only: /^ (?:a total of )?\$/ }

/** "How much flour will she need to bake": what is needed is asked for, and "have to" would ask for what is baked. */
const GAP = /\b(?:how (?:many|much)|what|number|amount|all)\b/i

/** Verbs: what they take decides whether the other one fits, so most carry a guard on what follows. */
export const VERBS: readonly Swap[] = [
  swap('buy buys bought buying', 'purchase purchases purchased purchasing', {
    after: { not: /^ (?:one|\d) (?:and )?get\b/ },
  }),
  swap('purchase purchases', 'buy buys', { before: { only: VERBAL } }),
  swap('purchased purchasing', 'bought buying', { after: { not: /^ power/ } }),
  swap('start starts started', 'begin begins began', {
    before: { not: new RegExp(`${PERFECT.source}|\\b(?:the|a|his|her|head|each|from) $`, 'i') },
    after: { only: /^ (?:with|at|on|to|by|from|the|his|her|\w+ing)\b/ },
  }),
  swap('begin begins began', 'start starts started'),
  swap('starting beginning', 'beginning starting', { after: { only: /^ (?:with|at|on|from)\b/ } }),
  swap('finish finishes finished', 'complete completes completed', { after: { only: OBJECT } }),
  swap('collect collects collected', 'gather gathers gathered', { after: { only: AMOUNT } }),
  swap('receives received', 'gets got', { before: { not: PERFECT }, after: { only: OBJECT } }),
  swap('makes make made', 'earns earn earned', {
    after: MONEY,
    before: { not: /\b(?:which|this|that|is|are|was|were|be) $/ },
  }),
  swap('earns earn earned', 'makes make made', { after: MONEY, before: { not: PERFECT } }),
  swap('needs_to need_to', 'has_to have_to', { before: { not: GAP }, after: { not: /^ be\b/ } }),
  swap('has_to have_to', 'needs_to need_to', { before: { not: GAP } }),
  // A recipe requires three eggs; a person needs them.
  swap('needs need', 'requires require', {
    before: {
      only: /\b(?:[Ii]t|[Tt]hat|(?:[Tt]he|[Aa]n?|[Ee]ach|[Ee]very|[Oo]ne|[Tt]his) (?:[a-z]+ )?[a-z]+) $/,
      not: /\b(?:he|she|they|we|you|who|will|would|to|does|do|did|friends?|kids?|child(?:ren)?|students?|person|people|man|men|women|woman|boys?|girls?|teachers?|guests?|family|farmer|baker|couple|company|mother|father|mom|dad|players?|brothers?|sisters?) $/,
    },
    after: { only: AMOUNT },
  }),
  swap('needed', 'required', {
    before: {
      only: /\b(?:is|are|was|were|number|amount|still|money|time|hours|minutes|cups|miles|pieces) $/,
    },
    after: {
      not: /^ (?:\$|\d|a|an|the|his|her|more|by|from|\w+ more|to (?:buy|make|get|pay|take|go|remove|save))\b/,
    },
  }),
  swap('requires require required', 'needs need needed', {
    before: { not: /\b(?:is|are|was|were|be|been) $/ },
    after: { only: AMOUNT },
  }),
  swap('wants_to wanted_to', 'would_like_to wished_to', { before: { not: PERFECT } }),
  swap('decides_to decided_to', 'chooses_to chose_to', { before: { not: PERFECT } }),
  swap('spends spent', 'pays paid', { before: { not: PERFECT }, after: { only: /^ \$[\d.,]+ (?=for\b)/ } }),
  swap('eats eaten ate', 'consumes consumed consumed', { after: { only: AMOUNT } }),
  swap('throws_away threw_away throw_away', 'discards discarded discard'),
  swap('figure_out', 'work_out'),
  swap('find_out', 'work_out', { after: { only: /^ how\b/ } }),
  swap('find', 'compute', {
    before: { only: /(?:^|[,;] |\b(?:First|Then|Now|Next|begin|step|that|can|to|we) ?,? ?)$/ },
    after: {
      only: /^ (?:the (?:total|number|cost|amount|difference|price|average|time|distance)|how (?:many|much))\b/,
    },
  }),
  swap('calculate compute', 'compute calculate', { after: { only: /^ (?:the|how)\b/ } }),
  swap('builds built', 'constructs constructed', { after: { only: AMOUNT } }),
  swap('weighs', 'has_a_weight_of', {
    before: { not: /\bit $/ },
    after: { only: /^ (?:\d|[\uE000-\uF8FF])/ },
  }),
  swap('increases_by increased_by', 'goes_up_by went_up_by', { before: { not: PERFECT } }),
  swap('decreases_by decreased_by', 'goes_down_by went_down_by', { before: { not: PERFECT } }),
  swap('equals', 'is_equal_to'),
  swap('is_equal_to', 'equals'),
  swap('is_able_to', 'can'),
  swap('are_able_to', 'can'),
  swap('contains', 'holds', { after: { only: AMOUNT } }),
  swap('owns', 'has', { after: { only: AMOUNT } }),
  swap('goes_to_the went_to_the', 'visits_the visited_the', {
    after: { only: /^ (?:store|market|mall|bakery|zoo|library|shop|supermarket|farm|museum)\b/ },
  }),
  swap('he_can she_can it_can they_can', 'he_is_able_to she_is_able_to it_is_able_to they_are_able_to', {
    after: { only: /^ [a-z]+ /, not: /^ (?:only|not|be|also|never|still)\b/ },
  }),
  swap(
    'he_will she_will it_will they_will',
    'he_is_going_to she_is_going_to it_is_going_to they_are_going_to',
    {
      before: { not: /\b(?:if|that) $/i },
      after: { only: /^ (?:need|have|be|make|spend|pay|earn|eat|buy|use|get|take|sell|cost)\b/ },
    },
  ),
  swap('helps helped', 'assists assisted', {
    before: { not: DO },
    after: { only: /^ (?:him|her|them) with\b/ },
  }),
]
