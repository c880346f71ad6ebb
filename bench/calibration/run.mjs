// npm run bench:calibration [-- --runs 1000] [--null-runs 2000] [--seed 1] [--out docs/calibration.md]
// Error rates and power of the decision rule over simulated audits, written as the table that the documents show.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { blindCheck } from '../../dist/checks/blind.js'
import { overlapCheck } from '../../dist/checks/overlap.js'
import { sizeCheck } from '../../dist/checks/size.js'
import { estimateFamily } from '../../dist/gaps/family.js'
import { chancesOf } from '../../dist/planning/chances.js'
import { partialLeak } from '../../dist/planning/design.js'
import { clopperPearsonUpper } from '../../dist/statistics/clopper-pearson.js'
import { createRandom } from '../../dist/statistics/random.js'
import { decideFamilies } from '../../dist/verdict/decide.js'
import { calibrationDocument } from './table.mjs'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    'null-runs': { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'docs/calibration.md' },
  },
})

const lib = {
  ...{ blindCheck, overlapCheck, sizeCheck, estimateFamily, decideFamilies, createRandom },
  ...{ clopperPearsonUpper, chancesOf, partialLeak },
}
const started = performance.now()
const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`
const document = calibrationDocument(lib, {
  runs: Number(values.runs),
  nullRuns: Number(values['null-runs']),
  seed: Number(values.seed),
  onRow: name => console.error(`${seconds()}  ${name}`),
})
writeFileSync(values.out, document)
console.error(`${seconds()}  written to ${values.out}`)
