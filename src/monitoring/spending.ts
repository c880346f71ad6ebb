import { borderForHorizon, bordersFor } from './cusum-chain.js'

/** What may raise an alarm: the verdict on the checkpoint itself, and the three tests beside its predecessors. */
export const ALARMS = ['audit', 'jump', 'cumulative', 'cusum'] as const
export type Alarm = (typeof ALARMS)[number]

/** How the accepted chance of a false alarm is spent over a sequence of checkpoints. */
export interface SpendingPlan {
  /** Over the whole sequence and all alarms together. */
  readonly alpha: number
  /** Checkpoints that are planned behind the accepted one; null where nobody knows. */
  readonly horizon: number | null
  /** Part of alpha for each alarm; they add up to 1. */
  readonly shares: Readonly<Record<Alarm, number>>
}

/**
 * What an alarm may spend at the n-th time that it is asked: α/n_max where their number is planned, α·6/(π²n²) where it is
 * not. Rounded down to two digits, either adds up to at most α, so P(any false alarm) ≤ α however the times and the alarms depend on each other.
 * Source: α spending by Bonferroni's inequality; Σ 1/n² = π²/6.
 * @throws RangeError when n is beyond what is planned: nothing is left to spend.
 */
export function spentAt(alpha: number, n: number, planned: number | null): number {
  if (!Number.isInteger(n) || n < 1 || (planned !== null && n > planned))
    throw new RangeError(`There is nothing to spend at time ${n} of ${planned}`)
  return twoDigits(planned === null ? (alpha * 6) / (Math.PI * n) ** 2 : alpha / planned)
}

/** Two digits, never more than the number: 0.00045454… is spent as 0.00045, which can be read. */
function twoDigits(rate: number): number {
  const exponent = Math.floor(Math.log10(rate)) - 1
  // A hair above, so that 0.1 that came out as 0.0999… stays 0.1.
  const digits = Math.floor((rate / 10 ** exponent) * (1 + 1e-12))
  return Number(`${digits}e${exponent}`)
}

/** The audit's part at a checkpoint; the accepted state is number 0 and was audited too. */
export function auditAlpha({ alpha, shares, horizon }: SpendingPlan, checkpoint: number): number {
  return spentAt(alpha * shares.audit, checkpoint + 1, horizon === null ? null : horizon + 1)
}

export interface CusumBorder {
  readonly border: number
  /** Bound of the chance of a false alarm, over the planned checkpoints or at this one. */
  readonly alpha: number
  readonly over: 'horizon' | 'checkpoint'
}

/**
 * Where the CUSUM sounds at a checkpoint. With a horizon one border holds throughout. Without one it rises: a CUSUM of fixed
 * border sounds sooner or later by chance alone, so its first alarm may fall on checkpoint n with probability α_n only, and
 * Σ α_n stays below α for ever.
 */
export function cusumBorderAt({ alpha, shares, horizon }: SpendingPlan, checkpoint: number): CusumBorder {
  const part = alpha * shares.cusum
  if (horizon !== null)
    return {
      border: kept(`${part} ${horizon}`, () => borderForHorizon(part, horizon)),
      alpha: part,
      over: 'horizon',
    }
  const alphas = Array.from({ length: checkpoint }, (_, n) => spentAt(part, n + 1, null))
  const border = kept(`${part} - ${checkpoint}`, () => bordersFor(alphas).at(-1)!)
  return { border, alpha: alphas.at(-1)!, over: 'checkpoint' }
}

/** Borders that were asked for before: a sequence asks for the same one at each checkpoint, and simulations for all. */
const borders = new Map<string, number>()

function kept(key: string, search: () => number): number {
  const border = borders.get(key) ?? search()
  borders.set(key, border)
  return border
}
