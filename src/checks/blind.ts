import type { Check } from '../audit-report.js'
import { type BlindResult, blindClassifier } from '../statistics/blind-classifier.js'
import type { Random } from '../statistics/random.js'
import type { SetPair } from './check.js'

/** The classifier learns on four fifths of the clusters and needs one for each fifth; the size check fails below 100. */
const LEAST_CLASSIFIABLE = 5

/**
 * Can the sets be told apart by their text alone, without any model? If so, a loss gap may come from
 * the texts rather than from what the model has seen.
 */
export function blindCheck(pair: SetPair, random: Random): Check[] {
  const fewest = Math.min(
    ...[pair.first, pair.second].map(items => new Set(items.map(item => item.cluster)).size),
  )
  if (fewest < LEAST_CLASSIFIABLE) return []
  const result = blindClassifier(pair.first, pair.second, random)
  const auc = `AUC ${result.auc.toFixed(3)}, 95 % limit ${result.aucUpper.toFixed(3)}`
  const words = (tokens: BlindResult['telling']['test']) => tokens.map(({ token }) => token)
  const texts = {
    'iid-like': ['pass', 'sets_alike', `A text classifier cannot tell the sets apart (${auc})`],
    shifted: ['warn', 'sets_shifted', `A text classifier tells the sets apart to some degree (${auc})`],
    'strongly-shifted': ['fail', 'sets_told_apart', `The sets are told apart by text alone (${auc})`],
  } as const
  const [status, code, text] = texts[result.tier]
  return [
    {
      name: `${pair.firstName} against ${pair.secondName}: text alone`,
      status,
      code,
      text,
      values: {
        auc: result.auc,
        aucUpper: result.aucUpper,
        wordsAuc: result.words.auc,
        surfaceAuc: result.surface.auc,
        tellingFirst: words(result.telling.test),
        tellingSecond: words(result.telling.ref),
      },
    },
  ]
}
