import type { Command } from 'commander'
import { DEFAULT_PARAMETERS as DEFAULTS } from '../../audit/parameters.js'
import { effectiveClusters } from '../../checks/size.js'
import { LossgapError } from '../../errors.js'
import { knownOf } from '../../planning/known.js'
import type { Measured } from '../../planning/measure.js'
import { type PlanInput, planAudit, type Sized } from '../../planning/plan.js'
import type { PowerReport } from '../../power-report.js'
import { powerConsole, powerJson } from '../../reports/power.js'
import { loadSet } from '../../sets/index.js'
import { VERSION } from '../../version.js'
import {
  correlation,
  count,
  errorRate,
  oneOf,
  positiveInteger,
  positiveNumber,
  powerWanted,
  share,
} from '../arguments.js'
import { readMeasured } from '../measured.js'
import type { Ports } from '../ports.js'
import { addSetOptions, type SetArguments, specOf } from '../set-options.js'

interface PowerArguments extends SetArguments {
  testItems?: number
  refItems?: number
  test?: string
  ref?: string
  references?: number
  ownBase?: boolean
  families: number
  alpha: number
  power: number
  effectFloor?: number
  effect?: number
  share?: number
  perItem?: number
  itemSd?: number
  correlation?: number
  tau?: number
  from?: string[]
  format: 'console' | 'json'
}

/** One item has no deviation, and so no standard error. */
const LEAST_ITEMS = 2

/** More models than anybody has; from some three hundred on the chances cannot be integrated exactly. */
const MOST_REFERENCES = 100

/** Loss per item that a table by dose takes off where nothing is said: three floors' worth in a tenth of the items. */
const PER_ITEM = 0.3

/** `lossgap power`: what an audit could find, before anything is scored. */
export function addPowerCommand(program: Command, ports: Ports): void {
  const command = program
    .command('power')
    .description('Say what an audit could find or clear before scoring, and how many items it takes')
    .option('--test-items <n>', 'items of the test set', positiveInteger)
    .option('--ref-items <n>', 'items of the reference set', positiveInteger)
    .option('--test <set>', 'count the items and clusters of this test set instead')
    .option('--ref <set>', 'count those of this reference set instead')
    .option('--references <k>', 'number of reference models (default: that of --from, or else 0)', count)
    .option('--own-base', 'the single reference is the model that the audited one was trained on from')
    .option(
      '--families <n>',
      'questions of the audit: one, and one more each for --train and --paraphrase',
      positiveInteger,
      1,
    )
    .option('--alpha <p>', 'accepted chance of calling an unexposed model exposed', errorRate, DEFAULTS.alpha)
    .option('--power <p>', 'chance with which an effect should be found', powerWanted, DEFAULTS.power)
    .option(
      '--effect-floor <nats>',
      `smallest effect that counts, nats/token (default: ${DEFAULTS.effectFloor.absolute})`,
      positiveNumber,
    )
    .option('--effect <nats>', 'mean effect that should be found, nats/token', positiveNumber)
    .option('--share <π>', 'share of the test items that leaked, instead of --effect', share)
    .option(
      '--per-item <δ>',
      `loss that a leaked item lost, nats/token (default: ${PER_ITEM})`,
      positiveNumber,
    )
    .option('--item-sd <nats>', "deviation of a model's loss between items, nats/token", positiveNumber)
    .option('--correlation <r>', "correlation of two models' losses over items", correlation)
    .option('--tau <nats>', "deviation of clean models' gaps, nats/token", positiveNumber)
    .option(
      '--from <file...>',
      "measure these: an earlier audit's report.json, or score files, the audited model's first",
    )
    .option('--format <name>', 'what to print: console, json', oneOf(['console', 'json']), 'console')
  addSetOptions(command).action(async (options: PowerArguments) => {
    checkTogether(options)
    const { from, ownBase } = options
    const measurement = from && (await readMeasured(from, ownBase === true, ports.files))
    const input = await planInput(options, measurement?.measured, measurement?.notes ?? [], ports)
    const report: PowerReport = {
      schema: 'lossgap/power/1',
      tool: { name: 'lossgap', version: VERSION },
      ...planAudit(input),
    }
    ports.print(
      options.format === 'json'
        ? powerJson(report)
        : powerConsole(report, { colourLevel: ports.colour.out, width: ports.width }),
    )
  })
}

function checkTogether({
  effect,
  share,
  perItem,
  test,
  testItems,
  ref,
  refItems,
  references,
}: PowerArguments): void {
  const wrong =
    effect !== undefined && (share !== undefined || perItem !== undefined)
      ? [
          '--effect is the mean over all items, which --share and --per-item give too',
          'Give one or the other',
        ]
      : test !== undefined && testItems !== undefined
        ? ['--test and --test-items both say how many test items there are', 'Give one of them']
        : ref !== undefined && refItems !== undefined
          ? ['--ref and --ref-items both say how many reference items there are', 'Give one of them']
          : (testItems ?? LEAST_ITEMS) < LEAST_ITEMS || (refItems ?? LEAST_ITEMS) < LEAST_ITEMS
            ? [
                'One item has no standard error, so nothing can be said of it',
                `Give ${LEAST_ITEMS} items or more of each set`,
              ]
            : (references ?? 0) > MOST_REFERENCES
              ? [
                  `--references: ${references} are more than can be planned with`,
                  `Give ${MOST_REFERENCES} at most`,
                ]
              : undefined
  if (wrong) throw new LossgapError('USAGE', wrong[0]!, wrong[1]!)
}

async function planInput(
  options: PowerArguments,
  measured: Measured | undefined,
  notes: readonly string[],
  ports: Ports,
): Promise<PlanInput> {
  const references = options.references ?? measured?.references ?? (options.ownBase ? 1 : 0)
  const ownBase = options.ownBase ?? (references === 1 && measured?.ownBase === true)
  if (ownBase && references !== 1)
    throw new LossgapError(
      'USAGE',
      `--own-base goes with one reference model, got ${references}`,
      'Use --references 1, or leave --own-base out',
    )
  const { alpha, power, families, effect, share, perItem = PER_ITEM } = options
  const target = effect !== undefined ? { effect } : share !== undefined ? { share, perItem } : undefined
  return {
    test: await sizeOf('test', options.test, options.testItems, measured?.testItems, options, ports),
    ref: await sizeOf('ref', options.ref, options.refItems, measured?.refItems, options, ports),
    ...{ references, ownBase, alpha, power, families, target, perItem, notes },
    equivalenceAlpha: DEFAULTS.equivalenceAlpha,
    known: knownOf(options, measured, ownBase, DEFAULTS.effectFloor),
  }
}

/** Counted in a set, told as a number, or as in the earlier run. */
async function sizeOf(
  role: 'test' | 'ref',
  path: string | undefined,
  told: number | undefined,
  measured: number | undefined,
  options: PowerArguments,
  { files }: Ports,
): Promise<Sized> {
  if (path !== undefined) {
    const { items } = await loadSet(specOf(path, options), files)
    return { items: items.length, independent: effectiveClusters(items) }
  }
  const items = told ?? measured
  if (items === undefined)
    throw new LossgapError(
      'USAGE',
      `How many ${role === 'test' ? 'test' : 'reference'} items there will be is not said`,
      `Give --${role}-items N, --${role} SET, or --from an earlier run`,
    )
  return { items, independent: items }
}
