import type { DomainChange, DomainsReport } from '../domains-report.js'
import { tQuantile } from '../statistics/distributions.js'
import { clusterMean, mean } from '../statistics/moments.js'
import type { ItemLoss } from '../types.js'

/** One set under the first and the last model, in standard tokens. */
export interface SetThen {
  readonly set: string
  readonly kind: DomainChange['kind']
  readonly first: readonly ItemLoss[]
  readonly last: readonly ItemLoss[]
}

/** General domains that have to rise: one alone may be of a kind that training turned away from. */
const LEAST_RISING = 2

/**
 * Training on texts of a benchmark's domain shows as the benchmark's loss falling while general domains rise: what Skywork
 * saw in checkpoints that were trained on. A set falls or rises if the two-sided 1 − 2·alpha interval of its documents'
 * mean change, ē ± t·SE with e_i = ℓ_last(i) − ℓ_first(i), clusters together, lies on one side of 0.
 * It tells of training in the domain, which is no evidence that the test items themselves were seen.
 *
 * Units: nats per standard token. Source: Wei et al. (2023), arXiv 2310.19341, section 4.3 and table 7.
 */
export function inDomainSignature(
  sets: readonly SetThen[],
  { from, to, alpha }: { readonly from: string; readonly to: string; readonly alpha: number },
): NonNullable<DomainsReport['signature']> {
  const changes = sets.map(set => changeOf(set, alpha))
  const named = (kind: DomainChange['kind'], moves: DomainChange['moves']) =>
    changes.filter(change => change.kind === kind && change.moves === moves).map(({ set }) => set)
  const falling = named('benchmark', 'falls')
  const rising = named('domain', 'rises')
  const found = falling.length > 0 && rising.length >= LEAST_RISING
  return { from, to, changes, found, text: found ? foundText(falling, rising) : openText(falling, rising) }
}

function foundText(falling: readonly string[], rising: readonly string[]): string {
  return `From the first model to the last the loss on ${falling.join(', ')} falls while ${rising.length} general domains rise (${rising.join(', ')}). This is consistent with training in the domain of the benchmark; whether its test items were seen is a question for lossgap audit.`
}

function openText(falling: readonly string[], rising: readonly string[]): string {
  const says =
    falling.length === 0
      ? 'no benchmark’s loss is shown to fall'
      : `${falling.join(', ')} falls, but ${rising.length === 0 ? 'no general domain' : `only ${rising[0]}`} is shown to rise (${LEAST_RISING} are asked for)`
  return `No sign of training in the domain of a benchmark: ${says}.`
}

function changeOf({ set, kind, first, last }: SetThen, alpha: number): DomainChange {
  const values = last.map((loss, i) => loss.nats / loss.tokens - first[i]!.nats / first[i]!.tokens)
  const clusters = first.map(({ cluster }) => cluster)
  if (new Set(clusters).size < 2)
    return { set, kind, change: mean(values), error: null, interval: null, moves: 'open' }
  const { mean: change, varianceOfMean, clusterCount } = clusterMean({ values, clusters })
  const error = Math.sqrt(varianceOfMean)
  const half = tQuantile(1 - alpha, clusterCount - 1) * error
  const interval = { lower: change - half, upper: change + half, level: 1 - 2 * alpha }
  const moves = interval.upper < 0 ? 'falls' : interval.lower > 0 ? 'rises' : 'open'
  return { set, kind, change, error, interval, moves }
}
