import type { DomainsReport } from '../../../domains-report.js'
import { printable } from '../../printable.js'
import { documentOf, type Part, sectionsOf } from '../document.js'
import { html, type Markup } from '../markup.js'
import type { PageParts } from '../page.js'
import { changesPlot } from './changes-plot.js'
import { manifest } from './manifest.js'
import { perplexities } from './perplexities.js'
import { tasksPlot } from './tasks-plot.js'
import { trendsPlot } from './trends-plot.js'

/** The report of `lossgap domains` as one self-contained HTML file. The same report gives the same bytes. */
export function domainsPage(measured: DomainsReport, parts: PageParts): string {
  const report = printable(measured)
  const { version } = report.tool
  const sections = partsOf(report)
  return documentOf(
    {
      title: titleOf(report),
      eyebrow: `lossgap ${version} · perplexity by domain`,
      contents: sections,
      main: sectionsOf(sections, 2),
      footer: `Made by lossgap ${version} from a report of lossgap domains.`,
    },
    parts,
  )
}

function titleOf({ models, sets }: DomainsReport): string {
  const [first, last] = [models[0]!.name, models.at(-1)!.name]
  const of =
    models.length === 1 ? first : models.length === 2 ? `${first} and ${last}` : `${first} to ${last}`
  return `${of} on ${sets.length === 1 ? sets[0]!.name : `${sets.length} sets`}`
}

/** Sections of which the report has something. */
function partsOf(report: DomainsReport): Part[] {
  const sections: readonly [id: string, title: string, content: Markup | undefined][] = [
    ['finding', 'What was found', finding(report)],
    ['changes', 'From the first model to the last', changesPlot(report)],
    ['trends', 'Model by model', trendsPlot(report)],
    ['perplexities', 'Perplexity and bits per byte', perplexities(report)],
    ['tasks', 'Losses beside task scores', tasksPlot(report)],
    ['manifest', 'Run', manifest(report)],
    ['limits', 'What this does not show', limits(report)],
  ]
  return sections.flatMap(([id, title, content]) =>
    content === undefined ? [] : [{ id, kind: id, title, content }],
  )
}

/** More models than this are not listed in a sentence. */
const MOST_NAMED = 4

function finding({ signature, models, standard, sets }: DomainsReport): Markup {
  const domains = sets.filter(({ kind }) => kind === 'domain').length
  const averaged = models.filter(({ average }) => average !== null)
  // Of a long course its ends; the table has all.
  const named = averaged.length > MOST_NAMED ? [averaged[0]!, averaged.at(-1)!] : averaged
  const averages = named.map(({ name, average }) => `${average!.ofDomains.toFixed(2)} (${name})`)
  const listed = averaged.length > MOST_NAMED ? `from ${averages.join(' to ')}` : averages.join(', ')
  const average =
    averages.length === 0
      ? 'All sets are benchmarks, so there is no average over general domains.'
      : `Average perplexity over ${domains} general ${domains === 1 ? 'domain' : 'domains'}, in tokens of ${standard}: ${listed}.`
  return signature === null
    ? html`<p class="lead">${average}</p>`
    : html`<p class="lead">${signature.text}</p>
<p>${average}</p>`
}

function limits({ changes, correlations, alpha }: DomainsReport): Markup {
  return html`<ul><li>Whether items of a benchmark were seen. A loss that falls is what training on similar texts does too; <code>lossgap audit</code> compares with items that no model has seen.</li>
<li>Domains beyond the documents that were measured: another choice of texts has other perplexities.</li>
${changes.length === 0 ? undefined : html`<li>Each interval by itself leaves out the true change in ${Number((200 * alpha).toPrecision(12))} % of cases; among many sets some do so by chance.</li>`}
${correlations.length === 0 ? undefined : html`<li>That a lower loss makes a task score better. Levels of checkpoints drift together whatever they measure; changes do not, but a few models say little of either.</li>`}</ul>`
}
