import type { Check } from '../../src/audit-report.js'

const check = (status: Check['status'], code: string, values: Check['values'] = {}): Check => ({
  name: `a against b: ${code}`,
  status,
  code,
  text: `the check says ${code}`,
  values,
})

/** What the validity checks may say of a pair of sets. */
export const checksThatSay = {
  enough: check('pass', 'enough_items'),
  tooFew: check('fail', 'too_few_items'),
  apart: check('pass', 'no_overlap'),
  someShared: check('warn', 'sets_overlap'),
  manyShared: check('fail', 'sets_overlap'),
  alike: check('pass', 'sets_alike', { auc: 0.51 }),
  shifted: check('warn', 'sets_shifted', { auc: 0.62 }),
  toldApart: check('fail', 'sets_told_apart', { auc: 0.97 }),
  heldOut: check('pass', 'parent_elsewhere'),
  untold: check('warn', 'parent_untold'),
  parentSeen: check('warn', 'parent_seen'),
  parentIsTest: check('fail', 'parent_is_test'),
} as const

/** Everything is in order: enough items, none shared, sets alike. */
export const allPass: readonly Check[] = [checksThatSay.enough, checksThatSay.apart, checksThatSay.alike]
