// The plain way in Node: logits come back to JavaScript and are reduced there.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'
import * as ort from 'onnxruntime-node'
import { diskFiles, loadSet } from '../../dist/index.js'
import { printFigures } from './figures.mjs'

const [path, set, count] = process.argv.slice(2)
const json = name => JSON.parse(readFileSync(join(path, name), 'utf8'))
const tokenizer = new Tokenizer(json('tokenizer.json'), json('tokenizer_config.json'))
const session = await ort.InferenceSession.create(join(path, 'model.onnx'))
const { items } = await loadSet({ path: `${set}#0:${count}` }, diskFiles())
const texts = items.map(({ text }) => tokenizer.encode(text, { add_special_tokens: false }).ids)

async function score(ids) {
  const length = ids.length - 1
  const tensor = value =>
    new ort.Tensor(
      'int64',
      BigInt64Array.from({ length }, (_, t) => BigInt(value(t))),
      [1, length],
    )
  const feeds = {
    input_ids: tensor(t => ids[t]),
    attention_mask: tensor(() => 1),
    position_ids: tensor(t => t),
  }
  const { logits } = await session.run(feeds, ['logits'])
  const vocabulary = logits.dims[2]
  return Array.from({ length }, (_, t) =>
    reduce(logits.data.subarray(t * vocabulary, (t + 1) * vocabulary), ids[t + 1]),
  )
}

// The four numbers that lossgap takes of each token.
function reduce(row, target) {
  let max = Number.NEGATIVE_INFINITY
  for (const z of row) if (z > max) max = z
  let s0 = 0
  let s1 = 0
  let s2 = 0
  let rank = 0
  for (const z of row) {
    const d = z - max
    const e = Math.exp(d)
    s0 += e
    s1 += e * d
    s2 += e * d * d
    if (z > row[target]) rank++
  }
  const logProb = row[target] - max - Math.log(s0)
  return { logProb, mean: s1 / s0 - Math.log(s0), std: Math.sqrt(s2 / s0 - (s1 / s0) ** 2), rank }
}

for (const ids of texts.slice(0, 2)) await score(ids)
const start = performance.now()
const logProbs = []
for (const ids of texts) for (const { logProb } of await score(ids)) logProbs.push(logProb)
printFigures(logProbs, (performance.now() - start) / 1000)
