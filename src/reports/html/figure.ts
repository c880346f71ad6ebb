import { type Content, html, type Markup } from './markup.js'
import { type Drawing, drawingOf } from './plot.js'
import { type Cell, type Column, tableOf } from './table.js'

export interface Figure extends Drawing {
  readonly caption: Content
  /** The same numbers for those who do not see the plot, or want them. */
  readonly table: { readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[] }
}

/** A plot with its caption, and the same as a table. */
export function figureOf({ caption, table, ...drawing }: Figure): Markup {
  return html`<figure>
${drawingOf(drawing)}
<figcaption>${caption}</figcaption>
<details><summary>${drawing.title}: as a table</summary>
${tableOf(table.columns, table.rows, drawing.title)}
</details>
</figure>`
}
