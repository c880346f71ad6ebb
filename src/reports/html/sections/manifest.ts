import type { AuditReport, ModelRecord } from '../../../audit-report.js'
import { shortNames } from '../../../short-names.js'
import { ROLES } from '../../console/roles.js'
import { sequentialLines } from '../../console/sequential.js'
import { weightsOf } from '../../weights.js'
import { entriesOf, exclusionsOf, hashOf, modelEntries } from '../entries.js'
import { html, type Markup } from '../markup.js'
import type { Section } from '../section.js'

/** What was audited, with what and how: enough to do it again. */
export const manifest: Section = {
  id: 'manifest',
  title: 'Run',
  body: ({ report }, { subheading }) => html`${subheading('Models')}
${modelList(report)}
${subheading('Sets')}
${setList(report)}
${report.sequential ? html`${subheading('Scored in parts')}${sequentialLines(report, report.sequential, Number.POSITIVE_INFINITY).map(line => html`<p>${line}</p>`)}` : undefined}
${subheading('Parameters')}
${parameters(report)}`,
}

function modelList(report: AuditReport): Markup {
  const { model, referenceModels } = report
  const names = shortNames([model, ...referenceModels].map(({ name }) => name))
  const of = (record: ModelRecord) => [['path', record.name] as const, ...modelEntries(record)]
  return html`<p class="list-title">${names[0]}, audited</p>
${entriesOf(of(model))}
${referenceModels.map(
  (reference, k) => html`<p class="list-title">${names[k + 1]}, reference</p>
${entriesOf([...of(reference), ['weights', weightsOf(report, reference)]])}`,
)}`
}

function setList({ sets }: AuditReport): Markup {
  return html`${sets.map(
    ({ role, name, sha256, template, loss, exclusions }) => html`<p class="list-title">${ROLES[role]}</p>
${entriesOf([
  ['file', name],
  ['SHA-256', hashOf(sha256)],
  ['template', html`<code>${template}</code>`],
  [
    'compared',
    `${loss.items} items in ${loss.clusters} clusters, ${loss.tokens} tokens, ${loss.bytes} bytes`,
  ],
  ['left out', exclusionsOf(exclusions)],
])}`,
  )}`
}

function parameters({ tool, schema, parameters: p }: AuditReport): Markup {
  return entriesOf([
    ['α', `${p.alpha}: accepted chance of calling an unexposed model exposed`],
    ['clearing', `${p.equivalenceAlpha}: accepted chance of clearing a model with an effect that counts`],
    ['power', String(p.power)],
    [
      'effect floor',
      `${p.effectFloor.absolute} nats/token, or ${100 * p.effectFloor.relative} % of the reference loss if that is more`,
    ],
    ['seed', String(p.seed)],
    ['BOS', p.bos],
    ['made by', `${tool.name} ${tool.version}, ${schema}`],
  ])
}
