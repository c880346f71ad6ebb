// Counts to Markdown; the same counts give the same bytes.

import { LEAKS, NULLS, POWERS, SHIFTED, UNSEEN } from './scenarios.mjs'
import { RULE, runScenario } from './simulate.mjs'

const LEVELS = [0.01, 0.05]

const row = cells => `| ${cells.join(' | ')} |`
const tableOf = (headings, rows) => [row(headings), row(headings.map(() => '---')), ...rows.map(row)]
const share = (count, runs) =>
  `${((100 * count) / runs).toFixed(count * 1000 < runs * 5 && count > 0 ? 2 : 1)} %`

/** Share of audits with its one-sided upper 95 % bound (Clopper–Pearson). */
const bounded = (lib, count, runs) =>
  `${share(count, runs)} (≤ ${(100 * lib.clopperPearsonUpper(count, runs)).toFixed(2)} %)`

export const nullHeadings = [
  'setting',
  ...LEVELS.map(a => `flagged at α ${a}`),
  'cleared',
  ...LEVELS.map(a => `p ≤ α, no floor, α ${a}`),
]

export function nullRow(lib, scenario, options) {
  const counts = runScenario(lib, scenario, options)
  const { runs, found, cleared, test } = counts
  return {
    counts,
    cells: [
      scenario.name,
      ...LEVELS.map(alpha => bounded(lib, found[alpha], runs)),
      share(cleared[0.01], runs),
      ...LEVELS.map(alpha => bounded(lib, test[alpha], runs)),
    ],
  }
}

const two = (found, cleared, runs) =>
  [found, cleared].map(n => (n / runs).toFixed(2).replace(/^0\./, '.')).join('/')

/** What `lossgap power` foresees of the same setting. */
function foreseen(lib, { test, ref, references, tau, ownBase = false }, leak) {
  const design = {
    ...{
      testItems: test,
      refItems: ref,
      references,
      ownBase,
      itemSd: 0.3,
      correlation: 0.9,
      tau,
      families: 1,
    },
    ...{ alpha: RULE.alpha, equivalenceAlpha: RULE.equivalenceAlpha, effectFloor: RULE.effectFloor.absolute },
  }
  const { share: part = 0, perItem = 0 } = leak ?? {}
  const { found, cleared } = lib.chancesOf(design, lib.partialLeak(part, perItem))
  return two(found, cleared, 1)
}

export function powerRows(lib, scenario, options) {
  const results = LEAKS.map(({ leak }) => runScenario(lib, { ...scenario, leak }, options))
  const a = RULE.alpha
  const lines = [
    [`**${scenario.name}**`, ...results.map(({ runs, found, cleared }) => two(found[a], cleared[a], runs))],
    [
      `foreseen by \`lossgap power\`${scenario.barred ? ', if it might decide' : ''}`,
      ...LEAKS.map(({ leak }) => foreseen(lib, scenario, leak)),
    ],
  ]
  if (scenario.barred)
    lines.push([
      'if it might decide',
      ...results.map(({ runs, border }) => `${(border[a] / runs).toFixed(2).replace(/^0\./, '.')}/–`),
    ])
  else if (scenario.references > 0)
    lines.push([
      'without the rule on conflict',
      ...results.map(({ runs, noConflict }) => `${(noConflict[a] / runs).toFixed(2).replace(/^0\./, '.')}/–`),
    ])
  if (scenario.before) lines.push(['simulated before', ...scenario.before])
  return { results, lines, lower: scenario.barred ? [] : lowerThanBefore(scenario, results) }
}

/** Audits behind each figure that was simulated before. */
const BEFORE_RUNS = 1000

/** Settings whose power, or whose clearing without a leak, is below what was simulated before by more than chance explains. */
function lowerThanBefore({ name, before = [] }, results) {
  return before.flatMap((figure, l) => {
    const [found, cleared] = figure.split('/').map(Number)
    const { runs, ...counts } = results[l]
    const [then, now] = l === 0 ? [cleared, counts.cleared[RULE.alpha]] : [found, counts.found[RULE.alpha]]
    const rate = now / runs
    const noise = Math.sqrt((then * (1 - then)) / BEFORE_RUNS + (rate * (1 - rate)) / runs)
    // The figures from before are rounded to 0.01.
    return then - rate > 3 * noise + 0.005 ? [`${name}, ${LEAKS[l].title}`] : []
  })
}

/** The document, from as many simulated audits as told; `onRow` hears of each row. */
export function calibrationDocument(lib, { runs, nullRuns, seed, onRow = () => {} }) {
  const nulls = scenarios =>
    scenarios.map(scenario => {
      onRow(scenario.name)
      return nullRow(lib, scenario, { runs: nullRuns, seed }).cells
    })
  const powers = POWERS.map(scenario => {
    onRow(scenario.name)
    return powerRows(lib, scenario, { runs, seed })
  })
  const lower = powers.flatMap(rows => rows.lower)
  const n = nullRuns.toLocaleString('en')
  return `${[
    '# Error rates and power, measured',
    '',
    `Written by \`npm run bench:calibration\` (seed ${seed}); the same command gives the same bytes. Audits are simulated item by item`,
    'and go through the estimates and the decision of an audit (docs/decision.md) with its defaults: effects count from 0.05',
    'nats/token, clearing at 0.05. Losses are 1.2 nats/token with a deviation of 0.3 between items and a correlation of 0.9 between',
    'models; the gaps of unexposed models spread by 0.012, beside the own base by 0.003. Heavy tails: Student’s t with 3 degrees of',
    'freedom in place of the normal distribution.',
    '',
    '## No leak, and a verdict is allowed',
    '',
    `${n} audits a row. In brackets: one-sided upper 95 % bound of the rate (Clopper–Pearson). The last two columns take the floor`,
    'away, so that they show the test itself.',
    '',
    ...tableOf(nullHeadings, nulls(NULLS)),
    '',
    'Without a reference model and with few items, the border of the test lies above the floor, so that the rate of false flags is',
    'α itself: an exact test leaves nothing to spare, and the bound of any number of audits lies somewhat above α. Everywhere else the',
    'floor takes the rate far below α. It must, where the clean models’ spread is not what the test takes it for: an own base twice as',
    'far off as assumed makes the test alone err too often.',
    '',
    '## No leak, and sets or yardsticks that do not carry a verdict',
    '',
    `${n} audits a row, all of which must be inconclusive. Texts are drawn for both sets (the reference set retold as statements, or a`,
    'quarter of it) and go through the checks of an audit; nothing is assumed of what these say.',
    '',
    ...tableOf(
      nullHeadings.slice(0, 4),
      nulls(SHIFTED).map(cells => cells.slice(0, 4)),
    ),
    '',
    'What no check can see: two sets that read alike, differ for the model, and have no reference model beside them. A verdict',
    'without reference models rests on the two sets being draws of one source.',
    '',
    ...tableOf(
      nullHeadings.slice(0, 4),
      nulls(UNSEEN).map(cells => cells.slice(0, 4)),
    ),
    '',
    '## Power',
    '',
    `${runs.toLocaleString('en')} audits a figure at α ${RULE.alpha}, 1319 test and 706 reference items unless told otherwise: share flagged/share cleared, the rest`,
    'is inconclusive. A leak below 0.05 is rightly cleared. *Foreseen* is what `lossgap power` says of the setting. *Simulated before*',
    'is an independent simulation of the rule in numpy, 1,000 audits a figure, made before this code and without the rule that a',
    'model’s own gap must not contradict an effect; what that rule costs stands above it (flagged only).',
    '',
    ...tableOf(
      ['setting', ...LEAKS.map(({ title }) => title)],
      powers.flatMap(({ lines }) => lines),
    ),
    '',
    `Flagged with a leak, or cleared without one, less often than simulated before by more than three standard errors: ${lower.length === 0 ? 'none' : lower.join('; ')}.`,
  ].join('\n')}\n`
}
