import { LossgapError } from '../errors.js'
import { type Baseline, baselineSchema } from '../gate-baseline.js'
import type { LocatedPolicy } from './gate-policy.js'
import type { Output } from './outputs.js'
import type { Ports } from './ports.js'
import { jsonOf, shapedAs } from './published-json.js'

export interface BaselineArguments {
  baseline?: string
  updateBaseline?: boolean
  requireBaseline?: boolean
}

const FORM = {
  schema: baselineSchema,
  what: 'baseline of lossgap gate',
  code: 'BASELINE_INVALID',
  fix: 'Restore the file as lossgap gate --baseline wrote it with this version; or, once this checkpoint was looked at, accept it as the new state with --update-baseline',
} as const

/** Where the baseline is, and who says so. */
export function baselineFile(
  { policy, at }: LocatedPolicy,
  { baseline }: BaselineArguments,
): Output | undefined {
  if (baseline !== undefined) return { option: '--baseline', path: baseline }
  const inPolicy = policy.monitoring.baseline
  return inPolicy === undefined ? undefined : { option: 'monitoring.baseline', path: at(inPolicy) }
}

/**
 * The baseline that is compared with or will be written, if any.
 * @throws LossgapError USAGE, BASELINE_MISSING, BASELINE_INVALID.
 */
export async function baselineOf(located: LocatedPolicy, options: BaselineArguments, { files }: Ports) {
  const { policy, file: policyFile } = located
  const { updateBaseline = false, requireBaseline = false } = options
  const file = baselineFile(located, options)?.path
  const required = requireBaseline || policy.monitoring.require
  if (file === undefined) {
    const asked = updateBaseline
      ? '--update-baseline'
      : requireBaseline
        ? '--require-baseline'
        : required
          ? `${policyFile}: monitoring.require`
          : undefined
    if (asked !== undefined)
      throw new LossgapError(
        'USAGE',
        `${asked} without a baseline`,
        'Name it with --baseline FILE, or under monitoring.baseline',
      )
    return undefined
  }
  if (policy.sequential)
    throw new LossgapError(
      'USAGE',
      `${policyFile}: sequential does not go with a baseline, which compares every item`,
      'Take sequential out of the policy, or run without a baseline',
    )
  const there = (await files.kind(file)) !== 'missing'
  if (!there && required && !updateBaseline)
    throw new LossgapError(
      'BASELINE_MISSING',
      `There is no baseline ${file}, and ${requireBaseline ? '--require-baseline' : `monitoring.require in ${policyFile}`} asks for one`,
      'Restore it from where the pipeline keeps it; if none was ever written, look at this checkpoint and write the first with --update-baseline',
    )
  const contents: Baseline | undefined =
    there && !updateBaseline
      ? shapedAs(file, jsonOf(file, await files.readText(file), FORM), FORM)
      : undefined
  return { file, contents, shares: policy.monitoring['alpha-shares'], anew: updateBaseline }
}
