import type { GateReport } from '../gate-report.js'
import { type GateReportName, gateReports } from '../reports/gate/index.js'
import type { LocatedPolicy } from './gate-policy.js'
import { type Input, inputsOf, modelInputs, type Output, refuseOverwriting } from './outputs.js'
import type { Ports } from './ports.js'

const WRITTEN = ['json', 'junit', 'sarif', 'markdown'] as const

/**
 * Sees before scoring that the files of a gate take the place of nothing that it reads. The baseline is both.
 * @throws LossgapError USAGE.
 */
export function refuseGateOverwriting(located: LocatedPolicy, model: string, baseline: Output | undefined) {
  const read = [...inputsOf('the policy', located.file), ...setsOf(located), ...modelsOf(located, model)]
  const outputs = WRITTEN.flatMap((name): Output[] => {
    const path = located.policy.outputs[name]
    return path === undefined ? [] : [{ option: `outputs.${name}`, path: located.at(path) }]
  })
  refuseOverwriting([...(baseline ? [baseline] : []), ...outputs], read)
}

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

const modelsOf = ({ policy, at }: LocatedPolicy, model: string) =>
  modelInputs([model, ...policy.references.map(at)])

/** Writes what the policy names. */
export async function writeOutputs(
  report: GateReport,
  { policy: { outputs }, at }: LocatedPolicy,
  printed: GateReportName,
  { files, env, print }: Ports,
): Promise<void> {
  for (const name of WRITTEN) {
    const path = outputs[name]
    if (path !== undefined) await files.write(at(path), gateReports[name](report))
  }
  if (!(outputs.annotations ?? env.GITHUB_ACTIONS === 'true')) return
  if (printed !== 'annotations') print(gateReports.annotations(report))
  const summary = env.GITHUB_STEP_SUMMARY
  if (!summary) return
  // Other steps may have written theirs before.
  const length = (await files.kind(summary)) === 'file' ? await files.size(summary) : 0
  const writer = await files.append(summary, length)
  await writer.write(new TextEncoder().encode(gateReports.markdown(report)))
  await writer.close()
}
