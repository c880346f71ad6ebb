// Many audits read together, models × benchmarks, with the false calls among them kept rare.
// Run in a clone after `npm run build`: node examples/compare.mjs
import { audit, compareAudits } from 'lossgap'

const sets = { test: { path: 'datasets/demo/test.jsonl' }, ref: { path: 'datasets/demo/reference.jsonl' } }
const reports = []
for (const model of ['datasets/demo/clean', 'datasets/demo/leaked'])
  reports.push({ file: model, report: (await audit({ model, sets })).report })
for (const { model, level, effect, qValue, called } of compareAudits(reports, 0.1).audits)
  console.log(`${model}: ${level}, effect ${effect.toFixed(3)}, q ${qValue?.toExponential(1)}${called ? ', called exposed' : ''}`)
