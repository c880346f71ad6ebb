import type { FamilyEstimate } from '../gaps/family.js'
import { ineligibilities } from './eligibility.js'
import type { Evidence } from './evidence.js'

/** An effect below this share of L_ref is not told apart from training in the domain, where that shows. */
export const IN_DOMAIN_SHARE = 0.15

export const IN_DOMAIN_TEXT =
  'The sets differ in form, and the model has been trained on something that moves its loss on them: that alone can make the test set this much easier, or hide a leak'

/**
 * Whether training without the test set may explain an effect, or its absence, because the two sets differ in form.
 *
 * Training moves the loss on texts of its own form more than on others: a small model trained on 600 items of the
 * train split, or on other items of the test file, shows an effect of a quarter of its loss against a set of another
 * form. So while the sets are not alike, nothing is decided if such training shows: beside the model's own base by a
 * loss on the reference set that moved, either way, by more than the floor; beside other models, whose losses differ
 * by ability too, by a train-split effect above its floor, or by no train split that shows its absence.
 */
export function isInDomain({ estimate, checks }: Evidence, all: readonly Evidence[]): boolean {
  if (estimate.name === 'paraphrase') return mindsRewording(estimate, all)
  if (estimate.name !== 'loss-gap' || !checks.some(check => check.code === 'sets_shifted')) return false
  const train = all.find(({ estimate: other }) => other.name === 'train-split')
  if (train !== undefined && train.estimate.effect > train.estimate.effectFloor) return true
  return estimate.calibration === 'own-base' ? moved(estimate) : !showsNoTraining(train)
}

/**
 * Whether training in the domain may explain that a model minds rewording: it makes a model prefer the benchmark's own
 * style. The small model trained on 600 items of the train split minds it by 0.04 nats/token more than its base, the
 * one trained on the test items by 0.48. Reworded reference items as a control take such a preference off. It can only
 * raise the effect, so one that is absent stays so.
 */
function mindsRewording(estimate: FamilyEstimate, all: readonly Evidence[]): boolean {
  const { controlled, effect, effectFloor, unexposedLoss, calibration } = estimate
  if (controlled || effect < effectFloor || effect >= IN_DOMAIN_SHARE * unexposedLoss) return false
  const train = all.find(({ estimate: other }) => other.name === 'train-split')
  return calibration === 'own-base' ? moved(estimate) : !showsNoTraining(train)
}

/** A train split that could decide and excludes an effect of the floor's size; three items of it show nothing. */
function showsNoTraining(train: Evidence | undefined): boolean {
  if (train === undefined || ineligibilities(train.estimate, train.checks).length > 0) return false
  return train.estimate.upperBound < train.estimate.effectFloor
}

function moved({ adaptation, effectFloor }: FamilyEstimate): boolean {
  return adaptation !== null && Math.abs(adaptation) > effectFloor
}
