import type { ComparisonReport } from '../../comparison-report.js'
import type { Run } from '../../runs/run.js'
import { shortNames } from '../../short-names.js'
import { printable } from '../printable.js'
import { html, Markup } from './markup.js'
import { matrixOf } from './matrix.js'
import { type PageParts, pageOf } from './page.js'
import { SECTIONS } from './sections/index.js'

export type { PageParts } from './page.js'

/**
 * Audits as one self-contained HTML file. `comparison` is over the same reports in the same order, and is shown where
 * there are several. The same audits give the same bytes.
 */
export function htmlReport(runs: readonly Run[], comparison: ComparisonReport, parts: PageParts): string {
  const shown = runs.map(run => ({ ...run, file: printable(run.file), report: printable(run.report) }))
  const names = titlesOf(shown)
  const [single] = shown.length === 1 ? shown : []
  const { version } = shown[0]!.report.tool
  const title = single ? names[0]! : `${runs.length} audits`
  const level = single ? 2 : 3
  const audits = shown.map((run, r) => sectionsOf(run, single ? '' : `audit-${r + 1}-`, level))
  const body = html`<header class="page">
<p class="eyebrow">lossgap ${version} · ${single ? 'audit' : 'audits'}</p>
<h1>${title}</h1>
<div class="theme" hidden><label for="theme">Theme</label> <select id="theme"><option value="">System</option><option value="light">Light</option><option value="dark">Dark</option></select></div>
${contentsOf(single ? audits[0]! : auditLinks(names))}
</header>
<main id="main">
${
  single
    ? markupOf(audits[0]!, level)
    : [
        matrixOf(printable(comparison)),
        ...audits.map(
          (sections, r) => html`<article id="audit-${r + 1}" aria-labelledby="audit-${r + 1}-title">
<h2 class="audit-title" id="audit-${r + 1}-title">${names[r]}</h2>
${markupOf(sections, level)}
</article>
`,
        ),
      ]
}
</main>
<footer><p>Made by lossgap ${version} from ${runs.length === 1 ? 'a report' : `${runs.length} reports`} of lossgap audit. This file fetches nothing.</p></footer>`
  return pageOf({ ...parts, title: `${title}: lossgap`, body })
}

/** "MODEL on SET", as short as tells the audits apart. */
function titlesOf(runs: readonly Run[]): string[] {
  const models = shortNames(runs.map(({ report }) => report.model.name))
  const tests = shortNames(runs.map(({ report }) => report.sets[0]!.name))
  return runs.map((_, r) => `${models[r]} on ${tests[r]}`)
}

interface Drawn {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly content: Markup
}

/** The sections of which the audit has something. */
function sectionsOf(run: Run, prefix: string, level: number): Drawn[] {
  const subheading = (text: string) => heading(level + 1, text)
  return SECTIONS.flatMap(({ id, title, body }) => {
    const content = body(run, { prefix, subheading })
    return content === undefined ? [] : [{ id: `${prefix}${id}`, kind: id, title, content }]
  })
}

/** Only of a single audit are sections landmarks: those of many would be told apart by nothing. */
function markupOf(sections: readonly Drawn[], level: number): Markup {
  return html`${sections.map(
    ({
      id,
      kind,
      title,
      content,
    }) => html`<section id="${id}" class="${kind}"${level === 2 ? html` aria-labelledby="${id}-title"` : undefined}>
${heading(level, title, `${id}-title`)}
${content}
</section>
`,
  )}`
}

function heading(level: number, text: string, id?: string): Markup {
  const tag = new Markup(`h${level}`)
  return html`<${tag}${id === undefined ? undefined : html` id="${id}"`}>${text}</${tag}>`
}

function auditLinks(names: readonly string[]) {
  const audits = names.map((title, r) => ({ id: `audit-${r + 1}`, title }))
  return [{ id: 'matrix', title: 'Models and benchmarks' }, ...audits]
}

function contentsOf(links: readonly Pick<Drawn, 'id' | 'title'>[]): Markup {
  return html`<nav aria-label="Contents"><ul>${links.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`
}
