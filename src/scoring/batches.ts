/**
 * Groups segments into batches of at most `tokenBudget` padded tokens, longest first. Neighbours in length share a
 * batch, so almost nothing is padded, and the largest forward pass comes first: if memory runs out it does so at
 * once. A segment above the budget has a batch of its own. The order depends on lengths and positions only.
 */
export function planBatches<T extends { readonly ids: Int32Array }>(
  segments: readonly T[],
  tokenBudget: number,
): T[][] {
  const order = [...segments.keys()].sort(
    (a, b) => segments[b]!.ids.length - segments[a]!.ids.length || a - b,
  )
  const batches: T[][] = []
  for (const position of order) {
    const segment = segments[position]!
    const batch = batches.at(-1)
    if (batch && (batch.length + 1) * batch[0]!.ids.length <= tokenBudget) batch.push(segment)
    else batches.push([segment])
  }
  return batches
}
