// Error rates of sequential audits, and how many items they score, by simulation: the looks and the decision of
// src/ on losses drawn here. Prints the table of docs/decision.md. After npm run build:
//   node bench/calibration/sequential.mjs [audits per row]
import { planLooks } from '../../dist/audit/looks.js'
import { reasonToStop } from '../../dist/audit/sequential.js'
import { estimateFamily } from '../../dist/gaps/family.js'
import { clopperPearsonUpper } from '../../dist/statistics/clopper-pearson.js'
import { normalQuantile } from '../../dist/statistics/distributions.js'
import { createRandom } from '../../dist/statistics/random.js'
import { decideFamilies } from '../../dist/verdict/decide.js'

const AUDITS = Number(process.argv[2] ?? 2000)
/** Losses: mean, deviation between items, and their correlation between models. */
const [LEVEL, DEVIATION, CORRELATION] = [1.2, 0.3, 0.9]
const RULE = { equivalenceAlpha: 0.05, power: 0.8, effectFloor: { absolute: 0.05, relative: 0.04 } }
const LEVELS = { found: 'exposure-likely', absent: 'no-exposure-detected', open: 'inconclusive' }
const ALIKE = [{ name: 'text alone', status: 'pass', code: 'sets_alike', text: '', values: {} }]

const sizes = { test: 1319, ref: 706 }
const small = { test: 500, ref: 260 }
const rows = [
  ['no leak, own base, α .01', { ...sizes, references: 1, tau: 0.005, alpha: 0.01 }],
  ['no leak, own base, α .05', { ...sizes, references: 1, tau: 0.005, alpha: 0.05 }],
  ['no leak, own base, 500 and 260 items, α .05', { ...small, references: 1, tau: 0.005, alpha: 0.05 }],
  ['no leak, no model, 500 and 260 items, α .05', { ...small, references: 0, tau: 0, alpha: 0.05 }],
  ['no leak, three models, α .05', { ...sizes, references: 3, tau: 0.012, alpha: 0.05 }],
  ['effect at the floor, own base', { ...sizes, references: 1, tau: 0.005, alpha: 0.01, leak: () => 0.05 }],
  [
    'effect at the floor, no model, 500 and 260',
    { ...small, references: 0, tau: 0, alpha: 0.01, leak: () => 0.05 },
  ],
  [
    '0.3 in a fifth of the items, own base',
    { ...sizes, references: 1, tau: 0.005, alpha: 0.01, leak: i => (i % 5 ? 0 : 0.3) },
  ],
  ['0.3 in every item, own base', { ...sizes, references: 1, tau: 0.005, alpha: 0.01, leak: () => 0.3 }],
]

console.log(
  '| audits | found, any look | (95 % limit) | cleared | (95 % limit) | open | found in one look | cleared in one look | items scored |',
)
console.log('|---|---|---|---|---|---|---|---|---|')
for (const [name, design] of rows) {
  const counts = { found: 0, absent: 0, open: 0 }
  const whole = { found: 0, absent: 0, open: 0 }
  let scored = 0
  const random = createRandom('sequential bench', name)
  const looks = looksOf(design)
  for (let audit = 0; audit < AUDITS; audit++) {
    const models = simulate(design, random)
    whole[
      decide(models, design, {
        ...looks.at(-1),
        alpha: design.alpha,
        equivalenceAlpha: RULE.equivalenceAlpha,
      })
    ]++
    for (const [l, look] of looks.entries()) {
      const finding = decide(models, design, look)
      if (reasonToStop(LEVELS[finding], { barred: false, last: l === looks.length - 1 }) === undefined)
        continue
      counts[finding]++
      scored += look.items
      break
    }
  }
  const share = n => (n / AUDITS).toFixed(4)
  const limit = n => clopperPearsonUpper(n, AUDITS).toFixed(4)
  const items = scored / AUDITS / (design.test + design.ref)
  console.log(
    `| ${[name, share(counts.found), limit(counts.found), share(counts.absent), limit(counts.absent), share(counts.open), share(whole.found), share(whole.absent), `${Math.round(100 * items)} %`].join(' | ')} |`,
  )
}

/** The looks of a design as positions. */
function looksOf({ test, ref, alpha }) {
  const sets = [test, ref].map((count, s) => ({
    ...{ name: String(s), path: '', sha256: '', template: '', exclusions: [] },
    items: Array.from({ length: count }, (_, i) => ({
      id: `${s}-${i}`,
      cluster: `${s}-${i}`,
      text: '',
      line: i,
    })),
  }))
  const audit = { sets, roles: ['test', 'ref'], names: ['test', 'ref'] }
  return planLooks(audit, { ...RULE, alpha }, createRandom('looks')).map(look => ({
    alpha: look.alpha,
    equivalenceAlpha: look.equivalenceAlpha,
    positions: look.sets.map(({ items }) => items.map(({ line }) => line)),
    items: look.sets.reduce((sum, { items }) => sum + items.length, 0),
  }))
}

/** loss = level + difficulty that all models share + what is the model's own; a model's gap varies by τ. */
function simulate({ test, ref, references, tau, leak = () => 0 }, random) {
  const normal = () => normalQuantile(Math.max(random.uniform(), 2 ** -53))
  const difficulty = [test, ref].map(count =>
    Float64Array.from({ length: count }, () => DEVIATION * Math.sqrt(CORRELATION) * normal()),
  )
  return Array.from({ length: references + 1 }, (_, m) =>
    difficulty.map((shared, s) => {
      const level = LEVEL + (tau / Math.SQRT2) * normal()
      return Array.from(shared, (hard, i) => {
        const own = DEVIATION * Math.sqrt(1 - CORRELATION) * normal()
        const loss = level + hard + own - (m === 0 && s === 0 ? leak(i) : 0)
        return { id: `${s}-${i}`, cluster: `${s}-${i}`, nats: 40 * loss, tokens: 40, bytes: 160 }
      })
    }),
  )
}

function decide(models, { references }, { alpha, equivalenceAlpha, positions }) {
  const [suspect, ...others] = models.map((sets, m) => {
    const [exposed, unexposed] = sets.map((losses, s) => positions[s].map(i => losses[i]))
    return { name: `model ${m}`, tokenizerSha256: '', exposed, unexposed }
  })
  const input = {
    ...{
      name: 'loss-gap',
      question: '',
      suspect,
      references: others,
      ownBase: references === 1,
      families: 1,
    },
    ...{ ...RULE, alpha, equivalenceAlpha },
  }
  const raw = references === 0 ? undefined : estimateFamily({ ...input, references: [] })
  return decideFamilies([{ estimate: estimateFamily(input), raw, checks: ALIKE }], alpha)[0].finding
}
