import type { DomainsReport } from '../../../domains-report.js'
import { entriesOf, exclusionsOf, hashOf } from '../entries.js'
import { html, type Markup } from '../markup.js'

/** What was measured, with what and how: enough to do it again. */
export function manifest({ models, sets, standard, alpha, tool, schema }: DomainsReport): Markup {
  return html`<h3>Models</h3>
${models.map(
  ({
    name,
    modelSha256,
    tokenizerSha256,
    precision,
    provider,
    runtime,
    bos,
    window,
    textsWindowed,
    notes,
  }) => html`<p class="list-title">${name}</p>
${entriesOf([
  ['model SHA-256', hashOf(modelSha256)],
  ['tokenizer SHA-256', hashOf(tokenizerSha256)],
  ['scored', `${precision} on ${provider}, ${runtime}, BOS ${bos}`],
  ['window', `${window} tokens; ${textsWindowed} longer texts, read in overlapping windows`],
  ...(notes.length > 0 ? [['notes', notes.join('; ')] as const] : []),
])}`,
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
