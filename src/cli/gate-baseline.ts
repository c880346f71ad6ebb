import { basename, dirname, join } from 'node:path'
import { LossgapError } from '../errors.js'
import { type Baseline, baselineSchema } from '../gate-baseline.js'
import type { Files } from '../io/files.js'
import { takeLock } from '../io/lock.js'
import { jsonText } from '../reports/json.js'
import type { LocatedPolicy } from './gate-policy.js'
import type { Output } from './outputs.js'
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
 * The baseline that the command line or the policy names, and what it holds.
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
  const text = there ? await files.readText(file) : undefined
  const held = text === undefined ? undefined : heldIn(file, text)
  if (held instanceof LossgapError && !updateBaseline) throw held
  const found = held instanceof LossgapError ? undefined : held
  return {
    ...{ file, shares: policy.monitoring['alpha-shares'], anew: updateBaseline },
    contents: updateBaseline ? undefined : found,
    replaced: updateBaseline ? found : undefined,
    unreadable: held instanceof LossgapError,
    text,
  }
}

/** A baseline's file as it was read; undefined where there was none. */
interface ReadBaseline {
  readonly file: string
  readonly text: string | undefined
}

/**
 * Writes a baseline in place of what was read, while no other process does: of two gates at once the second would take the
 * result of the first away.
 * @throws LossgapError BASELINE_CHANGED, IN_USE.
 */
export async function keepBaseline(
  read: ReadBaseline,
  baseline: Baseline,
  { files, self }: Pick<Ports, 'files' | 'self'>,
): Promise<void> {
  const { file } = read
  const lock = takeLock(join(dirname(file), `.${basename(file)}.lock`), `${file} is being written`, self)
  try {
    await refuseChanged(read, files)
    await files.write(file, jsonText(baseline))
  } finally {
    lock.release()
  }
}

/** @throws LossgapError BASELINE_CHANGED where the file is not what was read any more. */
export async function refuseChanged({ file, text }: ReadBaseline, files: Files): Promise<void> {
  const now = (await files.kind(file)) === 'missing' ? undefined : await files.readText(file)
  if (now === text) return
  throw new LossgapError(
    'BASELINE_CHANGED',
    `${file} was ${now === undefined ? 'removed' : text === undefined ? 'written' : 'changed'} by something else while this checkpoint was scored, so that its result is not kept`,
    'Run again, one gate after the other on one baseline: with a cache nothing is scored twice',
  )
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
