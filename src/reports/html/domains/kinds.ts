import type { SetChanges } from '../../../domains-report.js'

/** General domains and benchmarks, each in a colour of its own; never by colour alone. */
export const KINDS = [
  { kind: 'domain', colour: 'var(--ref)' },
  { kind: 'benchmark', colour: 'var(--test)' },
] as const satisfies readonly { kind: SetChanges['kind']; colour: string }[]

export const colourOf = ({ kind }: { readonly kind: SetChanges['kind'] }) =>
  KINDS.find(one => one.kind === kind)!.colour
