import type { Command } from 'commander'
import { SPLITS } from '../../../building/parent-advice.js'
import { paraphraserNames, paraphraserSummaries } from '../../../paraphrasing/index.js'
import { manifestPath } from '../../../sets/manifest.js'
import { oneOf } from '../../arguments.js'
import { askerOf, BY_MODEL } from '../../asker.js'
import { addEndpointOptions } from '../../endpoint-options.js'
import { holdingSet } from '../../hold-set.js'
import { openWriter, openWriterAgain } from '../../local-writer.js'
import { FORCE_HELP } from '../../out-folder.js'
import {
  namedSource,
  type ParaphraseArguments,
  planOf,
  planOfManifest,
  SETTLED,
} from '../../paraphrase-plan.js'
import { type ParaphraseRun, runParaphrase } from '../../paraphrase-run.js'
import type { Ports } from '../../ports.js'
import { checkThere, MANIFEST_HELP, manifestToRepeat } from '../../repeat.js'
import { replayOf } from '../../replay.js'
import { addSetOptions } from '../../set-options.js'
import { addWriterOptions, checkWriterOptions } from '../../writer-options.js'

/** `lossgap sets paraphrase`: the items of a set in other words, with the same numbers, names and answers. */
export function addParaphraseCommand(sets: Command, ports: Ports): void {
  const command = sets
    .command('paraphrase')
    .description('Reword the items of a set and keep their numbers, names and answers')
    .argument('[set]', 'item set: .jsonl, .csv, .tsv or .parquet; FILE#0:300 takes rows')
    .option('--out <file>', 'JSONL file to write; a .manifest.json is written beside it')
    .option('--by <name>', `how: ${paraphraserSummaries.join('; ')}`, oneOf(paraphraserNames), 'rules')
    .option(
      '--fields <names>',
      'fields to reword, with commas between (default: those that the text is made of)',
    )
    .option(
      '--split <name>',
      `split that the set is of: ${SPLITS.join(', ')} (default: as its name says)`,
      oneOf(SPLITS),
    )
    .option('--licence <text>', 'licence of the set, for the manifest')
    .option('--manifest <file>', MANIFEST_HELP)
    .option('--force', FORCE_HELP)
  addEndpointOptions(addWriterOptions(addSetOptions(command, 'reword'))).action(
    async (path: string | undefined, options: ParaphraseArguments) => {
      const { files, print, report } = ports
      const { manifest } = options
      const known =
        manifest === undefined
          ? undefined
          : await manifestToRepeat(manifest, 'paraphrase', command, SETTLED, files)
      const plan =
        known === undefined ? planOf(path, options) : planOfManifest(manifest!, known, path, options.out)
      const isLocal = checkWriterOptions(command, plan.by)
      const asker =
        known !== undefined && plan.by === BY_MODEL
          ? await replayOf('paraphrase', manifest!, known, command, options, files)
          : await askerOf('paraphrase', command, { ...options, out: plan.out, by: plan.by }, ports)
      const place = { sources: [plan.from.path], example: 'paraphrase.jsonl' }
      const force = options.force || options.dryRun
      const open = () =>
        known === undefined ? openWriter(options, ports) : openWriterAgain(options, manifest!, known, ports)
      const writers = { asker, openWriter: isLocal ? open : undefined }
      const promised = known?.output.sha256
      const run = await holdingSet(plan.out, { ...place, force, promised }, ports, async () => {
        if (known !== undefined) await checkThere(manifest!, namedSource(plan, path, known), files)
        return runParaphrase(plan, known, writers, ports)
      })
      if (run === undefined) return
      print(counted(run))
      if (known === undefined && options.split === undefined && plan.split !== undefined)
        report(`Recorded as the ${plan.split} split, as its name says; --split says it otherwise\n`)
      report(`Written to ${plan.out}, with ${manifestPath(plan.out)}\n`)
      if (known !== undefined)
        report(`The bytes are those that the manifest tells (sha256 ${known.output.sha256.slice(0, 16)}…)\n`)
    },
  )
}

function counted({ manifest, read, left }: ParaphraseRun): string {
  const total = left.reduce((sum, { ids }) => sum + ids.length, 0)
  const reasons = left.map(({ reason, ids }) => `  ${ids.length} ${reason}\n`).join('')
  return `items in   ${read}\nreworded   ${manifest.output.items}\nleft out   ${total}\n${reasons}`
}
