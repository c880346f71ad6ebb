import { type BlindText, blindClassifier } from '../statistics/blind-classifier.js'
import type { Random } from '../statistics/random.js'
import type { SetCheck } from './report.js'

/** The classifier needs one cluster per set for each of its five folds. */
const LEAST_CLUSTERS = 5

/**
 * Can the sets be told apart by text alone? The classifier and its tiers are those of an audit; `permutations` > 0
 * adds p = (1 + #{AUC of shuffled labels ≥ AUC})/(1 + permutations), with the labels dealt to whole clusters of either
 * set. Each permutation fits all classifiers again, so 19 (p down to 0.05) take 20 times as long as none.
 */
export function separabilityCheck(
  set: readonly BlindText[],
  against: readonly BlindText[],
  permutations: number,
  random: Random,
  mostly: 'warn' | 'fail',
): SetCheck[] {
  const name = 'text alone'
  if (Math.min(clustersOf(set), clustersOf(against)) < LEAST_CLUSTERS) {
    const text = `Not measured: a text classifier needs ${LEAST_CLUSTERS} independent items in each set`
    return [{ name, status: 'warn', code: 'too_few_items', text, values: {} }]
  }
  const { auc, aucUpper, tier, telling, words } = blindClassifier(set, against, random.stream('classifier'))
  // All scores tie, so that DeLong's error is 0 too, or differ by the share of either set in each fold alone: that is
  // no measurement of how alike the sets are.
  const one = new Set([...set, ...against].map(({ text }) => text)).size === 1
  if (one || (auc === 0.5 && aucUpper === 0.5)) {
    const text =
      'Not measured: a text classifier finds nothing to go by, all texts score the same (they are equal in both sets, or have no word or sign in common)'
    return [{ name, status: 'warn', code: 'nothing_to_learn', text, values: {} }]
  }
  const p = permutations > 0 ? permutationP(set, against, auc, permutations, random) : undefined
  const status = { 'iid-like': 'pass', shifted: 'warn', 'strongly-shifted': mostly } as const
  const measured = [
    `AUC ${auc.toFixed(3)}`,
    `95 % limit ${aucUpper.toFixed(3)}`,
    p === undefined
      ? 'p not computed, --permutations N does'
      : `p ${p.toFixed(3)} by ${permutations} permutations`,
  ].join(', ')
  const texts = {
    'iid-like': `A text classifier cannot tell the sets apart (${measured})`,
    shifted: `A text classifier tells the sets apart to some degree (${measured})`,
    'strongly-shifted': `The sets are told apart by text alone (${measured})`,
  }
  return [
    {
      name,
      status: status[tier],
      code: { 'iid-like': 'sets_alike', shifted: 'sets_shifted', 'strongly-shifted': 'sets_told_apart' }[
        tier
      ],
      text: texts[tier],
      values: {
        auc,
        aucUpper,
        wordsAuc: words.auc,
        wordsLower: words.interval.lower,
        wordsUpper: words.interval.upper,
        ...(p === undefined ? {} : { permutationP: p, permutations }),
        tellingSet: telling.test.map(({ token }) => token),
        tellingAgainst: telling.ref.map(({ token }) => token),
      },
    },
  ]
}

const clustersOf = (texts: readonly BlindText[]) => new Set(texts.map(({ cluster }) => cluster)).size

function permutationP(
  set: readonly BlindText[],
  against: readonly BlindText[],
  auc: number,
  permutations: number,
  random: Random,
): number {
  // A cluster name that both sets have counts as two clusters: under the null their sides could be exchanged.
  const groups = [...grouped(set), ...grouped(against)]
  const first = clustersOf(set)
  let extreme = 0
  for (let permutation = 0; permutation < permutations; permutation++) {
    const draws = random.stream(`permutation ${permutation}`)
    const dealt = [...groups]
    draws.shuffle(dealt)
    const sides = [dealt.slice(0, first).flat(), dealt.slice(first).flat()] as const
    if (blindClassifier(sides[0], sides[1], draws.stream('classifier')).auc >= auc) extreme++
  }
  return (1 + extreme) / (1 + permutations)
}

function grouped(texts: readonly BlindText[]): BlindText[][] {
  const groups = new Map<string, BlindText[]>()
  for (const text of texts) groups.set(text.cluster, [...(groups.get(text.cluster) ?? []), text])
  return [...groups.values()]
}
