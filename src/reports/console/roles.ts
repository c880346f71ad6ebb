/** What a reader calls the sets. */
export const ROLES = { test: 'test', ref: 'reference', train: 'train' } as const
