import type { Baseline } from '../gate-baseline.js'

type Basis = Baseline['audits']

/** What of an audit's basis a line of a refusal says, and what it is compared by. */
const SHOWN: { readonly [key in keyof Basis]: readonly [what: string, by: (basis: Basis[key]) => string] } = {
  references: [
    'reference models',
    all => listed(all.map(({ name, modelSha256 }) => `${name} (sha256 ${modelSha256.slice(0, 12)}…)`)),
  ],
  ownBase: ['own-base', String],
  seed: ['seed', String],
  setChecks: [
    'set checks',
    all =>
      listed(
        all.map(
          ({ itemsSha256, status, dropped }) =>
            `of items ${itemsSha256.slice(0, 12)}… (${status}, ${dropped.length} dropped)`,
        ),
      ),
  ],
  sets: [
    'sets of the audit alone',
    all =>
      listed(
        all.map(
          ({ role, name, itemsSha256, template }) =>
            `${role} ${name} (items ${itemsSha256.slice(0, 12)}…, template ${template})`,
        ),
      ),
  ],
}

const listed = (names: readonly string[]) => (names.length === 0 ? 'none' : [...names].sort().join(', '))

/** Differences of what two audits rest on, a line each, of the parts that are known now. Order and names count for nothing. */
export function basisDifferences(before: Basis, now: Partial<Basis>): string[] {
  return (Object.keys(now) as (keyof Basis)[]).flatMap(key => {
    if (sameBasis(before[key], now[key])) return []
    const [what, by] = SHOWN[key] as [string, (basis: unknown) => string]
    return [`${what}: ${by(before[key])} in the baseline, ${by(now[key])} now`]
  })
}

function sameBasis(before: unknown, now: unknown): boolean {
  const entry = (one: object) =>
    JSON.stringify(
      Object.entries(one)
        .filter(([key]) => key !== 'name')
        .sort(),
    )
  const plain = (value: unknown) => JSON.stringify(Array.isArray(value) ? value.map(entry).sort() : value)
  return plain(before) === plain(now)
}
