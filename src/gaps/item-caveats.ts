import type { AuditReport } from '../audit-report.js'
import { REFERENCES_FOR_ESTIMATE } from '../statistics/between-model-variance.js'

/**
 * Why the p-values of single items are exploratory; empty where their conditions are met. They take an unexposed item
 * of the test set for a draw from the same source as the reference items.
 */
export function itemCaveats({ families, checks, sets }: AuditReport): string[] {
  const family = families.find(({ name }) => name === 'loss-gap')
  const text = checks.find(({ code }) => /^sets_(alike|shifted|told_apart)$/.test(code))
  const clustered = sets
    .filter(({ role }) => role === 'test' || role === 'ref')
    .some(({ loss }) => loss.clusters < loss.items)
  const caveats: string[] = []
  if (text === undefined) caveats.push('Whether the texts of the two sets are alike was not tested.')
  else if (text.code === 'sets_told_apart')
    caveats.push(
      `The sets are told apart by text alone${aucOf(text)}: an item may look familiar because of its form.`,
    )
  else if (family?.references === 0 && text.code !== 'sets_alike')
    caveats.push(`No reference model takes off what makes items easy, and the sets differ${aucOf(text)}.`)
  if (clustered) caveats.push('Items share sources (clusters), so their p-values depend on each other.')
  const { calibration, references = 0 } = family ?? {}
  if (references > 0 && references < REFERENCES_FOR_ESTIMATE && calibration !== 'own-base')
    caveats.push('One or two unrelated reference models do not tell how much items vary between models.')
  return caveats
}

function aucOf({ values }: AuditReport['checks'][number]): string {
  return typeof values.auc === 'number' ? ` (AUC ${values.auc.toFixed(2)})` : ''
}
