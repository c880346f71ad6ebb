import type { Sequential, Statement } from '../audit-report.js'
import { countOf, type Look } from './looks.js'

/** Why an audit ends at a look; undefined while more items may settle it. */
export function reasonToStop(
  level: Statement['level'],
  { barred, last }: { readonly barred: boolean; readonly last: boolean },
): Sequential['stoppedBecause'] | undefined {
  if (level !== 'inconclusive') return 'settled'
  if (last) return 'all-scored'
  return barred ? 'barred' : undefined
}

/** The record of a sequential audit. `levels` are those of the looks that were taken. */
export function sequentialRecord(
  looks: readonly Look[],
  levels: readonly Statement['level'][],
  stoppedBecause: Sequential['stoppedBecause'],
): Sequential {
  const itemsTotal = countOf(looks.at(-1)!.sets)
  const records = looks.map(({ sets, alpha, equivalenceAlpha }, l) => ({
    items: sets.map(({ items }) => items.length),
    share: countOf(sets) / itemsTotal,
    alpha,
    equivalenceAlpha,
    level: levels[l] ?? null,
  }))
  return {
    looks: records,
    stoppedAt: levels.length,
    stoppedBecause,
    scoredShare: records[levels.length - 1]!.share,
    itemsTotal,
  }
}

/** What is told between two looks. */
export function lookNote(looks: readonly Look[], taken: number): string {
  const [scored, next] = [looks[taken - 1]!, looks[taken]!].map(({ sets }) => countOf(sets))
  return `Not settled by ${scored} of ${countOf(looks.at(-1)!.sets)} items: scoring goes on to ${next}`
}
