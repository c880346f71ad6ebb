import type { ModelRecord, SetRecord } from '../../audit-report.js'
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

/** A model as it was scored: the entries of a manifest about it. */
export function modelEntries({
  identity,
  window,
  textsWindowed,
  notes,
}: Pick<ModelRecord, 'window' | 'textsWindowed' | 'notes'> & {
  readonly identity: Pick<
    ModelRecord['identity'],
    'modelSha256' | 'tokenizerSha256' | 'precision' | 'provider' | 'runtime'
  > & { readonly bos: string }
}): (readonly [string, Content])[] {
  const { modelSha256, tokenizerSha256, precision, provider, runtime, bos } = identity
  return [
    ['model SHA-256', hashOf(modelSha256)],
    ['tokenizer SHA-256', hashOf(tokenizerSha256)],
    ['scored', `${precision} on ${provider}, ${runtime}, BOS ${bos}`],
    ['window', `${window} tokens; ${textsWindowed} longer texts, read in overlapping windows`],
    ...(notes.length > 0 ? [['notes', notes.join('; ')] as const] : []),
  ]
}
