import type { DomainChange, DomainsReport, SetChanges } from '../domains-report.js'
import { tQuantile } from '../statistics/distributions.js'
import { clusterMean, mean } from '../statistics/moments.js'
import type { ItemLoss } from '../types.js'

/** One set under every model, [model][document], in standard tokens. */
export interface SetUnderModels {
  readonly set: string
  readonly kind: SetChanges['kind']
  readonly losses: readonly (readonly ItemLoss[])[]
}

/**
 * How far each set's loss moved from the first model to every later one: ē of e_i = ℓ_later(i) − ℓ_first(i) with its
 * two-sided 1 − 2·alpha interval ē ± t·SE, clusters together. The same documents are compared, so what makes one harder than
 * another cancels. A set falls or rises if the interval lies on one side of 0.
 *
 * Units: nats per standard token, negative = learnt. Shapes: `models` names the models of `losses`.
 */
export function changesSinceFirst(
  sets: readonly SetUnderModels[],
  models: readonly string[],
  alpha: number,
): SetChanges[] {
  if (models.length < 2) return []
  return sets.map(({ set, kind, losses: [first, ...later] }) => ({
    set,
    kind,
    since: later.map((losses, m) => ({ model: models[m + 1]!, ...changeOf(first!, losses, alpha) })),
  }))
}

/** General domains that have to rise: one alone may be of a kind that training turned away from. */
const LEAST_RISING = 2

/**
 * Training on texts of a benchmark's domain shows as the benchmark's loss falling while general domains rise, from the first
 * model to the last: what Skywork saw in checkpoints that were trained on. It tells of training in the domain, which is no
 * evidence that the test items themselves were seen. Null without a benchmark or with one model.
 *
 * Source: Wei et al. (2023), arXiv 2310.19341, section 4.3 and table 7.
 */
export function inDomainSignature(
  changes: readonly SetChanges[],
  { from, to }: { readonly from: string; readonly to: string },
): DomainsReport['signature'] {
  if (!changes.some(({ kind }) => kind === 'benchmark')) return null
  const named = (kind: SetChanges['kind'], moves: DomainChange['moves']) =>
    changes.filter(set => set.kind === kind && set.since.at(-1)!.moves === moves).map(({ set }) => set)
  const falling = named('benchmark', 'falls')
  const rising = named('domain', 'rises')
  const domains = changes.filter(({ kind }) => kind === 'domain').length
  const found = falling.length > 0 && rising.length >= LEAST_RISING
  return { from, to, found, text: found ? foundText(falling, rising) : openText(falling, rising, domains) }
}

function foundText(falling: readonly string[], rising: readonly string[]): string {
  return `From the first model to the last the loss on ${falling.join(', ')} falls while ${rising.length} general domains rise (${rising.join(', ')}). This is consistent with training in the domain of the benchmark; whether its test items were seen is a question for lossgap audit.`
}

function openText(falling: readonly string[], rising: readonly string[], domains: number): string {
  const items = ' Whether its test items were seen is a question for lossgap audit.'
  if (falling.length === 0)
    return 'No sign of training in the domain of a benchmark: no benchmark’s loss is shown to fall.'
  const fallen = falling.join(', ')
  if (domains < LEAST_RISING)
    return `The loss on ${fallen} falls. Whether that is training in its domain cannot be said: it takes ${LEAST_RISING} general domains or more to set it beside, and ${domains === 0 ? 'there is none' : 'there is one'}.${items}`
  const risen = rising.length === 0 ? 'no general domain' : `only ${rising[0]}`
  return `The loss on ${fallen} falls, but ${risen} is shown to rise (${LEAST_RISING} are asked for): no sign of training in the domain of the benchmark beyond what any training does.${items}`
}

function changeOf(
  first: readonly ItemLoss[],
  later: readonly ItemLoss[],
  alpha: number,
): Omit<DomainChange, 'model'> {
  const values = later.map((loss, i) => loss.nats / loss.tokens - first[i]!.nats / first[i]!.tokens)
  const clusters = first.map(({ cluster }) => cluster)
  if (new Set(clusters).size < 2) return { change: mean(values), error: null, interval: null, moves: 'open' }
  const { mean: change, varianceOfMean, clusterCount } = clusterMean({ values, clusters })
  const error = Math.sqrt(varianceOfMean)
  const half = tQuantile(1 - alpha, clusterCount - 1) * error
  const interval = { lower: change - half, upper: change + half, level: 1 - 2 * alpha }
  const moves = interval.upper < 0 ? 'falls' : interval.lower > 0 ? 'rises' : 'open'
  return { change, error, interval, moves }
}
