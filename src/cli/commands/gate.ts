import type { Command } from 'commander'
import { DEFAULT_PARAMETERS as DEFAULTS } from '../../audit/parameters.js'
import { LossgapError } from '../../errors.js'
import { gate } from '../../gate-pipeline.js'
import type { GateReport } from '../../gate-report.js'
import type { Policy } from '../../policy/schema.js'
import { faultAnnotation } from '../../reports/gate/annotations.js'
import { type GateReportName, gateReportNames, gateReports } from '../../reports/gate/index.js'
import { escapeUnprintable } from '../../reports/printable.js'
import { withoutRows } from '../../sets/index.js'
import { oneOf } from '../arguments.js'
import {
  type BaselineArguments,
  baselineFile,
  baselineOf,
  keepBaseline,
  refuseChanged,
} from '../gate-baseline.js'
import { annotator, prepareOutputs, refuseGateOverwriting, writeOutputs } from '../gate-outputs.js'
import { type LocatedPolicy, locatePolicy } from '../gate-policy.js'
import type { Ports } from '../ports.js'
import { addScoringOptions, type ScoringArguments, scoringOf } from '../scoring-options.js'
import { readSetChecks } from '../set-check-files.js'
import { startBudget } from '../time-budget.js'

interface GateArguments extends ScoringArguments, BaselineArguments {
  policy: string
  format: GateReportName
}

/** `lossgap gate`: an audit for pipelines, with the exit code that the policy asks for. */
export function addGateCommand(
  program: Command,
  ports: Ports,
  conclude: (exitCode: number) => void,
  /** Says to the pipeline what it shall obey, beside the results. */
  order: (commands: string) => void,
): void {
  const command = program
    .command('gate')
    .description('Audit a checkpoint in CI by a policy file: exit code, JUnit, SARIF, annotations')
    .argument('[model]', 'folder of an ONNX export, or an .onnx file (default: the policy’s)')
    .option('--policy <file>', 'what is asked and what follows from the answer', 'lossgap.yml')
    .option('--baseline <file>', 'accepted state and tests so far; the first run writes it')
    .option(
      '--update-baseline',
      'accept this checkpoint as the new state, unless it is exposed or an alarm stands',
    )
    .option(
      '--require-baseline',
      'end with an error where the baseline is not there: a lost one is no first run',
    )
    .option(
      '--format <name>',
      `what to print: ${gateReportNames.join(', ')}`,
      oneOf(gateReportNames),
      'console',
    )
  addScoringOptions(command).action(async (named: string | undefined, options: GateArguments) => {
    let policy: Policy | undefined
    const annotate = () => annotator(policy, options.format, ports, order)
    try {
      const located = await locatePolicy(options.policy, ports.files)
      policy = located.policy
      const report = await judge(named, located, options, ports)
      await writeOutputs(report, located, options.format, annotate(), ports)
      conclude(report.exitCode)
    } catch (error) {
      if (error instanceof LossgapError) annotate()?.(faultAnnotation(error.message))
      throw error
    }
  })
}

/** Prints the result and keeps the baseline. */
async function judge(
  named: string | undefined,
  located: LocatedPolicy,
  options: GateArguments,
  ports: Ports,
): Promise<GateReport> {
  const { policy, at } = located
  const model = named ?? (policy.model === undefined ? undefined : at(policy.model))
  refuseGateOverwriting(located, model, baselineFile(located, options))
  await prepareOutputs(located, ports.files)
  if (model === undefined)
    throw new LossgapError(
      'USAGE',
      `Neither the command line nor ${located.file} names a model`,
      'Write lossgap gate MODEL, or put the key model into the policy',
    )
  const baseline = await baselineOf(located, options, ports)
  const budget = startBudget(policy.budget.minutes, ports)
  try {
    const result = await gate(
      {
        model,
        ...requestOf(located),
        scoring: { ...scoringOf(options, ports), signal: budget.signal },
        parameters: {
          ...{ alpha: policy.alpha, equivalenceAlpha: DEFAULTS.equivalenceAlpha, power: DEFAULTS.power },
          effectFloor: { ...DEFAULTS.effectFloor, absolute: policy['effect-floor'] },
          ...{ seed: policy.seed, bos: options.bos },
        },
        setChecks: await readSetChecks(policy['set-checks'].map(at), ports.files),
        baseline,
        timeIsUp: budget.isUp,
        onNote: note => ports.report(`${escapeUnprintable(note)}\n`),
      },
      ports.files,
    )
    if (result.baseline) await refuseChanged(baseline!, ports.files)
    // Before the files: hours of scoring must not be lost to a disk that is full.
    ports.print(
      gateReports[options.format](result.report, { colourLevel: ports.colour.out, width: ports.width }),
    )
    if (result.baseline) await keepBaseline(baseline!, result.baseline, ports)
    return result.report
  } finally {
    budget.end()
  }
}

/** What a policy asks, as the pipeline takes it. */
function requestOf({ file, policy, at, specOf }: LocatedPolicy) {
  const { test, ref, train, paraphrase, placebos = [] } = policy.sets
  const specIfAny = (set: typeof train) => (set === undefined ? undefined : specOf(set))
  return {
    referenceModels: policy.references.map(at),
    ownBase: policy['own-base'],
    sequential: policy.sequential,
    sets: {
      test: specOf(test),
      ref: specOf(ref),
      train: specIfAny(train),
      paraphrase: specIfAny(paraphrase),
      refParaphrase: specIfAny(policy.sets['ref-paraphrase']),
    },
    placebos: placebos.map(specOf),
    policy: {
      file,
      testFile: at(typeof test === 'string' ? withoutRows(test) : test.file),
      alpha: policy.alpha,
      horizon: policy.monitoring.horizon ?? null,
      shares: policy.monitoring['alpha-shares'],
      onInconclusive: policy['on-inconclusive'],
      onFailedCheck: policy['on-failed-check'],
      items: policy.budget.items ?? null,
      minutes: policy.budget.minutes ?? null,
    },
  }
}
