import type { FamilyEstimate } from '../gaps/family.js'
import type { Evidence } from './evidence.js'

/** Effects from this share of the reference loss on are larger than training in the domain alone brings. */
export const IN_DOMAIN_SHARE = 0.15

export const IN_DOMAIN_TEXT =
  'The model has been trained in the domain of the test set and the two sets differ in form; that alone can make the test set this much easier'

/**
 * Whether training in the benchmark's domain, without the test set, may explain an effect.
 *
 * Such training lowers the loss on both sets by far more than the effects we look for (0.7 nats/token for a small
 * model after 600 train items), and by a different amount where the sets differ in form. So an effect below 15 % of
 * the reference loss is not separable from it when the sets are not alike and the training shows: by a train-split
 * effect above its floor, or, beside the model's own base, by a lower loss on the reference set itself. An effect
 * below the floor needs no explanation.
 */
export function isInDomain({ estimate, checks }: Evidence, all: readonly Evidence[]): boolean {
  if (estimate.name !== 'loss-gap' || !checks.some(check => check.code === 'sets_shifted')) return false
  const train = all.find(({ estimate: other }) => other.name === 'train-split')?.estimate
  const shows = adapted(estimate) || (train !== undefined && train.effect > train.effectFloor)
  const { effect, effectFloor, unexposedLoss } = estimate
  return shows && effect >= effectFloor && effect < IN_DOMAIN_SHARE * unexposedLoss
}

/** Other models' losses differ by ability as well; only the own base's tells what the training did. */
function adapted({ calibration, adaptation, effectFloor }: FamilyEstimate): boolean {
  return calibration === 'own-base' && adaptation !== null && adaptation > effectFloor
}
