// npm run bench:order -- [--runs 200] [--items 40] [--shards 8] [--permutations 19]
// The order test where nobody knows the order: the items of test/fixtures/order are put in as many random orders as
// there are runs, each is taken for the order of the file and tested under the model that was trained on the same items
// in a fresh random order every time. Prints how uniform the p-values are, how often they fall below α, and beside it
// the p-value of the model that was trained on the file in its order.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { diskFiles } from '../../dist/io/files.js'
import { openModel } from '../../dist/models/open-model.js'
import { scoreShards } from '../../dist/order/score-order.js'
import { cutShards } from '../../dist/order/shards.js'
import { loadSet } from '../../dist/sets/index.js'
import { orderTest } from '../../dist/statistics/order-test.js'
import { createRandom } from '../../dist/statistics/random.js'
import { rankCombination } from '../../dist/statistics/rank-scores.js'

const option = value => ({ type: 'string', default: value })
const { values } = parseArgs({
  options: { runs: option('200'), items: option('40'), shards: option('8'), permutations: option('19') },
})
const [runs, count, shards, permutations] = ['runs', 'items', 'shards', 'permutations'].map(name =>
  Number(values[name]),
)
const fixture = name => fileURLToPath(new URL(`../../test/fixtures/order/${name}`, import.meta.url))
const files = diskFiles()
const { items } = await loadSet({ path: `${fixture('items.jsonl')}#0:${count}` }, files)
const combine = rankCombination(shards, permutations)

async function testOf(model, order, seed) {
  const plan = {
    record: { permutations, set: 'items' },
    shards: cutShards(order, shards),
    random: createRandom('order', seed),
  }
  const scored = await scoreShards(model, plan, {}, () => {})
  return orderTest(scored.shards, combine)
}

const open = name => openModel(fixture(name), { device: { kind: 'cpu' }, bos: 'auto', threads: 1 }, files)
const ordered = await open('ordered')
const { pT, pRanks, effect } = await testOf(ordered, items, 0)
await ordered.backend.dispose()
console.log(
  `trained in this order: p of t ${pT.toExponential(1)}, of ranks ${pRanks.toExponential(1)}, ${effect.toFixed(1)} nats a shard`,
)

const shuffled = await open('shuffled')
const tests = []
const started = performance.now()
for (let run = 0; run < runs; run++) {
  const order = [...items]
  createRandom('file', run).shuffle(order)
  tests.push(await testOf(shuffled, order, run))
  if ((run + 1) % 20 === 0) report()
}
await shuffled.backend.dispose()

function report() {
  const seconds = (performance.now() - started) / 1000 / tests.length
  console.log(`trained on shuffled copies: ${tests.length} random orders, ${seconds.toFixed(1)} s each`)
  for (const name of ['pT', 'pRanks', 'pValue']) {
    const { d, p } = uniformity(tests.map(test => test[name]))
    const share = alpha => tests.filter(test => test[name] <= alpha).length / tests.length
    console.log(
      `  ${name.padEnd(6)}  KS against uniform D ${d.toFixed(3)}, p ${p.toFixed(3)}; at most .01 in ${share(0.01)}, at most .05 in ${share(0.05)}`,
    )
  }
}

/** Kolmogorov–Smirnov distance from the uniform distribution, with its asymptotic p (Stephens' correction of √n). */
function uniformity(sample) {
  const sorted = [...sample].sort((a, b) => a - b)
  const n = sorted.length
  const d = sorted.reduce((most, p, i) => Math.max(most, (i + 1) / n - p, p - i / n), 0)
  const x = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * d
  let p = 0
  for (let k = 1; k < 100; k++) p += 2 * (-1) ** (k - 1) * Math.exp(-2 * k * k * x * x)
  return { d, p: Math.min(1, Math.max(0, p)) }
}
