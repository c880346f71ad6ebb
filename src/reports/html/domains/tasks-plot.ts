import * as Plot from '@observablehq/plot'
import type { DomainsReport } from '../../../domains-report.js'
import { pRelation, signed } from '../../../format.js'
import { unknownRows } from '../../domains.js'
import { figureOf } from '../figure.js'
import { html, type Markup } from '../markup.js'
import { number, tableOf, text } from '../table.js'

type Correlation = DomainsReport['correlations'][number]

/** Task scores beside the average loss: a plot per task, and coefficients of the levels and of the changes. */
export function tasksPlot({ correlations, models, unknownTaskRows }: DomainsReport): Markup | undefined {
  if (correlations.length === 0) return undefined
  // Where there are task scores there are domains, and so an average.
  const losses = models.map(({ average }) => Math.log(average!.ofDomains))
  const names = models.map(({ name }) => name)
  return html`${tableOf(
    [text('Task'), ...['models', 'Pearson', 'Spearman', 'of changes: Pearson', 'Spearman'].map(number)],
    correlations.map(({ task, models, levels, differences }) => [
      task,
      models,
      ...cells(levels),
      ...cells(differences),
    ]),
    'Correlation of task scores with the average loss',
  )}
<p class="note">A good score at a low loss is negative. Levels of checkpoints drift together whatever they measure; changes do not.${correlations.some(({ enough }) => !enough) ? ' With fewer than 9 models neither says much.' : ''}</p>
${unknownTaskRows.length === 0 ? undefined : html`<p class="note">${unknownRows(unknownTaskRows)}</p>`}
${correlations.map((correlation, t) => plotOf(correlation, losses, names, t))}`
}

const cells = (of: Correlation['levels']) =>
  of === null
    ? ['none', 'none']
    : [signed(of.pearson.r), `${signed(of.spearman.r)} (p ${pRelation(of.spearman.pValue)})`]

function plotOf(
  { task, scores }: Correlation,
  losses: readonly number[],
  names: readonly string[],
  t: number,
): Markup {
  const points = scores.map((score, m) => ({ loss: losses[m]!, score, label: String(m + 1) }))
  return figureOf({
    id: `task-${t + 1}-plot`,
    title: `${task} by average loss`,
    description: `A point per model. ${points.map(({ loss, score }, m) => `${names[m]}: loss ${loss.toFixed(3)}, score ${score}`).join('; ')}.`,
    height: 240,
    options: () => ({
      ...{ marginLeft: 48, marginRight: 20, marginTop: 26, marginBottom: 44 },
      x: {
        label: 'average loss of general domains, nats/standard token',
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: 6,
        tickSize: 4,
        inset: 16,
      },
      y: { label: task, labelArrow: 'none', ticks: 5, tickSize: 0, grid: true, inset: 12 },
      marks: [
        Plot.line(points, { x: 'loss', y: 'score', stroke: 'var(--muted)' }),
        Plot.dot(points, { x: 'loss', y: 'score', fill: 'var(--ref)', r: 4 }),
        Plot.text(points, {
          ...{ x: 'loss', y: 'score', text: 'label', dy: -11 },
          ...{ fill: 'var(--text)', stroke: 'var(--ground)', strokeWidth: 4 },
        }),
      ],
    }),
    caption: `The line joins the models in their order: ${names.map((name, m) => `${m + 1} ${name}`).join(', ')}.`,
    table: {
      columns: [text('Model'), number('average loss'), number(task)],
      rows: points.map(({ loss, score }, m) => [names[m]!, loss.toFixed(3), score]),
    },
  })
}
