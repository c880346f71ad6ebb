// Simulated losses of an audited model and its references, put through the estimates and the decision of lossgap.
// `lib` holds lossgap's functions: from dist in the command, from src in the test.
import { normalsFrom } from '../normals.mjs'

const LEVEL = 1.2
const ITEM_SD = 0.3
const CORRELATION = 0.9
const TOKENS = 50

export const RULE = {
  alpha: 0.01,
  equivalenceAlpha: 0.05,
  power: 0.8,
  effectFloor: { absolute: 0.05, relative: 0.04 },
}

/** Student's t with three degrees of freedom over its deviation √3: variance 1, infinite kurtosis. */
function heavyFrom(normal) {
  return () => {
    const squares = normal() ** 2 + normal() ** 2 + normal() ** 2
    return normal() / Math.sqrt(squares)
  }
}

/**
 * Losses per model and set: level + difficulty that all share + what is the model's own + one draw per model and set of
 * deviation τ/√2; `shift` makes the reference set harder for every model, `own` the test set easier for the audited one without a leak.
 */
export function simulateModels(random, scenario) {
  const { references, tau, clusterSize = 1, tails = 'normal', shift = 0, own = 0, leak } = scenario
  const normal = normalsFrom(random)
  const draw = tails === 'heavy' ? heavyFrom(normal) : normal
  const modelDraw = tails === 'heavy-models' ? heavyFrom(normal) : normal
  const values = (count, sd) => {
    if (clusterSize === 1) return Float64Array.from({ length: count }, () => sd * draw())
    const clusters = Array.from({ length: Math.ceil(count / clusterSize) }, draw)
    return Float64Array.from(
      { length: count },
      (_, i) => sd * Math.SQRT1_2 * (clusters[Math.floor(i / clusterSize)] + draw()),
    )
  }
  const roles = scenario.train ? ['test', 'ref', 'train'] : ['test', 'ref']
  const difficulty = roles.map(role => values(scenario[role], ITEM_SD * Math.sqrt(CORRELATION)))
  return Array.from({ length: references + 1 }, (_, m) => {
    const sets = roles.map((role, r) => {
      const moved = role === 'ref' ? shift : role === 'test' && m === 0 ? -own : 0
      const level = LEVEL + (tau / Math.SQRT2) * modelDraw() + moved
      const noise = values(scenario[role], ITEM_SD * Math.sqrt(1 - CORRELATION))
      const leaks = m === 0 && role === 'test' ? leak : undefined
      return Array.from(noise, (value, i) => {
        const leaked = leaks === undefined || random.uniform() >= leaks.share ? 0 : leaks.perItem
        const nats = TOKENS * (level + difficulty[r][i] + value - leaked)
        return {
          id: `${i}`,
          cluster: `${Math.floor(i / clusterSize)}`,
          nats,
          tokens: TOKENS,
          bytes: 4 * TOKENS,
        }
      })
    })
    return { name: `model ${m}`, sets }
  })
}

/** The evidence of one simulated audit, as the pipeline puts it together. */
export function evidenceOf(lib, models, checks, { ownBase = false }) {
  const families = models[0].sets.length - 1
  return [
    ['loss-gap', 0, 1],
    ['train-split', 2, 0],
  ]
    .slice(0, families)
    .map(([name, exposed, unexposed], f) => {
      const [suspect, ...references] = models.map(({ name, sets }) => ({
        name,
        tokenizerSha256: 'one tokenizer',
        exposed: sets[exposed],
        unexposed: sets[unexposed],
      }))
      const input = { name, question: '', suspect, references, ownBase, families, ...RULE }
      return {
        estimate: lib.estimateFamily(input),
        raw: references.length === 0 ? undefined : lib.estimateFamily({ ...input, references: [] }),
        // The train split is the test set's own source: those two are alike.
        checks: f === 0 ? checks : ALIKE,
      }
    })
}

const check = (status, code) => ({ name: code, status, code, text: code, values: {} })
export const ALIKE = [check('pass', 'enough_items'), check('pass', 'no_overlap'), check('pass', 'sets_alike')]

/** The same evidence where no effect is too small to count: then an error rate is the test's own. */
const withoutFloor = evidence =>
  evidence.map(one => ({
    ...one,
    estimate: { ...one.estimate, effectFloor: 1e-9 },
    raw: one.raw && { ...one.raw, effectFloor: 1e-9 },
  }))

const withoutConflict = evidence => evidence.map(one => ({ ...one, raw: undefined }))

/**
 * Counts over simulated audits: flagged (some family found) and cleared (the test set's family absent), at both levels;
 * `test` = p ≤ α alone, whether or not such an audit may decide.
 */
export function runScenario(lib, scenario, { runs, seed, textDraws = 10 }) {
  const random = lib.createRandom('calibration', seed, scenario.name, JSON.stringify(scenario.leak ?? null))
  const counts = { runs, found: {}, cleared: {}, test: {}, border: {}, noConflict: {} }
  for (const alpha of [0.01, 0.05])
    for (const kind of ['found', 'cleared', 'test', 'border', 'noConflict']) counts[kind][alpha] = 0
  const texts = scenario.texts === undefined ? undefined : textChecks(lib, scenario, seed, textDraws)
  for (let run = 0; run < runs; run++) {
    const checks = texts === undefined ? ALIKE : texts[run % texts.length]
    const evidence = evidenceOf(lib, simulateModels(random, scenario), checks, scenario)
    for (const alpha of [0.01, 0.05]) {
      const families = lib.decideFamilies(evidence, alpha)
      const any = decided => decided.some(({ finding }) => finding === 'found')
      const { estimate } = evidence[0]
      if (any(families)) counts.found[alpha]++
      if (families[0].finding === 'absent') counts.cleared[alpha]++
      if (any(lib.decideFamilies(withoutFloor(evidence), alpha))) counts.test[alpha]++
      if (any(lib.decideFamilies(withoutConflict(evidence), alpha))) counts.noConflict[alpha]++
      if (estimate.pValue <= alpha && estimate.effect >= estimate.effectFloor) counts.border[alpha]++
    }
  }
  return counts
}

const WORDS =
  'apple basket counts days every farmer gives half into jars keeps litres makes nine of pears quarts rows'.split(
    ' ',
  )

/** Word problems of one source; a share of them retold as statements, as in a reference set of another form. */
function problems(random, count, retold) {
  const word = () => WORDS[random.integer(WORDS.length)]
  return Array.from({ length: count }, (_, i) => {
    const sentence = Array.from({ length: 8 + random.integer(6) }, word).join(' ')
    const number = random.integer(90) + 10
    return i < retold * count
      ? `It is reported that ${sentence}, so ${number} remain; ${sentence}`
      : `${sentence} ${number}. How many are left?\n#### ${number}`
  })
}

/** What lossgap's own checks say of texts drawn for both sets; nothing is assumed of their verdict. */
function textChecks(lib, { texts, test, ref }, seed, draws) {
  return Array.from({ length: draws }, (_, draw) => {
    const random = lib.createRandom('calibration texts', seed, texts.retold, draw)
    const items = (count, retold) =>
      problems(random, count, retold).map((text, i) => ({ id: `${i}`, text, cluster: `${i}`, line: i + 1 }))
    const pair = {
      firstName: 'test',
      first: items(test, 0),
      secondName: 'ref',
      second: items(ref, texts.retold),
    }
    return [lib.sizeCheck(pair), lib.overlapCheck(pair).check, ...lib.blindCheck(pair, random)]
  })
}
