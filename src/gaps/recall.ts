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
 * shares what is formulaic in the texts, McNemar's test asks the same of the test items alone, item by item.
 * Found iff all of these are at or below `alpha`: the tests must all reject, so no correction is due.
 *
 * Shapes: all models have the same items in the same order. Clusters count once, with their longest run.
 * Orientation: recalled means more familiar. Source: the border from controls follows Carlini et al. (2023), arXiv
 * 2202.07646; the tests are Fisher's and McNemar's.
 */
export function recallOf(suspect: ModelRuns, references: readonly ModelRuns[], alpha: number): RecallRecord {
  const own = longestByCluster(suspect.test)
  const ref = longestByCluster(suspect.ref)
  const longestRun = Math.max(0, ...ref.values())
  const leastRun = Math.max(LEAST_RUN, longestRun + 1)
  const isRecalled = (run: number) => run >= leastRun
  const recalled = [...own.values()].filter(isRecalled).length
  const pValue = fisherExact([recalled, own.size - recalled], [0, ref.size]).greater
  const beside = references.map(({ name, test }) => {
    const theirs = longestByCluster(test)
    const only = (first: ReadonlyMap<string, number>, second: ReadonlyMap<string, number>) =>
      [...first].filter(([cluster, run]) => isRecalled(run) && !isRecalled(second.get(cluster)!)).length
    return {
      name,
      recalled: [...theirs.values()].filter(isRecalled).length,
      pValue: mcnemarExact(only(own, theirs), only(theirs, own)).greater,
    }
  })
  const longest = suspect.test
    .filter(({ run }) => isRecalled(run))
    .sort((a, b) => b.run - a.run || (a.id < b.id ? -1 : 1))
    .slice(0, SHOWN)
  return {
    leastRun,
    test: { groups: own.size, recalled },
    ref: { groups: ref.size, longestRun },
    pValue,
    references: beside,
    longest: longest.map(({ id, run, tokens }) => ({ id, run, tokens })),
    finding: [pValue, ...beside.map(one => one.pValue)].every(p => p <= alpha) ? 'found' : 'open',
  }
}

function longestByCluster(runs: readonly Run[]): ReadonlyMap<string, number> {
  const longest = new Map<string, number>()
  for (const { cluster, run } of runs) longest.set(cluster, Math.max(run, longest.get(cluster) ?? 0))
  return longest
}
