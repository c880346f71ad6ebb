import type { Check } from '../audit-report.js'

/** How far a model's scores moved when some texts were read again, alone and without the cache. */
export interface RepeatedModel {
  readonly name: string
  readonly texts: number
  readonly largestShift: number
}

/** Nats/token. Rounding in single precision stays below; padding that leaks into a text does not. */
const ROUNDING = 1e-4

/** From a tenth of the smallest effect that counts, an unsteady model may make a gap by itself. */
const TOO_MUCH = 0.005

/** Do the scores repeat? Differences that rounding does not explain warn, and bar a verdict where they may matter. */
export function numericsCheck(models: readonly RepeatedModel[]): Check {
  const texts = models.reduce((sum, model) => sum + model.texts, 0)
  const moved = models.filter(({ largestShift }) => !(largestShift <= ROUNDING))
  const unread = models.filter(model => model.texts === 0).map(({ name }) => name)
  if (moved.length === 0 && unread.length > 0)
    return {
      name: 'scores: read again',
      status: 'warn',
      code: 'scores_not_repeated',
      text: `No text of ${unread.join(', ')} is short enough to be read again, so that nobody knows whether the scores repeat`,
      values: { texts, models: unread },
    }
  const much = moved.some(({ largestShift }) => !(largestShift <= TOO_MUCH))
  return {
    name: 'scores: read again',
    status: moved.length === 0 ? 'pass' : much ? 'fail' : 'warn',
    code: moved.length === 0 ? 'scores_repeat' : 'scores_unsteady',
    text:
      moved.length === 0
        ? `${texts} texts scored again, each alone and without the cache, have the same loss`
        : `Texts scored again, each alone and without the cache, have another loss: ${moved.map(({ name, largestShift }) => `${name} by up to ${largestShift.toPrecision(2)} nats/token`).join(', ')}. Run lossgap doctor on the model, with --no-cache and --batch-tokens 1`,
    values: { texts, ...(moved.length === 0 ? {} : { models: moved.map(({ name }) => name) }) },
  }
}
