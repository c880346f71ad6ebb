import { join } from 'node:path'
import type { Command } from 'commander'
import { LossgapError } from '../../../errors.js'
import { setCheckConsole, setCheckJson } from '../../../reports/set-checks.js'
import {
  checkSets,
  LARGEST_CLASSIFIED,
  LARGEST_SAMPLE,
  type SetCheckResult,
} from '../../../set-checks/check-sets.js'
import { itemRows } from '../../../set-checks/item-rows.js'
import {
  type CheckedFile,
  SET_CHECK_SCHEMA,
  type SetCheckReport,
  setCheckReportSchema,
} from '../../../set-checks/report.js'
import { loadRows, manifestBeside, type RowSet } from '../../../sets/index.js'
import { createRandom } from '../../../statistics/random.js'
import { VERSION } from '../../../version.js'
import { cosineLimit, count, oneOf, seed } from '../../arguments.js'
import { openMeaning } from '../../meaning.js'
import { prepareFolder } from '../../out-folder.js'
import { pacerOf } from '../../pace.js'
import type { Ports } from '../../ports.js'
import { addReadingOptions } from '../../set-options.js'

interface CheckArguments {
  against?: string
  train?: string
  pairs?: string
  template?: string
  againstTemplate?: string
  trainTemplate?: string
  pairsTemplate?: string
  idField?: string
  clusterField?: string
  answerBase?: 0 | 1
  permutations: number
  encoder?: string
  leastCosine: number
  seed: number
  format: 'console' | 'json'
  out?: string
}

const EXIT_CODES = `
Exit codes:
  0   every check passed or warned
  2   wrong options
  3   a check failed, or a set cannot be read
  130 stopped`

/** `lossgap sets check`: exit 0 when all checks pass or warn, 3 when one failed. */
export function addCheckCommand(sets: Command, ports: Ports): void {
  const command = sets
    .command('check')
    .description('Say whether a reference or paraphrase set may be used, and which of its items may not')
    .argument('<set>', 'the set to judge: .jsonl, .csv, .tsv or .parquet; FILE#0:300 takes rows')
    .option('--against <set>', 'the benchmark items that the set is going to be compared with')
    .option('--train <set>', "the benchmark's train split, for overlap")
    .option(
      '--pairs <set>',
      'the set is a paraphrase of this one: judge each pair (field parent, or equal ids)',
    )
  addReadingOptions(command)
    .option('--against-template <text>', 'template of --against, where it differs')
    .option('--train-template <text>', 'template of --train, where it differs')
    .option('--pairs-template <text>', 'template of --pairs, where it differs')
    .option(
      '--permutations <n>',
      'label permutations of the text classifier; p is 1/(n + 1) at least, and each takes as long as the check itself',
      count,
      0,
    )
    .option('--encoder <folder>', 'ONNX export of a sentence encoder: compares the meaning of each pair')
    .option('--least-cosine <c>', 'least cosine of a pair that says the same, by --encoder', cosineLimit, 0.8)
    .option('--seed <n>', 'seed of every random draw', seed, 1)
    .option('--format <name>', 'what to print: console, json', oneOf(['console', 'json']), 'console')
    .option('--out <folder>', 'also write check.json and items.jsonl, a row per item, there')
    .addHelpText('after', EXIT_CODES)
    .action((set: string, options: CheckArguments) => check(set, options, command, ports))
}

async function check(path: string, options: CheckArguments, command: Command, ports: Ports): Promise<void> {
  if (options.against === undefined && options.pairs === undefined)
    throw new LossgapError(
      'USAGE',
      'Nothing to check the set against',
      'Give --against TEST, or --pairs SOURCE for a paraphrase',
    )
  if (options.encoder !== undefined && options.pairs === undefined)
    throw new LossgapError('USAGE', '--encoder compares pairs, and there are none', 'Give --pairs SOURCE too')
  if (options.encoder === undefined && command.getOptionValueSource('leastCosine') === 'cli')
    throw new LossgapError(
      'USAGE',
      '--least-cosine is a limit on what --encoder measures, and there is no --encoder',
      'Add --encoder FOLDER, or leave --least-cosine out',
    )
  if (options.out !== undefined) await prepareFolder(options.out, ports.files)
  const load = async (path: string | undefined, template: string | undefined) =>
    path === undefined ? undefined : await loadRows(specOf(path, options, template), ports.files)
  const set = await loadRows(specOf(path, options, options.template), ports.files)
  const against = await load(options.against, options.againstTemplate)
  const train = await load(options.train, options.trainTemplate)
  const source = await load(options.pairs, options.pairsTemplate)
  const { permutations, answerBase } = options
  const random = createRandom('sets check', options.seed)
  const { pace, end } = pacerOf(ports)
  const encoder =
    options.encoder === undefined ? undefined : await openMeaning(options.encoder, options.leastCosine, ports)
  const sets = { set, against, train, source }
  const parentSplit = (await manifestBeside(set.path, ports.files))?.source.split
  const request = {
    ...sets,
    set: { ...set, parentSplit },
    permutations,
    random,
    meaning: encoder?.meaning,
    answerBase,
    pace,
  }
  const result = await checkSets(request).finally(() => {
    end()
    return encoder?.dispose()
  })
  const report = reportOf(sets, result, options, encoder?.modelSha256)
  ports.print(
    options.format === 'json'
      ? setCheckJson(report)
      : setCheckConsole(report, { colourLevel: ports.colour.out, width: ports.width }),
  )
  if (options.out !== undefined) {
    await ports.files.write(join(options.out, 'check.json'), setCheckJson(report))
    await ports.files.write(join(options.out, 'items.jsonl'), itemRows(set.rows, report.drop, result.judged))
  }
  if (report.status === 'fail') throw failed(report)
}

function specOf(path: string, { template, idField, clusterField, answerBase }: CheckArguments, own?: string) {
  return { path, template: own ?? template, idField, clusterField, answerBase }
}

function reportOf(
  sets: Readonly<Record<CheckedFile['role'], RowSet | undefined>>,
  { judged, ...result }: SetCheckResult,
  { permutations, seed, leastCosine }: CheckArguments,
  encoderSha256: string | undefined,
): SetCheckReport {
  const roles = ['set', 'against', 'train', 'source'] as const
  const { status, checks, pairs, balance, drop } = result
  return setCheckReportSchema.parse({
    schema: SET_CHECK_SCHEMA,
    tool: { name: 'lossgap', version: VERSION },
    status,
    files: roles.flatMap(role => {
      const set = sets[role]
      if (set === undefined) return []
      const { name, sha256, template, rows, itemsSha256, exclusions } = set
      return [{ role, name, sha256, template, items: rows.length, itemsSha256, exclusions }]
    }),
    checks,
    pairs,
    balance,
    drop,
    parameters: {
      seed,
      permutations,
      ...(encoderSha256 === undefined ? {} : { encoder: { modelSha256: encoderSha256, leastCosine } }),
      largestSample: LARGEST_SAMPLE,
      largestClassified: LARGEST_CLASSIFIED,
    },
  })
}

function failed({ checks, drop }: SetCheckReport): LossgapError {
  const names = checks.filter(({ status }) => status === 'fail').map(({ name }) => name)
  return new LossgapError(
    'SET_CHECK_FAILED',
    `The set does not pass: ${names.join('; ')}`,
    drop.length > 0
      ? 'Leave out or mend the items not to be used (--out FOLDER lists all with their reasons), then check again'
      : 'Build the set anew, closer to the one that it is compared with, then check again',
  )
}
