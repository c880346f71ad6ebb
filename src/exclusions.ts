import type { Exclusion } from './types.js'

/** Gathers what was left out by reason, the commonest first; ids in the order in which they came. */
export function listExclusions(left: readonly (readonly [reason: string, id: string])[]): Exclusion[] {
  const byReason = new Map<string, string[]>()
  for (const [reason, id] of left) {
    const ids = byReason.get(reason)
    if (ids === undefined) byReason.set(reason, [id])
    else ids.push(id)
  }
  return [...byReason]
    .map(([reason, ids]) => ({ reason, ids }))
    .sort((a, b) => b.ids.length - a.ids.length || (a.reason < b.reason ? -1 : 1))
}
