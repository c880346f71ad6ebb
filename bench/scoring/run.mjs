// npm run bench -- MODEL SET.jsonl [--items 40] [--rounds 3] [--weights FOLDER_OR_GGUF]
// Scores the same items with four programs in turn, several rounds, and prints tokens/s, peak memory and the ratio to
// lossgap round by round: absolute times drift on a shared machine, ratios within a round hold.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median } from 'simple-statistics'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    items: { type: 'string', default: '40' },
    rounds: { type: 'string', default: '3' },
    weights: { type: 'string' },
  },
})
const [model, set] = positionals
if (model === undefined || set === undefined) {
  console.error(
    'usage: npm run bench -- MODEL SET.jsonl [--items 40] [--rounds 3] [--weights FOLDER_OR_GGUF]',
  )
  process.exit(2)
}

const here = dirname(fileURLToPath(import.meta.url))
const contenders = [
  { name: 'lossgap', command: [process.execPath, join(here, 'lossgap.mjs')] },
  { name: 'logits in JavaScript', command: [process.execPath, join(here, 'logits-in-js.mjs')] },
  { name: 'onnxruntime in Python', command: ['python3', join(here, 'onnxruntime_python.py')] },
  ...(values.weights && existsSync(values.weights)
    ? [
        {
          name: 'transformers on torch',
          command: ['python3', join(here, 'transformers_torch.py')],
          extra: [values.weights],
        },
      ]
    : []),
]
if (contenders.length < 4) console.log('No --weights: transformers on torch is left out')

const figures = new Map(contenders.map(({ name }) => [name, []]))
for (let round = 0; round < Number(values.rounds); round++) {
  for (const { name, command, extra = [] } of contenders) {
    const [program, ...args] = command
    const { stdout, stderr, status } = spawnSync(program, [...args, model, set, values.items, ...extra], {
      encoding: 'utf8',
    })
    if (status !== 0) {
      console.log(`${name} failed: ${stderr.trim().split('\n').at(-1)}`)
      continue
    }
    figures.get(name).push({ round, ...JSON.parse(stdout.trim().split('\n').at(-1)) })
  }
}

const rate = ({ tokens, seconds }) => tokens / seconds
const own = figures.get('lossgap')
console.log(`${own[0].tokens} tokens of ${values.items} items, ${values.rounds} rounds\n`)
console.log('| program | tokens/s (rounds) | lossgap is faster by (rounds) | peak memory, MB | loss |')
console.log('|---|---|---|---|---|')
for (const { name } of contenders) {
  const runs = figures.get(name)
  if (runs.length === 0) continue
  const ratios = runs.map(run => (rate(own.find(({ round }) => round === run.round)) / rate(run)).toFixed(2))
  const rates = runs.map(run => rate(run).toFixed(0)).join(', ')
  console.log(
    `| ${name} | ${rates} | ${ratios.join(', ')} | ${median(runs.map(run => run.peakMb)).toFixed(0)} | ${runs[0].loss.toFixed(5)} |`,
  )
}
