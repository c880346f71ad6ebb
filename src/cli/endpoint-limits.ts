import { costOf, type Prices } from '../endpoint/cost.js'
import type { Forecast } from '../endpoint/rehearse.js'
import { LossgapError } from '../errors.js'
import type { EndpointArguments } from './endpoint-options.js'

/** The prices that were given: both or none. @throws USAGE for one alone, or a budget without them. */
export function pricesOf({ priceIn, priceOut, budget }: EndpointArguments): Prices | undefined {
  if (priceIn !== undefined && priceOut !== undefined) return { in: priceIn, out: priceOut }
  if (priceIn === undefined && priceOut === undefined && budget === undefined) return undefined
  throw new LossgapError(
    'USAGE',
    budget === undefined
      ? 'A cost needs both --price-in and --price-out'
      : '--budget needs --price-in and --price-out',
    'Give both, per million tokens, in the currency of the budget; a local server costs 0',
  )
}

/**
 * Refuses a run that would exceed a limit, before anything is sent. Attempts that are repeated are not counted.
 * @throws BUDGET_EXCEEDED.
 */
export function checkLimits(
  { toSend, keptUsage }: Forecast,
  { maxRequests, budget }: EndpointArguments,
  prices: Prices | undefined,
): void {
  if (maxRequests !== undefined && toSend.requests > maxRequests) {
    throw new LossgapError(
      'BUDGET_EXCEEDED',
      `--max-requests ${maxRequests}: this needs ${toSend.requests} requests`,
      'Allow as many, or make fewer items',
    )
  }
  if (budget === undefined || prices === undefined) return
  const spent = costOf(keptUsage, prices)
  const more = costOf(toSend, prices)
  if (spent + more <= budget) return
  throw new LossgapError(
    'BUDGET_EXCEEDED',
    `--budget ${budget}: about ${more.toFixed(4)} more is needed, and answers for ${spent.toFixed(4)} are in the journal`,
    'Allow as much, or make fewer items',
  )
}
