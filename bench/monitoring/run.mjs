// npm run bench:monitoring [-- --runs 500] [--seed 1] [--out docs/monitoring.md]
// Error rates and delays of lossgap gate over simulated sequences of checkpoints, written as the table that the documents show.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { decide } from '../../dist/gate/decide.js'
import { auditAlpha } from '../../dist/monitoring/spending.js'
import { testMoves } from '../../dist/monitoring/test-checkpoint.js'
import { clopperPearsonUpper } from '../../dist/statistics/clopper-pearson.js'
import { judgeGap } from '../../dist/statistics/judged-gap.js'
import { createRandom } from '../../dist/statistics/random.js'
import { runScenario } from './simulate.mjs'
import { documentOf, LEAKS, NULLS } from './table.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs/monitoring.md' },
  },
})
const lib = {
  ...{ testMoves, auditAlpha, decide, judgeGap, createRandom },
  clopperPearsonUpper,
}
const options = { runs: Number(values.runs), seed: Number(values.seed) }
const started = performance.now()
const counted = scenarios =>
  scenarios.map(scenario => {
    const counts = runScenario(lib, scenario, options)
    console.error(`${Math.round((performance.now() - started) / 1000)} s  ${scenario.name}: ${counts.closed}`)
    return { scenario, counts }
  })
writeFileSync(values.out, documentOf(lib, counted(NULLS), counted(LEAKS), options))
