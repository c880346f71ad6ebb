import { html, Markup } from './markup.js'
import { type PageParts, pageOf } from './page.js'

/** A report as a page: header with its contents, sections, footer. */
export interface Document {
  readonly title: string
  /** Small words above the title: what made it, and of what kind it is. */
  readonly eyebrow: string
  readonly contents: readonly Link[]
  readonly main: Markup | readonly Markup[]
  readonly footer: string
}

export interface Link {
  readonly id: string
  readonly title: string
}

/** A part of a page under a heading of its own. */
export interface Part extends Link {
  /** Class of the section, by which the style knows it. */
  readonly kind: string
  readonly content: Markup
}

export function documentOf({ title, eyebrow, contents, main, footer }: Document, parts: PageParts): string {
  const body = html`<header class="page">
<p class="eyebrow">${eyebrow}</p>
<h1>${title}</h1>
<div class="theme" hidden><label for="theme">Theme</label> <select id="theme"><option value="">System</option><option value="light">Light</option><option value="dark">Dark</option></select></div>
<nav aria-label="Contents"><ul>${contents.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>
<main id="main">
${main}
</main>
<footer><p>${footer} This file fetches nothing.</p></footer>`
  return pageOf({ ...parts, title: `${title}: lossgap`, body })
}

/** Sections at a level of headings. Only at level 2 are they landmarks: those of many audits would be told apart by nothing. */
export function sectionsOf(parts: readonly Part[], level: number): Markup {
  return html`${parts.map(
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

export function heading(level: number, text: string, id?: string): Markup {
  const tag = new Markup(`h${level}`)
  return html`<${tag}${id === undefined ? undefined : html` id="${id}"`}>${text}</${tag}>`
}
