/**
 * For JSON.stringify: Parquet's whole numbers come as BigInt, which JSON cannot write; one that no double holds is
 * written as text rather than rounded.
 */
export function plainNumber(_: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}
