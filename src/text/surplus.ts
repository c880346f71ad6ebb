/** What of one list the other lacks, each entry as often as it is there more: a difference of multisets, in order. */
export function surplus(entries: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const entry of others) left.set(entry, (left.get(entry) ?? 0) + 1)
  return entries.filter(entry => {
    const count = left.get(entry) ?? 0
    left.set(entry, count - 1)
    return count <= 0
  })
}
