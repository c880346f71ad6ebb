import type { SetRecord } from '../../audit-report.js'
import { type Content, html, type Markup } from './markup.js'

/** Names with their values, one below the other. */
export const entriesOf = (list: readonly (readonly [string, Content])[]): Markup =>
  html`<dl class="values">${list.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`

export const hashOf = (sha256: string): Markup => html`<code class="hash">${sha256}</code>`

/** How many items were left out and why, with their ids on demand. */
export function exclusionsOf(exclusions: SetRecord['exclusions']): Content {
  if (exclusions.length === 0) return 'none'
  return exclusions.map(
    ({ reason, ids }) =>
      html`<details><summary>${ids.length}: ${reason}</summary><p class="ids">${ids.join(', ')}</p></details>`,
  )
}
