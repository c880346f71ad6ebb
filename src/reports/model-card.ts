import type { AuditReport, Statement } from '../audit-report.js'
import { percent, pText, signed } from '../format.js'
import type { Run } from '../runs/run.js'
import { shortNames } from '../short-names.js'
import { ROLES } from './console/roles.js'
import { FAMILIES } from './contrasts.js'
import { LEVELS } from './levels.js'
import { limitsOf } from './limits.js'
import { code, markdownTable, plainText } from './markdown-text.js'
import { printable } from './printable.js'

/** Audits as a section "Benchmark exposure" of a model card in Markdown, to be pasted as it is. */
export function modelCard(runs: readonly Run[]): string {
  const shown = runs.map(run => ({ ...run, report: printable(run.report) }))
  const models = shortNames(shown.map(({ report }) => report.model.name))
  const tests = shortNames(shown.map(({ report }) => report.sets[0]!.name))
  const cards = shown.map(({ report }, r) => cardOf(report, models[r]!, tests[r]!))
  // Items are not part of a card, so neither is what their list does not show; the rest is said once.
  const limits = [...new Set(shown.flatMap(({ report }) => limitsOf({ report, items: undefined })))]
  return `## Benchmark exposure

Tested with lossgap ${shown[0]!.report.tool.version}: whether the model is more familiar with a benchmark than with comparable items.

${cards.join('\n')}
### What this does not show

${limits.map(limit => `- ${plainText(limit)}`).join('\n')}
`
}

function cardOf(
  { verdict, families, sets, model, referenceModels, parameters }: AuditReport,
  name: string,
  test: string,
) {
  const gap = families.find(family => family.name === 'loss-gap')
  const effects = families.map(({ name, effect, interval, pHolm, effectFloor, eligible, finding }) => [
    FAMILIES[name],
    signed(effect),
    `${signed(interval.lower)} to ${signed(interval.upper)} (${percent(interval.level)})`,
    pText(pHolm),
    effectFloor.toFixed(3),
    eligible ? finding : 'not eligible',
  ])
  // Paths say more of a machine than of a model.
  const files = shortNames(sets.map(set => set.name))
  const names = shortNames([model, ...referenceModels].map(one => one.name))
  const scored = sets.map(({ role, sha256, loss }, s) => [
    ROLES[role],
    files[s]!,
    String(loss.items),
    code(sha256),
  ])
  const models = [model, ...referenceModels].map(({ identity }, m) => [
    m === 0 ? 'audited' : 'reference',
    names[m]!,
    identity.precision,
    code(identity.modelSha256),
  ])
  return `### ${plainText(name)} on ${plainText(test)}: ${LEVELS[verdict.level].word}

${sentences(verdict)}

${markdownTable(['question', 'effect, nats/token', 'interval', 'p (Holm)', 'counts from', 'finding'], effects)}

Positive = more familiar${gap?.references ? `, beyond ${gap.references === 1 ? 'the reference model' : `${gap.references} reference models`}` : ''}. α ${parameters.alpha}, clearing ${parameters.equivalenceAlpha}.

${markdownTable(['set', 'file', 'items', 'SHA-256'], scored)}

${markdownTable(['model', 'name', 'precision', 'SHA-256'], models)}
`
}

function sentences({ headline, evidence, errorRate, reasons, alternatives }: Statement): string {
  return [
    `**${plainText(headline)}**`,
    plainText(`${evidence} ${errorRate}`),
    [...reasons.map(({ text }) => text), ...alternatives].map(text => `- ${plainText(text)}`).join('\n'),
  ]
    .filter(paragraph => paragraph !== '')
    .join('\n\n')
}
