import type { DomainModel, DomainsReport } from '../../../domains-report.js'
import { html, type Markup } from '../markup.js'
import { number, tableOf, text } from '../table.js'

/** A row per model and a column per set, twice: in standard tokens, and in bytes. */
export function perplexities({ sets, models, standard }: DomainsReport): Markup {
  const headings = sets.map(({ name, kind }) => `${name}${kind === 'benchmark' ? ' ◆' : ''}`)
  const rows = (cell: (of: DomainModel['sets'][number]) => string, more: (model: DomainModel) => string[]) =>
    models.map(model => [model.name, ...model.sets.map(cell), ...more(model)])
  return html`<h3>Perplexity</h3>
${tableOf(
  ['model', ...headings, 'average', 'by document'].map((heading, c) => (c === 0 ? text : number)(heading)),
  rows(
    ({ perplexity }) => perplexity.toFixed(2),
    ({ average }) => [average?.ofDomains.toFixed(2) ?? 'none', average?.ofDocuments.toFixed(2) ?? 'none'],
  ),
  `Perplexity, counted in tokens of ${standard}`,
)}
<p class="note">Counted in tokens of ${standard}: exp(Σ nats / Σ standard tokens). Averages are exp of the mean loss over domains, and over documents; benchmarks (◆) are not part of them.</p>
<h3>Bits per byte</h3>
${tableOf(
  ['model', ...headings].map((heading, c) => (c === 0 ? text : number)(heading)),
  rows(
    ({ bitsPerByte }) => bitsPerByte.toFixed(3),
    () => [],
  ),
  'Bits per byte',
)}
<p class="note">No tokenizer enters into it.</p>`
}
