import type { ComparedAudit, ComparisonReport } from '../../comparison-report.js'
import { percent, pText, signed } from '../../format.js'
import { shortNames } from '../../short-names.js'
import { LEVELS } from '../levels.js'
import { html, type Markup } from './markup.js'
import { tableOf, text } from './table.js'

/** Many audits at a glance: models × benchmarks, each with its word, sign and effect, called or not among so many. */
export function matrixOf({ audits, called, tested, falseDiscoveryRate }: ComparisonReport): Markup {
  const models = shortNames(audits.map(({ model }) => model))
  const tests = shortNames(audits.map(({ test }) => test))
  const columns = [...new Set(tests)]
  const rows = [...new Set(models)].map(model => [
    model,
    ...columns.map(test => {
      const cells = audits.flatMap((audit, a) =>
        models[a] === model && tests[a] === test ? [cell(audit, a)] : [],
      )
      return cells.length === 0 ? html`<span class="none">not audited</span>` : html`${cells}`
    }),
  ])
  const withdrawn = audits.filter(({ level, called }) => level.startsWith('exposure') && !called).length
  const untested = audits.length - tested
  return html`<section id="matrix" class="matrix" aria-labelledby="matrix-title">
<h2 id="matrix-title">Models and benchmarks</h2>
<p class="lead">${called} of ${audits.length} audits ${called === 1 ? 'is' : 'are'} called exposed, at a false discovery rate of ${percent(falseDiscoveryRate)} over the ${tested} that could be tested.</p>
${untested > 0 ? html`<p>${untested} had no eligible family: no p-value, and never called.</p>` : undefined}
${withdrawn > 0 ? html`<p>${withdrawn} ${withdrawn === 1 ? 'was' : 'were'} exposed by itself, but among so many audits that may be chance: not called.</p>` : undefined}
${tableOf([text('Model'), ...columns.map(text)], rows, 'Verdicts by model and benchmark')}
<p class="note">Effects in nats/token, positive = more familiar. q is the share of false calls to expect when all audits up to this q are called (Benjamini and Hochberg; it holds for audits that are independent or share items and references).</p>
</section>
`
}

function cell({ level, called, effect, interval, qValue }: ComparedAudit, a: number): Markup {
  const { word, sign } = LEVELS[level]
  const withdrawn = level.startsWith('exposure') && !called
  return html`<a class="verdict-cell ${withdrawn ? 'inconclusive' : level}" href="#audit-${a + 1}"><span class="level"><span class="sign" aria-hidden="true">${sign}</span> ${word}${withdrawn ? ', not called' : ''}</span>
<span class="effect">${signed(effect)} (${signed(interval.lower)} to ${signed(interval.upper)}), q ${qValue === null ? 'none' : pText(qValue)}</span></a>`
}
