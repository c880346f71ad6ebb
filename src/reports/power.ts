import { Chalk } from 'chalk'
import type { PowerReport } from '../power-report.js'
import type { ConsoleOptions } from './console/index.js'
import { jsonText } from './json.js'
import { printable } from './printable.js'
import { left, right, table, wrap } from './table.js'

/** What an audit could find, for a person at a terminal: sentences first, then the tables and what they rest on. */
export function powerConsole(planned: PowerReport, { colourLevel, width }: ConsoleOptions): string {
  const report = printable(planned)
  const chalk = new Chalk({ level: colourLevel })
  const section = (title: string, lines: readonly string[]) => [
    chalk.bold(title),
    ...lines.map(line => `  ${line}`),
  ]
  const sections = [
    [...report.barred.map(reason => `No verdict: ${reason}.`), ...sentences(report)].flatMap(line =>
      wrap(line, width, '  ').map((text, l) => (l === 0 ? text.trimStart() : text)),
    ),
    section('By effect, the same in every test item (nats/token)', effectLines(report)),
    section(
      `By dose: a share of the test items lost ${nats(report.byDose[0]!.perItem)} nats/token each`,
      doseLines(report),
    ),
    section('What this rests on', knownLines(report, width)),
  ]
  return `${sections.map(lines => lines.join('\n').trimEnd()).join('\n\n')}\n`
}

/** The plan as JSON after schemas/power.schema.json, with a stable order of keys. */
export function powerJson(report: PowerReport): string {
  return jsonText(report)
}

const nats = (value: number) => value.toFixed(3)

/** Whole percents; what rounds to none or all is said as a bound. */
export function chanceText(chance: number): string {
  if (chance < 0.001) return 'under 0.1 %'
  if (chance > 0.999) return 'over 99.9 %'
  return chance < 0.01 || chance > 0.99 ? `${(100 * chance).toFixed(1)} %` : `${Math.round(100 * chance)} %`
}

function yardstickOf({ references, calibration }: PowerReport): string {
  if (references === 0) return 'no reference model'
  if (calibration === 'own-base') return "the model's own base"
  return references === 1 ? '1 reference model' : `${references} reference models`
}

function sentences(report: PowerReport): string[] {
  const { test, ref, parameters, minimumDetectableEffect, limit, clearing, references } = report
  const power = chanceText(parameters.power)
  const sets = [test, ref].map(({ items, independent }) =>
    Math.round(independent) === items
      ? `${items}`
      : `${items} (as good as ${Math.floor(independent)} independent)`,
  )
  const yardstick = yardstickOf(report)
  const bound =
    references === 0
      ? `With any number of items it would be ${nats(limit)}, just above the ${nats(parameters.effectFloor)} that counts as exposure.`
      : `${yardstick[0]!.toUpperCase()}${yardstick.slice(1)} alone can never see less than ${nats(limit)} with that chance, however many the items.`
  const clear =
    clearing.needed === null
      ? `No number of items makes that ${power}.`
      : clearing.chance >= parameters.power
        ? ''
        : `For ${power} you need ${itemsText(clearing.needed)}.`
  return [
    `With ${sets[0]} test and ${sets[1]} reference items and ${yardstick}, an effect of ${nats(minimumDetectableEffect)} nats/token or more is found with ${power} chance.`,
    ...targetSentences(report, power),
    bound,
    `A model that has seen nothing is cleared with ${chanceText(clearing.chance)} chance and called exposed with ${chanceText(clearing.falseFlag)}. ${clear}`.trimEnd(),
  ]
}

const itemsText = ({ testItems, refItems }: { testItems: number; refItems: number }) =>
  `${testItems} test and ${refItems} reference items`

function targetSentences({ target, parameters }: PowerReport, power: string): string[] {
  if (target === null) return []
  const { share, effect, found, needed } = target
  const where = share === null ? '' : ` (in ${chanceText(share)} of the items)`
  const start = `An effect of ${nats(effect)}${where} is found with ${chanceText(found)} chance`
  if (needed.kind === 'reachable')
    return [
      found >= parameters.power
        ? `${start}; ${itemsText(needed)} would do.`
        : `${start}; for ${power} you need ${itemsText(needed)}.`,
    ]
  const floor =
    effect <= parameters.effectFloor
      ? `; it is not above the ${nats(parameters.effectFloor)} that counts as exposure (--effect-floor), so no number of items finds it with ${power}.`
      : `; no number of items makes that ${power}: take more reference models, or the model's own base.`
  return [start + floor]
}

function effectLines({ byEffect }: PowerReport): string[] {
  return table(
    [right('effect'), right('found'), right('cleared'), right('inconclusive')],
    byEffect.map(row => [nats(row.effect), ...chancesText(row)]),
  )
}

function doseLines({ byDose }: PowerReport): string[] {
  return table(
    [right('share'), right('mean effect'), right('found'), right('cleared'), right('inconclusive')],
    byDose.map(row => [
      chanceText(row.share).replace('over 99.9', '100'),
      nats(row.effect),
      ...chancesText(row),
    ]),
  )
}

const chancesText = ({ found, cleared }: { found: number; cleared: number }) =>
  [found, cleared, Math.max(0, 1 - found - cleared)].map(chanceText)

const NAMES = {
  itemSd: 'item deviation',
  correlation: 'correlation of models',
  tau: 'spread of clean models',
  effectFloor: 'smallest effect that counts',
} as const

function knownLines({ known, parameters, notes, calibration }: PowerReport, width: number): string[] {
  const { alpha, equivalenceAlpha, families } = parameters
  const sets = calibration === 'own-base' ? 'all checks pass' : 'the two sets are alike and all checks pass'
  const rows = known
    .filter(({ name }) => calibration !== 'raw' || name === 'itemSd' || name === 'effectFloor')
    .map(({ name, value, source, because }) => [NAMES[name], nats(value), source, because])
  const columns = [left(''), right(''), left(''), left('')]
  return [
    ...table(columns, rows).slice(1),
    ...[
      ...notes,
      `α ${alpha} over ${families === 1 ? '1 question' : `${families} questions`} (clearing: ${equivalenceAlpha}); ${sets}`,
    ].flatMap(line => wrap(line, width - 2)),
  ]
}
