import { LossgapError } from '../errors.js'
import type { Answer } from './answer.js'
import { costOf, estimateTokens, type Prices, usageOf } from './cost.js'

/** Keeps what a run pays, answers of the journal included, below a limit. */
export interface Budget {
  /** Sets the dearest outcome of a request aside. @throws BUDGET_EXCEEDED when that could break the limit. */
  reserve(prompt: string): Reservation
  /** Counts an answer that was paid in an earlier run. */
  add(prompt: string, answer: Answer): void
  /** What the answers have cost so far. */
  spent(): number
}

export interface Reservation {
  /** Replaces what was set aside by what the answer cost; nothing, without one. */
  settle(answer: Answer | undefined): void
}

/**
 * @param limit in the currency of the prices; none when undefined.
 * @param maxTokens longest answer. A reasoning model that thinks beyond it can still cost more: servers differ.
 */
export function createBudget(limit: number | undefined, prices: Prices, maxTokens: number): Budget {
  let spent = 0
  let reserved = 0
  const cost = (prompt: string, answer: Answer) => costOf(usageOf(prompt, answer), prices)
  return {
    add: (prompt, answer) => {
      spent += cost(prompt, answer)
    },
    spent: () => spent,
    reserve(prompt) {
      const most = costOf({ promptTokens: estimateTokens(prompt), completionTokens: maxTokens }, prices)
      if (limit !== undefined && spent + reserved + most > limit) throw tooDear(spent, reserved + most, limit)
      reserved += most
      return {
        settle(answer) {
          reserved -= most
          if (answer !== undefined) spent += cost(prompt, answer)
        },
      }
    },
  }
}

function tooDear(spent: number, next: number, limit: number): LossgapError {
  return new LossgapError(
    'BUDGET_EXCEEDED',
    `--budget ${limit}: ${spent.toFixed(4)} is spent, and the requests under way with the next one could cost ${next.toFixed(4)}`,
    'The answers that came are kept: run the same command again with a larger --budget, a smaller --max-tokens or fewer items',
  )
}
