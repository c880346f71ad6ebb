// The rows of docs/calibration.md. Losses of 1.2 nats/token with deviation 0.3 between items and correlation 0.9 between
// models, unless a row says otherwise.

const TAU = 0.012
/** Spread beside the own base; the test assumes 0.005. */
const BASE_TAU = 0.003

const sizes = { test: 300, ref: 300 }
const large = { test: 1319, ref: 706 }
const none = { references: 0, tau: 0 }
const base = { references: 1, tau: BASE_TAU, ownBase: true }
const models = references => ({ references, tau: TAU })

/** No leak, and a verdict is allowed: at most α may be flagged. */
export const NULLS = [
  { name: 'no model, 300 + 300', ...sizes, ...none },
  { name: 'no model, 1319 + 706', ...large, ...none },
  { name: 'own base, 300 + 300', ...sizes, ...base },
  { name: 'own base, twice as far as assumed, 300 + 300', ...sizes, ...base, tau: 0.01 },
  { name: '3 models, 300 + 300', ...sizes, ...models(3) },
  { name: '5 models, 300 + 300', ...sizes, ...models(5) },
  { name: '8 models, 300 + 300', ...sizes, ...models(8) },
  { name: '5 models, with a train split', ...sizes, train: 300, ...models(5) },
  { name: 'no model, clusters of four, 480 + 480', test: 480, ref: 480, clusterSize: 4, ...none },
  { name: 'own base, clusters of four, 480 + 480', test: 480, ref: 480, clusterSize: 4, ...base },
  { name: '5 models, clusters of four, 480 + 480', test: 480, ref: 480, clusterSize: 4, ...models(5) },
  { name: 'no model, heavy tails, 300 + 300', ...sizes, tails: 'heavy', ...none },
  { name: 'own base, heavy tails, 300 + 300', ...sizes, tails: 'heavy', ...base },
  { name: '5 models, heavy tails, 300 + 300', ...sizes, tails: 'heavy', ...models(5) },
  { name: '3 models that spread with heavy tails', ...sizes, tails: 'heavy-models', ...models(3) },
  { name: '5 models that spread with heavy tails', ...sizes, tails: 'heavy-models', ...models(5) },
  { name: 'no model, 1200 + 120', test: 1200, ref: 120, ...none },
  { name: 'own base, 120 + 1200', test: 120, ref: 1200, ...base },
  { name: '5 models, 1200 + 120', test: 1200, ref: 120, ...models(5) },
  { name: '5 models, a shift of 0.1 that no text shows', ...sizes, shift: 0.1, ...models(5) },
  {
    name: 'a quarter retold, 5 models, with a train split',
    ...sizes,
    ...models(5),
    train: 300,
    shift: 0.1,
    texts: { retold: 0.25 },
  },
]

/** No leak, and sets that differ: all must be inconclusive. `shift` is felt by all models, `own` by the audited one. */
export const SHIFTED = [
  { name: 'retold, no model', ...sizes, ...none, shift: 0.3, texts: { retold: 1 } },
  { name: 'retold, own base, trained on the form', ...sizes, ...base, own: 0.3, texts: { retold: 1 } },
  { name: 'retold, 5 models, all feel it', ...sizes, ...models(5), shift: 0.3, texts: { retold: 1 } },
  { name: 'a quarter retold, no model', ...sizes, ...none, shift: 0.1, texts: { retold: 0.25 } },
  {
    name: 'a quarter retold, 5 models, no train split',
    ...sizes,
    ...models(5),
    shift: 0.1,
    texts: { retold: 0.25 },
  },
  { name: 'one unrelated model', ...sizes, ...models(1) },
]

/** No leak, no sign of a shift, no reference model: what rests on the sets being draws of one source. */
export const UNSEEN = [{ name: 'no model, a shift of 0.1 that no text shows', ...sizes, ...none, shift: 0.1 }]

export const LEAKS = [
  { title: 'no leak', leak: undefined },
  { title: 'mean 0.03 (10 % × 0.3)', leak: { share: 0.1, perItem: 0.3 } },
  { title: 'mean 0.06 (20 % × 0.3)', leak: { share: 0.2, perItem: 0.3 } },
  { title: 'mean 0.09 (30 % × 0.3)', leak: { share: 0.3, perItem: 0.3 } },
  { title: 'mean 0.10 (all)', leak: { share: 1, perItem: 0.1 } },
]

/**
 * Settings of an independent simulation of the same decision without its rule on conflict, in numpy, 1,000 audits a
 * figure: shares flagged and cleared by leak.
 */
export const POWERS = [
  { name: '3 models', ...large, ...models(3), before: ['0/.74', '.05/.21', '.40/.01', '.71/0', '.70/0'] },
  { name: '5 models', ...large, ...models(5), before: ['0/.90', '.05/.32', '.63/0', '.98/0', '.99/0'] },
  { name: '8 models', ...large, ...models(8), before: ['0/.95', '.07/.34', '.74/.01', '.99/0', '1/0'] },
  {
    name: '5 models, 300 + 300',
    ...sizes,
    ...models(5),
    before: ['0/.84', '.07/.24', '.57/.01', '.94/0', '.97/0'],
  },
  { name: 'own base', ...large, ...base, before: ['0/1', '0/.73', '.89/0', '1/0', '1/0'] },
  { name: 'no model', ...large, ...none },
  {
    name: 'one unrelated model (may not decide)',
    ...large,
    ...models(1),
    barred: true,
    before: ['0/.56', '.02/.07', '.33/0', '.90/0', '.97/0'],
  },
]
