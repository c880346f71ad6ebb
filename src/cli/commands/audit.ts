import type { Command } from 'commander'
import { DEFAULT_PARAMETERS as DEFAULTS } from '../../audit/parameters.js'
import type { Parameters } from '../../audit-report.js'
import { LossgapError } from '../../errors.js'
import { audit } from '../../pipeline.js'
import { type ReportName, reportNames, reports } from '../../reports/index.js'
import { escapeUnprintable } from '../../reports/printable.js'
import { collect, errorRate, oneOf, positiveNumber } from '../arguments.js'
import { refuseTwice } from '../given-twice.js'
import { keepRun, outputsOf, prepareRun } from '../keep-run.js'
import { addOrderOptions, type OrderArguments, orderOf } from '../order-options.js'
import { inputsOf, modelInputs, refuseOverwriting } from '../outputs.js'
import type { Ports } from '../ports.js'
import { addScoringOptions, type ScoringArguments, scoringOf } from '../scoring-options.js'
import { readSetChecks } from '../set-check-files.js'
import { addSetOptions, type SetArguments, specOf } from '../set-options.js'

interface AuditArguments extends ScoringArguments, SetArguments, OrderArguments {
  test: string
  ref: string
  train?: string
  testTemplate?: string
  refTemplate?: string
  trainTemplate?: string
  paraphrase?: string
  refParaphrase?: string
  setCheck: string[]
  referenceModel: string[]
  ownBase?: boolean
  sequential?: boolean
  alpha: number
  effectFloor: number
  format: ReportName
  out?: string
  html?: string
}

/** `lossgap audit`: exit 0 for every verdict that it reaches. */
export function addAuditCommand(program: Command, ports: Ports): void {
  const command = program
    .command('audit')
    .description('Test whether a model has seen a benchmark: scores, loss gaps, verdict')
    .argument('<model>', 'folder of an ONNX export, or an .onnx file')
    .requiredOption(
      '--test <set>',
      'the benchmark items in question: .jsonl, .csv, .tsv or .parquet; FILE#0:300 takes rows',
    )
    .requiredOption('--ref <set>', 'comparable items that the model cannot have seen')
    .option('--train <set>', "the benchmark's train split, for a separate statement")
    .option('--test-template <text>', 'template of the test set, where it differs')
    .option('--ref-template <text>', 'template of the reference set, where it differs')
    .option('--train-template <text>', 'template of the train split, where it differs')
    .option(
      '--paraphrase <set>',
      "the test set's items reworded, under the same ids: a second arm of evidence",
    )
    .option(
      '--ref-paraphrase <set>',
      'the reference items reworded in the same way: what rewording alone does',
    )
    .option(
      '--set-check <file>',
      'check.json of lossgap sets check on one of the sets: drops what it dropped; repeat for more',
      collect,
      [],
    )
    .option(
      '--reference-model <model>',
      'a model that has not seen the benchmark; repeat for more',
      collect,
      [],
    )
    .option(
      '--own-base',
      'the reference model is the one that the audited model was trained on from (found by itself where weights are comparable)',
    )
    .option(
      '--sequential',
      'score a random part of the items first and the rest only as far as the verdict needs it; error rates hold',
    )
    .option('--alpha <p>', 'accepted chance of calling an unexposed model exposed', errorRate, DEFAULTS.alpha)
    .option(
      '--effect-floor <nats>',
      'smallest effect that counts, nats/token',
      positiveNumber,
      DEFAULTS.effectFloor.absolute,
    )
    .option('--format <name>', `what to print: ${reportNames.join(', ')}`, oneOf(reportNames), 'console')
    .option(
      '--out <folder>',
      'also write report.json, the scores of each model (Parquet) and the texts of the test items there',
    )
    .option('--html <file>', 'also show the run that --out keeps as one HTML file')
  addScoringOptions(addSetOptions(addOrderOptions(command))).action(
    async (model: string, options: AuditArguments) => {
      if (options.refParaphrase !== undefined && options.paraphrase === undefined) {
        throw new LossgapError(
          'USAGE',
          '--ref-paraphrase is the control of --paraphrase, which is not given',
          'Name the paraphrases of the test set with --paraphrase too',
        )
      }
      refuseTwice('model', [model, ...options.referenceModel])
      refuseOverwriting(outputsOf(options, options.referenceModel.length + 1), inputsOfAudit(model, options))
      await prepareRun(options, { model, test: options.test }, ports.files)
      const setChecks = await readSetChecks(options.setCheck, ports.files)
      const { report, sets, models } = await audit(
        {
          model,
          referenceModels: options.referenceModel,
          ownBase: options.ownBase === true,
          sets: {
            test: specOf(options.test, options, options.testTemplate),
            ref: specOf(options.ref, options, options.refTemplate),
            train: specIfAny(options.train, options, options.trainTemplate),
            paraphrase: specIfAny(options.paraphrase, options, options.testTemplate),
            refParaphrase: specIfAny(options.refParaphrase, options, options.refTemplate),
          },
          scoring: scoringOf(options, ports),
          parameters: parametersOf(options),
          setChecks,
          sequential: options.sequential === true,
          order: await orderOf(options, ports.files),
          onNote: note => ports.report(`${escapeUnprintable(note)}\n`),
        },
        ports.files,
      )
      // Before the files: hours of scoring must not be lost to a disk that is full.
      ports.print(reports[options.format](report, { colourLevel: ports.colour.out, width: ports.width }))
      await keepRun(options, { report, sets, models }, ports.files)
    },
  )
}

function inputsOfAudit(model: string, options: AuditArguments) {
  return [
    ...inputsOf('the set of --test', options.test),
    ...inputsOf('the set of --ref', options.ref),
    ...inputsOf('the set of --train', options.train),
    ...inputsOf('the set of --paraphrase', options.paraphrase),
    ...inputsOf('the set of --ref-paraphrase', options.refParaphrase),
    ...inputsOf('a report of --set-check', options.setCheck),
    ...modelInputs([model, ...options.referenceModel]),
  ]
}

function specIfAny(path: string | undefined, options: AuditArguments, template: string | undefined) {
  return path === undefined ? undefined : specOf(path, options, template)
}

function parametersOf({ alpha, effectFloor, seed, bos }: AuditArguments): Parameters {
  const { equivalenceAlpha, power } = DEFAULTS
  return {
    alpha,
    equivalenceAlpha,
    power,
    effectFloor: { ...DEFAULTS.effectFloor, absolute: effectFloor },
    seed,
    bos,
  }
}
