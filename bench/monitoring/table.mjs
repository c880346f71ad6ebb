// Settings and the document that they make; the same counts give the same bytes.

const base = { items: 400, placebos: 5, tau: 0.005, drift: 'walk', alpha: 0.01, horizon: 30 }

const KINDS = {
  steady: () => 'stays near',
  walk: () => 'adds up',
  restless: () => 'adds up, uneven steps',
  trend: () => 'a slope for each set',
  fading: () => 'a slope for each set that fades',
  'noisy trend': () => 'half slope, half steps',
  following: ({ after }) => `steps that repeat ${after} of the last`,
}

const named = scenario => {
  const { placebos, tau, drift, alpha, horizon } = scenario
  const name = `${placebos || 'no'} placebo sets, τ ${tau}, drift ${KINDS[drift](scenario)}, ${horizon ? `horizon ${horizon}` : 'no horizon'}, α ${alpha}`
  // Without placebo sets the yardstick is the assumed 0.005 of independent steps; with them it is whatever they do.
  const assumed = tau <= 0.005 && ['steady', 'walk'].includes(drift)
  return { ...scenario, name, holds: placebos > 0 || assumed }
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
  ...each('drift', ['trend', 'fading', 'noisy trend'], [{ ...base, tau: 0.008 }]),
  ...each('after', [0.5, 0.8, 0.9], [{ ...base, drift: 'following', tau: 0.008 }]),
  { ...base, drift: 'trend', tau: 0.003 },
  ...each('drift', ['trend', 'following'], each('placebos', [3, 12], [{ ...base, tau: 0.008, after: 0.8 }])),
  ...each('drift', ['trend', 'following'], [{ ...base, tau: 0.008, after: 0.8, horizon: null }]),
  ...each('drift', ['trend', 'following'], [{ ...base, tau: 0.008, after: 0.8, alpha: 0.05 }]),
  ...each('drift', ['steady', 'walk'], each('tau', [0.003, 0.005, 0.008, 0.012], [{ ...base, placebos: 0 }])),
  ...each('tau', [0.003, 0.005], [{ ...base, placebos: 0, drift: 'trend' }]),
  { ...base, placebos: 0, drift: 'following', after: 0.8 },
].map(named)

const AT = 12
const jump = size => ({ kind: `a jump of ${size}`, leak: n => (n >= AT ? size : 0) })
const slow = step => ({ kind: `${step} a checkpoint`, leak: n => step * Math.max(0, n - AT + 1) })

/** Leaks from checkpoint 12 on. */
export const LEAKS = [
  ...[{}, { tau: 0.008 }, { placebos: 3 }, { placebos: 12 }, { placebos: 0 }, { horizon: null }].flatMap(
    setting =>
      [jump(0.05), jump(0.1), slow(0.01), slow(0.02)].map(({ kind, leak }) => {
        const scenario = named({ ...base, ...setting })
        return { ...scenario, name: `${kind}: ${scenario.name}`, kind, leak }
      }),
  ),
]

const row = cells => `| ${cells.join(' | ')} |`
const tableOf = (headings, rows) => [row(headings), row(headings.map(() => '---')), ...rows]
const percent = share => `${(100 * share).toFixed(1)} %`

/** A row of the table of clean sequences, as it stands in the document. */
export function nullRow(lib, { scenario, counts }) {
  const { closed, runs, by, open } = counts
  return row([
    scenario.name,
    scenario.holds ? 'yes' : 'no',
    `${closed} of ${runs}`,
    `≤ ${(100 * lib.clopperPearsonUpper(closed, runs)).toFixed(2)} %`,
    ...['audit', 'jump', 'cumulative', 'cusum'].map(alarm => by[alarm]),
    percent(open / runs / 30),
  ])
}

/** The same of the table of leaks. */
export function leakRow({ scenario, counts }) {
  const { closedAt, runs, by } = counts
  const within = count => percent(closedAt.filter(n => n >= AT && n < AT + count).length / runs)
  const before = closedAt.filter(n => n < AT).length
  const name = scenario.name.slice(scenario.kind.length + 2)
  return row([
    scenario.kind,
    name,
    ...[1, 4, 8].map(within),
    before,
    ...['audit', 'jump', 'cumulative', 'cusum'].map(alarm => by[alarm]),
  ])
}

export function documentOf(lib, nulls, leaks, { runs, seed }) {
  return `${[
    '# Sequences of checkpoints, measured',
    '',
    `Written by \`npm run bench:monitoring\` (seed ${seed}); the same command gives the same bytes. ${runs} sequences of 30 checkpoints a row,`,
    'put through the tests and the decision of `lossgap gate` ([docs/ci.md](ci.md) has the rule): 400 test and 400 reference items,',
    'placebo sets of 200; each checkpoint has a deviation of 0.05 of its own in every item. Mean losses are drawn, not items: difficulty',
    'that checkpoints share cancels. Effects count from 0.05 nats/token, alpha is divided evenly among the four alarms. A sequence counts',
    'as closed if the gate closes at any checkpoint. The audit judges each checkpoint beside the accepted one as its own base.',
    '',
    'Between two checkpoints the gap of two sets moves by √2·τ. Where drift *stays near*, each checkpoint’s gap is drawn anew, so that it',
    'never gets further than τ; where it *adds up*, it is a random walk, √30 times as far at the end; *uneven steps* are up to three',
    'times as large. The other rows have steps that depend on each other: *a slope for each set* is the same step again and again, 30 times',
    'as far at the end; one that *fades* falls by e in ten steps; and *steps that repeat 0.8 of the last* are autoregressive of first order.',
    'Every set, the placebo sets among them, draws its own slope or steps.',
    '',
    '## No leak',
    '',
    '*Holds*: whether the yardstick is what the tests take it for. With placebo sets it is, since they drift as test and reference set do,',
    'whatever that is. Without them steps are taken to be independent with τ = 0.005, and where they depend on each other or are larger',
    'the rows say what the rule then gives. Limits are one-sided (Clopper–Pearson).',
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
    'With placebo sets an alarm takes that the test set stands apart over its whole stretch ([docs/ci.md](ci.md)). The price is a smaller',
    'chance of finding a jump of 0.05, and far smaller chances with three placebo sets. Without that condition the CUSUM closed 19 % of clean',
    'sequences with a slope for each set and 11 % of those with steps that repeat 0.8 of the last (τ 0.008, five placebo sets, α 0.01).',
    '',
    '## A leak from checkpoint 12 on',
    '',
    'Share of the sequences that close at the checkpoint of the leak, within 4 and within 8, and how many closed before it.',
    '',
    ...tableOf(
      ['leak', 'setting', 'at once', 'in 4', 'in 8', 'before', 'audit', 'jump', 'cumulative', 'CUSUM'],
      leaks.map(one => leakRow(one)),
    ),
  ].join('\n')}\n`
}
