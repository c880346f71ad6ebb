import { LossgapError } from '../errors.js'
import { type Baseline, baselineSchema } from '../gate-baseline.js'
import type { LocatedPolicy } from './gate-policy.js'
import type { Ports } from './ports.js'
import { jsonOf, shapedAs } from './published-json.js'

export interface BaselineArguments {
  readonly baseline?: string
  readonly updateBaseline?: boolean
  readonly requireBaseline?: boolean
}

const FORM = {
  schema: baselineSchema,
  what: 'baseline of lossgap gate',
  code: 'BASELINE_INVALID',
  fix: 'Restore the file as lossgap gate --baseline wrote it with this version; or, once this checkpoint was looked at, accept it as the new state with --update-baseline',
} as const

/**
 * The baseline that the command line or the policy names, and what it holds.
 * @throws LossgapError USAGE, BASELINE_MISSING, BASELINE_INVALID.
 */
export async function baselineOf(
  { policy, at, file: policyFile }: LocatedPolicy,
  { baseline, updateBaseline = false, requireBaseline = false }: BaselineArguments,
  { files }: Ports,
) {
  const inPolicy = policy.monitoring.baseline
  const file = baseline ?? (inPolicy === undefined ? undefined : at(inPolicy))
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
  const held = there ? heldIn(file, await files.readText(file)) : undefined
  if (held instanceof LossgapError && !updateBaseline) throw held
  const found = held instanceof LossgapError ? undefined : held
  return {
    ...{ file, shares: policy.monitoring['alpha-shares'], anew: updateBaseline },
    contents: updateBaseline ? undefined : found,
    replaced: updateBaseline ? found : undefined,
    unreadable: held instanceof LossgapError,
  }
}

/** The baseline, or why the file is none: one that is to be replaced need not be whole. */
function heldIn(file: string, text: string): Baseline | LossgapError {
  try {
    return shapedAs(file, jsonOf(file, text, FORM), FORM)
  } catch (error) {
    if (error instanceof LossgapError) return error
    throw error
  }
}
