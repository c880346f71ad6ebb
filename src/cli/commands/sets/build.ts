import { dirname } from 'node:path'
import type { Command } from 'commander'
import { builderNames, builderSummaries } from '../../../building/index.js'
import { parentAdvice, SPLITS } from '../../../building/parent-advice.js'
import { builtReport } from '../../../reports/console/built-set.js'
import { manifestPath } from '../../../sets/index.js'
import { day, oneOf, positiveInteger, seed } from '../../arguments.js'
import { askerOf, BY_MODEL } from '../../asker.js'
import {
  type BuildArguments,
  fileOf,
  namedSources,
  planOf,
  planOfManifest,
  SETTLED,
} from '../../build-plan.js'
import { runBuild } from '../../build-run.js'
import { addEndpointOptions } from '../../endpoint-options.js'
import { holdingSet } from '../../hold-set.js'
import { FORCE_HELP } from '../../out-folder.js'
import { pacerOf } from '../../pace.js'
import type { Ports } from '../../ports.js'
import { checkThere, MANIFEST_HELP, manifestToRepeat } from '../../repeat.js'
import { replayOf } from '../../replay.js'
import { addReadingOptions } from '../../set-options.js'

/** `lossgap sets build`: new items of a benchmark's form, with a manifest that makes the same bytes again. */
export function addBuildCommand(sets: Command, ports: Ports): void {
  const command = sets
    .command('build')
    .description("Make new items of a benchmark's form, for the reference set of an audit")
    .option('--from <set>', 'items to make new ones from; FILE#0:300 takes rows')
    .option('--out <file>', 'JSONL file to write; a .manifest.json is written beside it')
    .option(
      '--by <name>',
      `how: ${builderSummaries.join('; ')} (default: the first that can)`,
      oneOf(builderNames),
    )
    .option('--count <n>', 'items wanted (default: as many as --like has, or else --from)', positiveInteger)
    .option('--per-row <n>', 'most items from one row (default: what --count takes)', positiveInteger)
    .option('--seed <n>', 'seed of every random draw', seed, 1)
    .option(
      '--split <name>',
      `split that --from is of: ${SPLITS.join(', ')} (default: as its name says)`,
      oneOf(SPLITS),
    )
    .option('--licence <text>', 'licence of --from, for the manifest')
    .option('--like <set>', 'windows: the set whose lengths they should have')
    .option('--like-template <text>', 'windows: how its fields make a text, where that is not obvious')
    .option('--after <date>', "windows: the model's cut-off, YYYY-MM-DD; older documents are left out", day)
    .option('--manifest <file>', MANIFEST_HELP)
    .option('--force', FORCE_HELP)
  addEndpointOptions(addReadingOptions(command)).action(async (options: BuildArguments) => {
    const { files, print, colour, width } = ports
    const known =
      options.manifest === undefined
        ? undefined
        : await manifestToRepeat(options.manifest, 'reference', command, SETTLED, files)
    const plan = known === undefined ? planOf(options) : planOfManifest(options.manifest!, known, options)
    const asker =
      known?.generator.name === BY_MODEL
        ? await replayOf('build', options.manifest!, known, command, options, files)
        : await askerOf('build', command, { ...options, ...plan }, ports)
    const sources = [plan.from, plan.like].flatMap(source => source?.path ?? [])
    const force = options.force || options.dryRun
    const promised = known?.output.sha256
    const place = { sources, example: 'reference.jsonl', force, promised }
    const run = await holdingSet(plan.out, place, ports, async () => {
      if (known !== undefined) await checkThere(options.manifest!, namedSources(plan, options, known), files)
      return runBuild(plan, known, asker, files, wanted => pacerOf(ports, wanted))
    })
    if (run === undefined) return
    const { set, manifest, ...facts } = run
    const folder = dirname(set.path)
    const beside = (await files.names(folder)).filter(
      name => name !== fileOf(set.path) && name !== fileOf(plan.out),
    )
    // A corpus, unlike a benchmark, has no splits.
    print(
      builtReport(
        {
          ...manifest,
          path: plan.out,
          manifestPath: manifestPath(plan.out),
          ...facts,
          advice: parentAdvice(
            fileOf(manifest.source.file),
            manifest.source.split,
            plan.split === undefined && plan.after === undefined,
            beside,
          ),
          byModel: asker !== undefined,
          repeated: known !== undefined,
        },
        { colourLevel: colour.out, width },
      ),
    )
  })
}
