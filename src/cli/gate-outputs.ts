import type { GateReport } from '../gate-report.js'
import type { Files } from '../io/files.js'
import type { Policy } from '../policy/schema.js'
import { type GateReportName, gateReports } from '../reports/gate/index.js'
import type { LocatedPolicy } from './gate-policy.js'
import { prepareFile } from './out-folder.js'
import { type Input, inputsOf, modelInputs, type Output, refuseOverwriting } from './outputs.js'
import type { Ports } from './ports.js'

const WRITTEN = ['json', 'junit', 'sarif', 'markdown'] as const

/**
 * Sees before scoring that the files of a gate take the place of nothing that it reads. The baseline is both.
 * @throws LossgapError USAGE.
 */
export function refuseGateOverwriting(
  located: LocatedPolicy,
  model: string | undefined,
  baseline: Output | undefined,
): void {
  const read = [...inputsOf('the policy', located.file), ...setsOf(located), ...modelsOf(located, model)]
  refuseOverwriting([...(baseline ? [baseline] : []), ...outputsOf(located)], read)
}

/**
 * Removes what an earlier run wrote, so that a pipeline publishes nothing stale where this one fails, and sees that the
 * files can be written. Only after `refuseGateOverwriting`.
 * @throws LossgapError FILE_UNREADABLE.
 */
export async function prepareOutputs(located: LocatedPolicy, files: Files): Promise<void> {
  const outputs = outputsOf(located)
  for (const { path } of outputs) await files.removeFile(path)
  for (const { option, path } of outputs) await prepareFile(path, files, 'gate.out', option)
}

const outputsOf = ({ policy, at }: LocatedPolicy) =>
  WRITTEN.flatMap((name): Output[] => {
    const path = policy.outputs[name]
    return path === undefined ? [] : [{ option: `outputs.${name}`, path: at(path) }]
  })

function setsOf({ policy, at }: LocatedPolicy): Input[] {
  const { placebos = [], ...sets } = policy.sets
  const named = [...Object.entries(sets), ...placebos.map(set => ['placebos', set] as const)]
  return [
    ...named.flatMap(([key, set]) => {
      if (set === undefined) return []
      return inputsOf(`the set of sets.${key}`, at(typeof set === 'string' ? set : set.file))
    }),
    ...inputsOf('a report of set-checks', policy['set-checks'].map(at)),
  ]
}

const modelsOf = ({ policy, at }: LocatedPolicy, model: string | undefined) =>
  modelInputs([...(model === undefined ? [] : [model]), ...policy.references.map(at)])

/** Where annotations go, if they are wanted: to the results only if these are not for a program to read. */
export function annotator(
  policy: Policy | undefined,
  printed: GateReportName,
  { env, print }: Ports,
  command: (text: string) => void,
): ((text: string) => void) | undefined {
  if (!(policy?.outputs.annotations ?? env.GITHUB_ACTIONS === 'true')) return undefined
  // The runner reads both streams.
  return printed === 'console' || printed === 'annotations' ? print : command
}

/** Writes what the policy names; on GitHub annotations and the step summary too. */
export async function writeOutputs(
  report: GateReport,
  { policy: { outputs }, at }: LocatedPolicy,
  printed: GateReportName,
  annotate: ((text: string) => void) | undefined,
  { files, env }: Ports,
): Promise<void> {
  for (const name of WRITTEN) {
    const path = outputs[name]
    if (path !== undefined) await files.write(at(path), gateReports[name](report))
  }
  if (annotate === undefined) return
  if (printed !== 'annotations') annotate(gateReports.annotations(report))
  const summary = env.GITHUB_STEP_SUMMARY
  if (!summary) return
  // Other steps may have written theirs before.
  const length = (await files.kind(summary)) === 'file' ? await files.size(summary) : 0
  const writer = await files.append(summary, length)
  await writer.write(new TextEncoder().encode(gateReports.markdown(report)))
  await writer.close()
}
