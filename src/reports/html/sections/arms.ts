import type { AuditReport, Family } from '../../../audit-report.js'
import { signed } from '../../../format.js'
import { shortNames } from '../../../short-names.js'
import { forestOf } from '../forest.js'
import { html, type Markup } from '../markup.js'
import { orderPart } from '../order-plot.js'
import { pairsPlot } from '../pairs-plot.js'
import type { Section } from '../section.js'

const ARMS = {
  paraphrase: {
    title: 'Paraphrases',
    plot: 'Effect and gaps beside paraphrases',
    axis: 'loss on the items below that on their paraphrases, nats/token →',
  },
  'train-split': {
    title: 'Train split',
    plot: 'Effect and gaps of the train split',
    axis: 'loss on the train split below that on the test set, nats/token →',
  },
} as const

/** What the audit asked besides: paraphrases, the train split, the order of the file. */
export const arms: Section = {
  id: 'arms',
  title: 'Other arms',
  body: (run, place) => {
    const { report } = run
    const parts = report.families.flatMap(family =>
      family.name === 'loss-gap'
        ? []
        : [
            html`${place.subheading(ARMS[family.name].title)}
${armOf(report, family, family.name, place.prefix)}
${family.name === 'paraphrase' ? pairsPlot(run, place.prefix) : undefined}`,
          ],
    )
    if (report.order)
      parts.push(html`${place.subheading('Order of the file')}
${orderPart(report.order, place.prefix)}`)
    return parts.length === 0 ? undefined : html`${parts}`
  },
}

function armOf(report: AuditReport, family: Family, name: keyof typeof ARMS, prefix: string): Markup {
  const [model] = shortNames([report.model, ...report.referenceModels].map(one => one.name))
  const { question, eligible, finding, ineligibleBecause, effect, effectFloor, controlled } = family
  return html`<p>${question} Effect ${signed(effect)}, which counts from ${effectFloor.toFixed(3)}: ${
    eligible ? finding : 'not eligible'
  }.${controlled ? ' Relative to reworded items of the reference set.' : ''}</p>
${ineligibleBecause.map(({ text, code }) => html`<p>Not eligible: ${text} <code>${code}</code></p>`)}
${forestOf(family, {
  id: `${prefix}${name}-plot`,
  title: ARMS[name].plot,
  model: model!,
  axis: ARMS[name].axis,
})}`
}
