// Settings and the document that they make; the same counts give the same bytes.

const base = { items: 400, placebos: 5, tau: 0.005, drift: 'walk', alpha: 0.01, horizon: 30 }

const named = scenario => {
  const { placebos, tau, drift, alpha, horizon } = scenario
  const kind = { steady: 'stays near', walk: 'adds up', restless: 'adds up, uneven steps' }[drift]
  const name = `${placebos || 'no'} placebo sets, τ ${tau}, drift ${kind}, ${horizon ? `horizon ${horizon}` : 'no horizon'}, α ${alpha}`
  // Without placebo sets the yardstick is the assumed 0.005; with them it is pooled over steps of one size.
  return { ...scenario, name, holds: drift !== 'restless' && (placebos > 0 || tau <= 0.005) }
}

const each = (key, values, scenarios) =>
  scenarios.flatMap(scenario => values.map(value => ({ ...scenario, [key]: value })))

/** Clean sequences. */
export const NULLS = [
  ...each('drift', ['steady', 'walk'], each('tau', [0.003, 0.012], each('horizon', [30, null], [base]))),
  ...each('tau', [0.008, 0.012], each('alpha', [0.05], [base])),
  { ...base, drift: 'restless', tau: 0.008 },
  { ...base, placebos: 3, tau: 0.012 },
  { ...base, placebos: 3, tau: 0.012, horizon: null },
  ...each('drift', ['steady', 'walk'], each('tau', [0.003, 0.005, 0.008, 0.012], [{ ...base, placebos: 0 }])),
].map(named)

const AT = 12
const jump = size => ({ kind: `a jump of ${size}`, leak: n => (n >= AT ? size : 0) })
const slow = step => ({ kind: `${step} a checkpoint`, leak: n => step * Math.max(0, n - AT + 1) })

/** Leaks from checkpoint 12 on. */
export const LEAKS = [
  ...[{ placebos: 5 }, { placebos: 5, tau: 0.008 }, { placebos: 0 }, { placebos: 5, horizon: null }].flatMap(
    setting =>
      [jump(0.05), jump(0.1), slow(0.01), slow(0.02)].map(({ kind, leak }) => {
        const scenario = named({ ...base, ...setting })
        return { ...scenario, name: `${kind}: ${scenario.name}`, kind, leak }
      }),
  ),
]

const row = cells => `| ${cells.join(' | ')} |`
const tableOf = (headings, rows) => [row(headings), row(headings.map(() => '---')), ...rows.map(row)]
const percent = share => `${(100 * share).toFixed(1)} %`

function nullRow(lib, { scenario, counts }) {
  const { closed, runs, by, open } = counts
  return [
    scenario.name,
    scenario.holds ? 'yes' : 'no',
    `${closed} of ${runs}`,
    `≤ ${(100 * lib.clopperPearsonUpper(closed, runs)).toFixed(2)} %`,
    ...['audit', 'jump', 'cumulative', 'cusum'].map(alarm => by[alarm]),
    percent(open / runs / 30),
  ]
}

function leakRow({ scenario, counts }) {
  const { closedAt, runs, by } = counts
  const within = count => percent(closedAt.filter(n => n >= AT && n < AT + count).length / runs)
  const before = closedAt.filter(n => n < AT).length
  const name = scenario.name.slice(scenario.kind.length + 2)
  return [
    scenario.kind,
    name,
    ...[1, 4, 8].map(within),
    before,
    ...['audit', 'jump', 'cumulative', 'cusum'].map(alarm => by[alarm]),
  ]
}

export function documentOf(lib, nulls, leaks, { runs, seed }) {
  return `${[
    '# Sequences of checkpoints, measured',
    '',
    `Written by \`npm run bench:monitoring\` (seed ${seed}); the same command gives the same bytes. ${runs} sequences of 30 checkpoints a row,`,
    'simulated item by item and put through the tests and the decision of `lossgap gate` ([docs/ci.md](ci.md) has the rule): 400 test',
    'and 400 reference items with a deviation of 0.3, of which 0.05 is each checkpoint’s own, placebo sets of 200 items, effects count',
    'from 0.05 nats/token, alpha divided evenly among the four alarms. A sequence counts as closed if the gate closes at any checkpoint.',
    '',
    'Between two checkpoints the gap of two sets moves by √2·τ. Where drift *stays near*, each checkpoint’s gap is drawn anew, so that it',
    'never gets further than τ; where it *adds up*, it is a random walk, √30 times as far at the end; *uneven steps* are up to three',
    'times as large. The audit judges each checkpoint beside the accepted one as its own base.',
    '',
    '## No leak',
    '',
    '*Holds*: whether the yardstick is what the tests take it for. With placebo sets it is, since they drift as test and reference set do,',
    'unless steps are of very unequal size: drift is pooled over them. Without placebo sets it is assumed (τ = 0.005), and where it is',
    'larger the rows say what the rule then gives. Limits are one-sided (Clopper–Pearson).',
    '',
    ...tableOf(
      ['setting', 'holds', 'closed', '95 % limit', 'audit', 'jump', 'cumulative', 'CUSUM', 'open'],
      nulls.map(one => nullRow(lib, one)),
    ),
    '',
    'What is not open is inconclusive: where clean gaps drift far, a jump that matters could not be seen. The price of judging an audit’s',
    'finding beside the drift as well, and the cumulative test by a drift that adds up, is power late in a sequence. Without it, an audit',
    'beside a fixed base called 7 of 200 clean sequences exposed whose drift adds up by τ 0.003, and 101 of 200 at τ 0.012.',
    '',
    '## A leak from checkpoint 12 on',
    '',
    'Share of the sequences that close at the checkpoint of the leak, within 4 and within 8, and how many closed before it.',
    '',
    ...tableOf(
      ['leak', 'setting', 'at once', 'in 4', 'in 8', 'before', 'audit', 'jump', 'cumulative', 'CUSUM'],
      leaks.map(leakRow),
    ),
  ].join('\n')}\n`
}
