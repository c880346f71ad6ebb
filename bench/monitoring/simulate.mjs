// Simulated sequences of checkpoints, put through the tests and the decision of lossgap gate.
// `lib` holds lossgap's functions: from dist in the command, from src in the test.
import { normalsFrom } from '../normals.mjs'

const LEVEL = 1.2
/** What an item's loss varies by from checkpoint to checkpoint on its own. */
const OWN_SD = 0.05
const PLACEBO_ITEMS = 200
const SHARES = { audit: 0.25, jump: 0.25, cumulative: 0.25, cusum: 0.25 }
const OWN_BASE_PRIOR = 0.005

export const FLOOR = { absolute: 0.05, relative: 0.04 }

/** Size of the n-th step of a set, of a variance of τ² over all sequences; `slope` is drawn once for each set, `last` is its step before. */
const STEPS = {
  walk: ({ tau, normal }) => tau * normal(),
  restless: ({ n, tau, normal }) => (1 + 2 * ((n * 7) % 5 === 0)) * tau * normal(),
  trend: ({ slope }) => slope,
  fading: ({ n, slope }) => slope * Math.exp(-n / 10),
  'noisy trend': ({ slope, tau, normal }) => Math.SQRT1_2 * (slope + tau * normal()),
  following: ({ last, after, tau, normal }) => after * last + Math.sqrt(1 - after ** 2) * tau * normal(),
}

/** Where each set has drifted to at checkpoint 0, 1, 2 …; `steady` draws every place anew, all others add up steps. */
export function* placesOf(normal, sets, { tau, drift, after }) {
  const slopes = Array.from({ length: sets }, () => tau * normal())
  let steps = slopes
  let places = slopes.map(() => 0)
  for (let n = 0; ; n++) {
    if (drift === 'steady') places = slopes.map(() => (tau / Math.SQRT2) * normal())
    else if (n > 0) {
      steps = steps.map((last, s) => STEPS[drift]({ n, tau, normal, last, after, slope: slopes[s] }))
      places = places.map((place, s) => place + steps[s])
    }
    yield places
  }
}

/** Sampling variance of the mean loss of a set, of what is each checkpoint's own in its items. */
const noiseOf = items => OWN_SD ** 2 / items

/**
 * Mean losses of the sets at checkpoint 0, 1, 2 …: level + place of the set + the mean of what is this checkpoint's own in
 * its items. Means are drawn, not items: the tests see items by means and variances of differences only, and the
 * difficulty of an item is in none of them.
 */
function* checkpoints(random, { items, placebos, leak, ...drifting }) {
  const normal = normalsFrom(random)
  const noise = [items, items, ...Array.from({ length: placebos }, () => PLACEBO_ITEMS)].map(noiseOf)
  let n = 0
  for (const places of placesOf(normal, noise.length, drifting)) {
    const [test, ref, ...others] = places.map((place, s) => LEVEL + place + Math.sqrt(noise[s]) * normal())
    yield { test: test - leak(n), ref, placebos: others }
    n++
  }
}

/** What moved between two checkpoints, as src/monitoring/moves.ts has it. */
function movesBetween(before, now, items) {
  return {
    test: now.test - before.test,
    ref: now.ref - before.ref,
    placebos: now.placebos.map((place, d) => place - before.placebos[d]),
    itemVariance: 4 * noiseOf(items),
    itemDf: 2 * items - 2,
    placeboNoise: now.placebos.length === 0 ? 0 : 4 * noiseOf(PLACEBO_ITEMS),
  }
}

/** Why an audit with a yardstick is open: it neither finds nor excludes an effect. */
const UNDECIDED = { code: 'underpowered', text: '' }

/** The verdict of a checkpoint beside its own base, as the rule of an audit has it for one family. */
function auditOf(lib, now, base, { items, alpha }) {
  const part = { varianceOfMean: 2 * noiseOf(items), clusterCount: items, itemCount: items }
  const { effect, standardError, pValue, upperBound } = lib.judgeGap(
    now.test - now.ref,
    [{ name: 'base', gap: base.test - base.ref }],
    [part, part],
    { alpha, equivalenceAlpha: 0.05, tauPrior: OWN_BASE_PRIOR },
  )
  const found = pValue <= alpha && effect >= FLOOR.absolute
  const level = found
    ? 'exposure-likely'
    : upperBound < FLOOR.absolute
      ? 'no-exposure-detected'
      : 'inconclusive'
  return {
    verdict: { level, headline: '', evidence: '', reasons: level === 'inconclusive' ? [UNDECIDED] : [] },
    families: [
      {
        ...{ name: 'loss-gap', calibration: 'own-base', ineligibleBecause: [] },
        ...{ finding: found ? 'found' : 'open', effect, standardError },
      },
    ],
    recall: { finding: 'open' },
    checks: [],
    order: null,
    parameters: { alpha, equivalenceAlpha: 0.05 },
  }
}

/**
 * Runs a sequence until the gate closes or it ends. Says at which checkpoint it closed, by which alarms, and how many of
 * the checkpoints before were open.
 */
export function runSequence(lib, random, scenario) {
  const { length = 30, alpha, horizon, leak = () => 0, ...rest } = scenario
  const plan = { alpha, horizon, shares: SHARES, effectFloor: FLOOR, power: 0.8 }
  const source = checkpoints(random, { ...rest, leak })
  const accepted = source.next().value
  const tested = []
  let previous = accepted
  let open = 0
  for (let n = 1; n <= length; n++) {
    const now = source.next().value
    const identity = {
      ...{ checkpoint: n, name: `step ${n}`, modelSha256: String(n), enough: true },
      previous: { checkpoint: n - 1, name: `step ${n - 1}` },
    }
    const moved = {
      step: movesBetween(previous, now, rest.items),
      sinceAccepted: movesBetween(accepted, now, rest.items),
      refLoss: now.ref,
    }
    const record = lib.testMoves(identity, moved, tested, plan)
    const audit = auditOf(lib, now, accepted, { items: rest.items, alpha: lib.auditAlpha(plan, n) })
    const { outcome, findings } = lib.decide({ audit, monitoring: record, past: [...tested] })
    if (outcome === 'closed')
      return { closedAt: n, by: [...new Set(findings.map(({ source }) => source))], open, record }
    if (outcome === 'open') open++
    tested.push({ ...record, audit: audit.verdict.level, outcome, letThrough: true })
    previous = now
  }
  return { closedAt: undefined, by: [], open, record: tested.at(-1) }
}

/** Sequences that closed, by alarm, and at which checkpoints. */
export function runScenario(lib, scenario, { runs, seed }) {
  const random = lib.createRandom('checkpoints', seed, scenario.name)
  const counts = {
    runs,
    closed: 0,
    by: { audit: 0, jump: 0, cumulative: 0, cusum: 0 },
    closedAt: [],
    open: 0,
  }
  for (let run = 0; run < runs; run++) {
    const { closedAt, by, open } = runSequence(lib, random, scenario)
    counts.open += open
    if (closedAt === undefined) continue
    counts.closed++
    counts.closedAt.push(closedAt)
    for (const one of by) counts.by[one]++
  }
  return counts
}
