// Look-alike items of a benchmark, and whether they may be used: built, written with a manifest, checked.
// Run in a clone after `npm run build`: node examples/sets.mjs OUT.jsonl
import { builderFor, buildRows, checkSets, createRandom, diskFiles, loadRows, VERSION, writeSet } from 'lossgap'

const out = process.argv[2] ?? 'reference.jsonl'
const seed = 1
const files = diskFiles()
const source = await loadRows({ path: 'datasets/demo/train.jsonl' }, files)
const builder = builderFor(source.rows, source.name, 'templates', {})
const built = await buildRows(builder, source.rows, { count: 100, perRow: 1, seed })
const { sha256, template } = source
await writeSet(
  out,
  built.rows,
  {
    kind: 'reference',
    tool: { name: 'lossgap', version: VERSION },
    generator: { name: builder.name, options: { seed, count: 100, perRow: 1 } },
    source: { file: 'train.jsonl', split: 'train', licence: 'CC0-1.0', sha256, template, items: source.rows.length },
    exclusions: [...built.exclusions],
    notes: [...built.notes],
  },
  files,
)
const set = await loadRows({ path: out }, files)
const against = await loadRows({ path: 'datasets/demo/test.jsonl' }, files)
const { status, checks } = await checkSets({ set, against, permutations: 0, random: createRandom(seed) })
console.log(`${built.rows.length} items in ${out}: ${status}`)
for (const check of checks) console.log(`${check.status} ${check.name}: ${check.text}`)
