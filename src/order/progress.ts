import type { Progress } from '../scoring/run-jobs.js'

/**
 * Joins the progress of one group of texts after another to that of the whole. How many tokens the groups ahead have
 * is an estimate, so the whole is done only when the last group is.
 */
export function wholeProgress(
  model: string,
  texts: number,
  plannedTokens: number,
  report: (progress: Progress) => void,
) {
  let before = { textsDone: 0, textsCached: 0, tokensDone: 0 }
  let ahead = plannedTokens
  let started = false
  const send = (group: Pick<Progress, 'textsDone' | 'textsCached' | 'tokensDone'>, left: number) => {
    const tokensDone = before.tokensDone + group.tokensDone
    report({
      model,
      texts,
      textsDone: before.textsDone + group.textsDone,
      textsCached: before.textsCached + group.textsCached,
      tokens: tokensDone + left,
      tokensDone,
    })
    started = true
  }
  return {
    /** Of the group that is being scored. */
    group(progress: Progress) {
      const { tokens, tokensDone } = progress
      if (tokens === 0 || (tokensDone === 0 && started)) return
      // Not done before the end, whatever the estimate says.
      send(progress, Math.max(1, tokens - tokensDone + ahead))
    },
    /** Call before each group with the tokens that it should have. */
    enter(expected: number) {
      ahead -= expected
    },
    leave(group: Pick<Progress, 'textsDone' | 'textsCached' | 'tokensDone'>, last: boolean) {
      before = {
        textsDone: before.textsDone + group.textsDone,
        textsCached: before.textsCached + group.textsCached,
        tokensDone: before.tokensDone + group.tokensDone,
      }
      if (last) send({ textsDone: 0, textsCached: 0, tokensDone: 0 }, 0)
    },
  }
}
