import type { Check } from '../../../audit-report.js'
import { html, type Markup } from '../markup.js'
import type { Section } from '../section.js'

const MARKS = {
  pass: { sign: '✓', word: 'passed' },
  warn: { sign: '!', word: 'warning' },
  fail: { sign: '✗', word: 'failed' },
} as const

/** Conditions of the verdict; they can only weaken it. What failed comes first. */
export const checks: Section = {
  id: 'checks',
  title: 'Validity checks',
  body: ({ report }) => {
    const counts = (['fail', 'warn', 'pass'] as const).flatMap(status => {
      const count = report.checks.filter(check => check.status === status).length
      return count === 0 ? [] : [`${count} ${MARKS[status].word}${status === 'warn' && count > 1 ? 's' : ''}`]
    })
    return html`<p>${counts.join(', ')}. Checks can only weaken a verdict.</p>
<ul class="check-list">
${(['fail', 'warn', 'pass'] as const).map(status =>
  report.checks.filter(check => check.status === status).map(entry),
)}</ul>`
  },
}

function entry({ status, name, text, code, values }: Check): Markup {
  const shown = Object.entries(values).map(
    ([key, value]) =>
      html`<div><dt>${key}</dt><dd>${typeof value === 'number' ? String(Number(value.toPrecision(5))).replace('-', '−') : typeof value === 'string' ? value : value.join(', ')}</dd></div>`,
  )
  return html`<li class="${status}"><span class="sign" aria-hidden="true">${MARKS[status].sign}</span>
<div><p><span class="unseen">${MARKS[status].word}: </span><b>${name}</b>: ${text}</p>
${shown.length === 0 ? undefined : html`<details><summary>Values <span class="unseen">of ${name}</span> <code>${code}</code></summary><dl class="values">${shown}</dl></details>`}
</div></li>
`
}
