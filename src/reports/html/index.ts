import type { ComparisonReport } from '../../comparison-report.js'
import type { Run } from '../../runs/run.js'
import { shortNames } from '../../short-names.js'
import { printable } from '../printable.js'
import { documentOf, heading, type Part, sectionsOf } from './document.js'
import { html } from './markup.js'
import { matrixOf } from './matrix.js'
import type { PageParts } from './page.js'
import { SECTIONS } from './sections/index.js'

export { domainsPage } from './domains/index.js'
export type { PageParts } from './page.js'

/**
 * Audits as one self-contained HTML file. `comparison` is over the same reports in the same order, and is shown where
 * there are several. The same audits give the same bytes.
 */
export function htmlReport(runs: readonly Run[], comparison: ComparisonReport, parts: PageParts): string {
  // The page's script makes ids and texts of items printable, to whose bytes tokens are aligned; pairs are drawn by number.
  const shown = runs.map(({ items, pairs, ...said }) => ({ ...printable(said), items, pairs }))
  const names = titlesOf(shown)
  const [single] = shown.length === 1 ? shown : []
  const { version } = shown[0]!.report.tool
  const level = single ? 2 : 3
  const audits = shown.map((run, r) => partsOf(run, single ? '' : `audit-${r + 1}-`, level))
  return documentOf(
    {
      title: single ? names[0]! : `${runs.length} audits`,
      eyebrow: `lossgap ${version} · ${single ? 'audit' : 'audits'}`,
      contents: single ? audits[0]! : auditLinks(names),
      main: single
        ? sectionsOf(audits[0]!, level)
        : [
            matrixOf(printable(comparison)),
            ...audits.map(
              (sections, r) => html`<article id="audit-${r + 1}" aria-labelledby="audit-${r + 1}-title">
<h2 class="audit-title" id="audit-${r + 1}-title">${names[r]}</h2>
${sectionsOf(sections, level)}
</article>
`,
            ),
          ],
      footer: `Made by lossgap ${version} from ${runs.length === 1 ? 'a report' : `${runs.length} reports`} of lossgap audit.`,
    },
    parts,
  )
}

/** "MODEL on SET", as short as tells the audits apart. */
function titlesOf(runs: readonly Run[]): string[] {
  const models = shortNames(runs.map(({ report }) => report.model.name))
  const tests = shortNames(runs.map(({ report }) => report.sets[0]!.name))
  return runs.map((_, r) => `${models[r]} on ${tests[r]}`)
}

/** The sections of which the audit has something. */
function partsOf(run: Run, prefix: string, level: number): Part[] {
  const subheading = (text: string) => heading(level + 1, text)
  return SECTIONS.flatMap(({ id, title, body }) => {
    const content = body(run, { prefix, subheading })
    return content === undefined ? [] : [{ id: `${prefix}${id}`, kind: id, title, content }]
  })
}

function auditLinks(names: readonly string[]) {
  const audits = names.map((title, r) => ({ id: `audit-${r + 1}`, title }))
  return [{ id: 'matrix', title: 'Models and benchmarks' }, ...audits]
}
