import type { Run } from '../../../runs/run.js'
import { UNSEEN } from '../../printable.js'
import { packItems } from '../item-data.js'
import { Q_LISTED } from '../item-rate.js'
import { html, Markup } from '../markup.js'
import type { Section } from '../section.js'

/** The single items, most familiar first, with a heat map of their tokens; drawn by the page's script. */
export const items: Section = {
  id: 'items',
  title: 'Items',
  body: (run, { prefix }) => {
    const notes = run.missing.map(text => html`<p class="missing">${text}</p>`)
    if (run.items === undefined) return html`${notes}`
    const packed = packItems(run.items)
    const listed = run.items.filter(({ qValue }) => qValue <= Q_LISTED).length
    return html`<p>${explained(run)} ${listed} of ${run.items.length} items have q ≤ ${Q_LISTED.toFixed(2)}.</p>
<p><strong>This list supports a finding on the set and never accuses by itself</strong>: of a model that has seen nothing, some items are always the most familiar.</p>
${run.report.verdict.level.startsWith('exposure') ? undefined : html`<p>The set as a whole is not found exposed here, so that no item of it is evidence of exposure.</p>`}
${
  run.itemCaveats.length === 0
    ? undefined
    : html`<p><strong>Exploratory.</strong> The conditions of these p-values are not met: ${run.itemCaveats.join(' ')}</p>`
}
${notes}${packed.notes.map(text => html`<p class="missing">${text}</p>`)}
<noscript><p class="missing">The list is drawn by a script in this file, which is switched off here.</p></noscript>
<div class="item-list" data-items="${prefix}items-data" data-rate="${Q_LISTED}" data-unseen="${UNSEEN}"></div>
<script type="application/json" id="${prefix}items-data">${new Markup(packed.json)}</script>`
  },
}

function explained({ report, items: all }: Run): string {
  const calibrated = all![0]?.referenceLoss !== null
  const what = calibrated
    ? `Familiarity is the loss of the reference models less that of the audited one, item by item`
    : 'Familiarity is the negative loss, since there is no reference model: easy items look familiar'
  const test = report.sets.find(({ role }) => role === 'ref')!.loss.items
  return `${what} (nats/token; higher = more familiar). p compares it with the ${test} reference items (conformal; never below ${(1 / (test + 1)).toPrecision(2)}), q allows for the number of items (Benjamini and Hochberg).`
}
