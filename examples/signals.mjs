// Signals per item, the most familiar first. They rank items and accuse none: easy texts score high as well.
// Run in a clone after `npm run build`: node examples/signals.mjs [MODEL SET]
import { SIGNALS, score } from 'lossgap'

const [model, set] =
  process.argv.length > 3
    ? process.argv.slice(2)
    : ['datasets/demo/leaked', 'datasets/demo/test.jsonl#0:50']

const { model: scored } = await score(model, [set])
const rows = scored.scores[0]
  .filter(tokens => tokens !== undefined)
  .map(tokens => ({
    id: tokens.itemId,
    values: SIGNALS.map(signal => signal.of(tokens) ?? Number.NaN),
  }))
  .sort((a, b) => b.values[0] - a.values[0])
console.log(['item', ...SIGNALS.map(({ name }) => name)].join('\t'))
for (const { id, values } of rows.slice(0, 10))
  console.log([id, ...values.map(value => value.toFixed(3))].join('\t'))
