/** What a reader calls the sets. */
export const ROLES = {
  test: 'test',
  ref: 'reference',
  train: 'train',
  paraphrase: 'paraphrase',
  'ref-paraphrase': 'control',
} as const
