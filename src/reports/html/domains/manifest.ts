import type { DomainsReport } from '../../../domains-report.js'
import { entriesOf, exclusionsOf, hashOf, modelEntries } from '../entries.js'
import { html, type Markup } from '../markup.js'

/** What was measured, with what and how: enough to do it again. */
export function manifest({ models, sets, standard, alpha, tool, schema }: DomainsReport): Markup {
  return html`<h3>Models</h3>
${models.map(
  ({ name, window, textsWindowed, notes, ...identity }) => html`<p class="list-title">${name}</p>
${entriesOf(modelEntries({ identity, window, textsWindowed, notes }))}`,
)}
<h3>Sets</h3>
${sets.map(
  ({ name, kind, sha256, template, documents, exclusions }) => html`<p class="list-title">${name}</p>
${entriesOf([
  ['kind', kind === 'domain' ? 'general domain' : 'benchmark'],
  ['SHA-256', hashOf(sha256)],
  ['template', html`<code>${template}</code>`],
  ['documents', String(documents)],
  ['left out', exclusionsOf(exclusions)],
])}`,
)}
<h3>Parameters</h3>
${entriesOf([
  ['standard', `tokens of ${standard}`],
  ['α', `${alpha}: one-sided level at which a loss is said to fall or to rise`],
  ['made by', `${tool.name} ${tool.version}, ${schema}`],
])}`
}
