import type { Reason } from '../audit-report.js'
import type { Evidence } from './evidence.js'

/**
 * Why the absence of an effect clears nothing: the reference items were made from items that the model has seen.
 *
 * Knowing the parents lowers the model's loss on the reference set, and with it the effect. So an effect that is found
 * is there in spite of that and stands; one that is absent may have been hidden.
 */
export function knownParents({ estimate, checks }: Evidence): Reason | undefined {
  if (estimate.name !== 'loss-gap') return undefined
  const seen = checks.find(({ code }) => code === 'parent_seen')
  return seen && { code: seen.code, text: seen.text }
}
