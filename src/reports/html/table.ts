import { type Content, html, type Markup } from './markup.js'

/** A heading, and whether what stands under it is text or numbers. */
export interface Column {
  readonly heading: Content
  readonly number?: boolean
}

export type Cell = Content

export const text = (heading: Content): Column => ({ heading })
export const number = (heading: Content): Column => ({ heading, number: true })

/** A table whose first column names its rows. It scrolls by itself where the page is too narrow. */
export function tableOf(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  caption: string,
): Markup {
  const kind = (c: number) => (columns[c]!.number ? html` class="number"` : undefined)
  const head = columns.map((column, c) => html`<th scope="col"${kind(c)}>${column.heading}</th>`)
  const body = rows.map(
    cells => html`<tr>${cells.map((cell, c) =>
      c === 0 ? html`<th scope="row"${kind(c)}>${cell}</th>` : html`<td${kind(c)}>${cell}</td>`,
    )}</tr>
`,
  )
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
<table><caption class="unseen">${caption}</caption><thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>`
}
