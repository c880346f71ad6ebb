import type { Statement } from '../../../audit-report.js'
import { LEVELS } from '../../levels.js'
import { html, type Markup } from '../markup.js'
import type { Section } from '../section.js'

/** The verdict in the words of the report, and the statement on the train split. */
export const verdict: Section = {
  id: 'verdict',
  title: 'Verdict',
  body: ({ report }, place) => html`${statement(report.verdict)}
${
  report.trainSplit === null
    ? undefined
    : html`<div class="aside">${place.subheading('The train split, by itself')}
${statement(report.trainSplit)}</div>`
}`,
}

function statement({ level, headline, evidence, errorRate, reasons, alternatives }: Statement): Markup {
  const { word, sign } = LEVELS[level]
  const list = (title: string, entries: readonly Markup[]) =>
    entries.length === 0
      ? undefined
      : html`<p class="list-title">${title}</p>
<ul>${entries.map(entry => html`<li>${entry}</li>`)}</ul>`
  return html`<p class="level ${level}"><span class="sign" aria-hidden="true">${sign}</span> ${word}</p>
<p class="lead">${headline}</p>
<p>${evidence}</p>
<p>${errorRate}</p>
${list(
  'Why',
  reasons.map(({ text, code }) => html`${text} <code>${code}</code>`),
)}
${list(
  'Bear in mind',
  alternatives.map(text => html`${text}`),
)}`
}
