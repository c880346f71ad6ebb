/**
 * Names under which benchmarks keep a multiple-choice item. What reads a set and what makes one must find the same
 * question, options and key in a row.
 */

/** A list of options: MMLU and most others, MedQA and the like, HellaSwag. */
export const OPTION_LISTS = ['choices', 'options', 'endings'] as const

/** TruthfulQA: options with a list of 0 and 1 that says which are right. */
export const MARKED_LISTS = ['mc1_targets', 'mc2_targets'] as const

/** Fields that say which option is right. Where a row has several, all are kept in step. */
export const KEYS = [
  ...[
    'answer',
    'Answer',
    'answerKey',
    'answer_key',
    'answer_idx',
    'answer_index',
    'label',
    'correct',
    'gold',
  ],
  ...['target', 'correct_option', 'cop'],
] as const

export const QUESTIONS = [
  'question',
  'Question',
  'ctx',
  'query',
  'stem',
  'prompt',
  'problem',
  'text',
] as const

/** More than ten options are no multiple choice that anybody prints. */
export const OPTION_LETTERS = [...'ABCDEFGHIJ']
