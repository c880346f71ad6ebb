export interface PairReason {
  readonly code: PairCode
  /** What was found, with the values. */
  readonly text: string
}

export type PairCode =
  | 'answer_changed'
  | 'answer_missing'
  | 'options_changed'
  | 'arithmetic_wrong'
  | 'numerals_changed'
  | 'units_changed'
  | 'arithmetic_changed'
  | 'roles_changed'
  | 'negation_changed'
  | 'opposite_said'
  | 'names_lost'
  | 'names_added'
  | 'content_lost'
  | 'copied'
  | 'not_rewritten'
  | 'length_changed'
  | 'language_changed'
  | 'meaning_changed'
