// An audit from a program: which verdict, why, and with what error rate.
// Run in a clone after `npm run build`: node examples/audit.mjs [MODEL TEST REFERENCE]
import { audit } from 'lossgap'

const [model, test, ref] =
  process.argv.length > 4
    ? process.argv.slice(2)
    : ['datasets/demo/leaked', 'datasets/demo/test.jsonl', 'datasets/demo/reference.jsonl']

const { report } = await audit({ model, sets: { test: { path: test }, ref: { path: ref } } })
const { level, headline, evidence, errorRate, reasons } = report.verdict
console.log(`${level}\n${headline}\n${evidence}\n${errorRate}`)
for (const { code, text } of reasons) console.log(`- ${text} [${code}]`)
for (const { name, status, text } of report.checks.filter(({ status }) => status !== 'pass'))
  console.log(`${status} ${name}: ${text}`)
