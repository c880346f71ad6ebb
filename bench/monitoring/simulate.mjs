// Simulated sequences of checkpoints, put through the tests and the decision of lossgap gate.
// `lib` holds lossgap's functions: from dist in the command, from src in the test.
import { normalsFrom } from '../normals.mjs'

const LEVEL = 1.2
const ITEM_SD = 0.3
/** What an item's loss varies by from checkpoint to checkpoint on its own. */
const OWN_SD = 0.05
const PLACEBO_ITEMS = 200
const SHARES = { audit: 0.25, jump: 0.25, cumulative: 0.25, cusum: 0.25 }
const OWN_BASE_PRIOR = 0.005

export const FLOOR = { absolute: 0.05, relative: 0.04 }

/**
 * Losses of checkpoint 0, 1, 2 …: level + difficulty of the item + what is this checkpoint's own per item + where the set has
 * drifted to. Between two checkpoints in a row the gap of two sets moves by √2·τ, whatever the kind of drift: `steady` draws
 * the place of each set anew, so that gaps stay within τ; `walk` adds up. `restless` takes steps of unequal size (up to three times).
 */
function* checkpoints(random, { items, placebos, tau, drift, leak }) {
  const normal = normalsFrom(random)
  const sizes = [items, items, ...Array.from({ length: placebos }, () => PLACEBO_ITEMS)]
  const difficulty = sizes.map(size => Float64Array.from({ length: size }, () => ITEM_SD * normal()))
  let places = sizes.map(() => 0)
  for (let n = 0; ; n++) {
    const size = drift === 'restless' ? 1 + 2 * ((n * 7) % 5 === 0) : 1
    places = places.map(place =>
      drift === 'steady' ? (tau / Math.SQRT2) * normal() : n === 0 ? 0 : place + size * tau * normal(),
    )
    const [test, ref, ...others] = difficulty.map((set, s) => {
      const leaked = s === 0 ? leak(n) : 0
      return set.map(own => LEVEL + own + OWN_SD * normal() + places[s] - leaked)
    })
    yield { test, ref, placebos: others }
  }
}

/** The verdict of a checkpoint beside its own base, as the rule of an audit has it for one family. */
function auditOf(lib, now, base, alpha) {
  const { effect, standardError, pValue, upperBound } = lib.differenceInDifferences(
    { name: 'now', test: now.test, ref: now.ref },
    [{ name: 'base', test: base.test, ref: base.ref }],
    { alpha, equivalenceAlpha: 0.05, tauPrior: OWN_BASE_PRIOR },
  )
  const found = pValue <= alpha && effect >= FLOOR.absolute
  const level = found
    ? 'exposure-likely'
    : upperBound < FLOOR.absolute
      ? 'no-exposure-detected'
      : 'inconclusive'
  return {
    verdict: { level, headline: '', evidence: '', reasons: [] },
    families: [
      { name: 'loss-gap', finding: found ? 'found' : 'open', effect, standardError, ineligibleBecause: [] },
    ],
    checks: [],
    order: null,
    parameters: { alpha },
  }
}

/**
 * Runs a sequence until the gate closes or it ends. Says at which checkpoint it closed, by which alarms, and how many of
 * the checkpoints before were open.
 */
export function runSequence(lib, random, scenario) {
  const { length = 30, alpha, horizon, leak = () => 0, withAudit = true, ...rest } = scenario
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
    const record = lib.testCheckpoint(identity, now, { accepted, previous, tested }, plan)
    const audit = withAudit
      ? auditOf(lib, now, accepted, lib.auditAlpha(plan, n))
      : {
          ...auditOf(lib, now, accepted, 1e-9),
          verdict: { level: 'inconclusive', reasons: [{ code: 'no_calibration' }] },
        }
    const { outcome, findings } = lib.decide({ audit, monitoring: record })
    if (outcome === 'closed')
      return { closedAt: n, by: [...new Set(findings.map(({ source }) => source))], open, record }
    if (outcome === 'open') open++
    tested.push({ ...record, audit: audit.verdict.level, letThrough: true })
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
