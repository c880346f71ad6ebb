import type { AuditReport } from '../../../audit-report.js'
import { percent, pText, signed } from '../../../format.js'
import { shortNames } from '../../../short-names.js'
import { CONTRAST_COLUMNS, contrastCells, isMarked } from '../../contrasts.js'
import { forestOf } from '../forest.js'
import { html, type Markup } from '../markup.js'
import type { Section } from '../section.js'
import { number, tableOf, text } from '../table.js'

/** The effect that the verdict rests on, against 0, the floor and each reference model; the raw gaps behind it. */
export const gap: Section = {
  id: 'gap',
  title: 'The gap',
  body: ({ report }, { prefix }) => {
    const family = report.families.find(({ name }) => name === 'loss-gap')
    if (family === undefined) return undefined
    const { effect, interval, pHolm, effectFloor, eligible, finding, ineligibleBecause } = family
    const [model] = shortNames([report.model, ...report.referenceModels].map(({ name }) => name))
    return html`<p>${family.question}</p>
<dl class="figures">
<div><dt>Effect, nats/token</dt><dd>${signed(effect)}</dd></div>
<div><dt>${percent(interval.level)} interval</dt><dd>${signed(interval.lower)} to ${signed(interval.upper)}</dd></div>
<div><dt>p (Holm)</dt><dd>${pText(pHolm)}</dd></div>
<div><dt>Counts from</dt><dd>${effectFloor.toFixed(3)}</dd></div>
<div><dt>Finding</dt><dd>${eligible ? finding : 'not eligible'}</dd></div>
</dl>
${ineligibleBecause.map(({ text, code }) => html`<p>Not eligible: ${text} <code>${code}</code></p>`)}
${forestOf(family, {
  id: `${prefix}gap-plot`,
  title: 'Effect and gaps of the models',
  model: model!,
  axis: 'loss on the test set below that on the reference set, nats/token →',
})}
${rawGaps(report)}`
  },
}

/** As the console shows them. */
function rawGaps(report: AuditReport): Markup {
  const columns = [text('Gap'), ...CONTRAST_COLUMNS.map(number)]
  return html`<details><summary>Raw gaps: positive = higher loss on the test set; no verdict rests on these</summary>
${tableOf(columns, report.contrasts.map(contrastCells), 'Raw gaps')}
${
  isMarked(report)
    ? html`<p>! The gap depends on whether tokens or items are weighted equally: item lengths matter here.</p>`
    : undefined
}</details>`
}
