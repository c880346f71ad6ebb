import type { RecallRecord } from '../recall-record.js'
import { fisherExact } from '../statistics/fisher-exact.js'
import { mcnemarExact } from '../statistics/mcnemar.js'

/** The longest run of a text under one model. */
export interface Run {
  readonly id: string
  readonly cluster: string
  readonly run: number
  /** Tokens of the text. */
  readonly tokens: number
}

export interface ModelRuns {
  readonly name: string
  readonly test: readonly Run[]
  readonly ref: readonly Run[]
}

/** Shorter runs are phrases that any model of the language continues. */
const LEAST_RUN = 10

/** Shown by name; more would be a list, and the scores have it. */
const SHOWN = 5

/**
 * Does the model continue test items word for word, further than any reference item? A run is a stretch of tokens each of
 * which is the model's first choice; an item is recalled with a run longer than every run of the reference set.
 * Of items that are alike, the k longest all lie in the test set with the probability of Fisher's exact test on
 * (k of n, 0 of m), so that choosing the border by the reference set costs nothing. Against each reference model, which
 * shares what is formulaic in the texts, McNemar's test asks the same of the test items alone, item by item; each
 * model's border is that of its own reference runs, since a stronger model has longer ones of whatever text.
 * Found iff the sets are comparable and all of these are at or below `alpha`: the tests must all reject, so no correction
 * is due.
 *
 * Validity: the two sets are draws of one source, alike in length (longer texts have longer runs): `comparable`. Clusters count once,
 * with the item whose id comes first: the longest of many would favour large clusters.
 * Shapes: all models have the same items in the same order. Orientation: recalled means more familiar.
 * Source: the border from controls follows Carlini et al. (2023), arXiv 2202.07646; the tests are Fisher's and McNemar's.
 */
export function recallOf(
  suspect: ModelRuns,
  references: readonly ModelRuns[],
  { alpha, comparable }: { readonly alpha: number; readonly comparable: boolean },
): RecallRecord {
  const own = recalledBy(suspect)
  const pValue = fisherExact([own.items.length, own.groups - own.items.length], [0, own.refGroups]).greater
  const ids = new Set(own.items.map(({ id }) => id))
  const beside = references.map(reference => {
    const { items } = recalledBy(reference)
    const theirs = new Set(items.map(({ id }) => id))
    const only = (first: ReadonlySet<string>, second: ReadonlySet<string>) =>
      [...first].filter(id => !second.has(id)).length
    const { greater } = mcnemarExact(only(ids, theirs), only(theirs, ids))
    return { name: reference.name, recalled: items.length, pValue: greater }
  })
  const longest = [...own.items]
    .sort((a, b) => b.run - a.run || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ id, run, tokens }) => ({ id, run, tokens }))
  return {
    leastRun: own.leastRun,
    test: { groups: own.groups, recalled: own.items.length },
    ref: { groups: own.refGroups, longestRun: own.longestRun },
    pValue,
    references: beside,
    longest,
    comparable,
    finding:
      comparable && [pValue, ...beside.map(one => one.pValue)].every(p => p <= alpha) ? 'found' : 'open',
  }
}

function recalledBy({ test, ref }: ModelRuns) {
  const [own, control] = [onePerCluster(test), onePerCluster(ref)]
  let longestRun = 0
  for (const { run } of control) longestRun = Math.max(longestRun, run)
  const leastRun = Math.max(LEAST_RUN, longestRun + 1)
  const items = own.filter(({ run }) => run >= leastRun)
  return { items, leastRun, longestRun, groups: own.length, refGroups: control.length }
}

function onePerCluster(runs: readonly Run[]): Run[] {
  const first = new Map<string, Run>()
  for (const run of runs) {
    const other = first.get(run.cluster)
    if (other === undefined || run.id < other.id) first.set(run.cluster, run)
  }
  return [...first.values()]
}
