import type { Command } from 'commander'
import { LossgapError } from '../errors.js'
import type { Complete, Exclusion } from '../types.js'
import { endpointOf } from './endpoint.js'
import { type EndpointArguments, endpointFlags } from './endpoint-options.js'
import type { Ports } from './ports.js'
import { type LoadedPrompts, loadPrompts } from './prompt-files.js'

/** The value of --by that asks a language model. */
export const BY_MODEL = 'llm'

/** What a builder or paraphraser makes, as far as it tells which items came to nothing. */
export interface Excluding {
  readonly exclusions: readonly Exclusion[]
}

/** Where a builder or paraphraser gets a language model's answers, and the prompts that it asks with. */
export interface Asker {
  readonly prompts: LoadedPrompts
  /** For a manifest: what decided the answers, besides the source. */
  readonly options: Readonly<Record<string, string | number>>
  /** Lets `make` ask, first in a rehearsal and then in earnest. Undefined after --dry-run. */
  run<T extends Excluding>(make: (complete: Complete) => Promise<T>): Promise<T | undefined>
  /** Once `run` has ended: why the answers may be others than those of the manifest, and what may be done. */
  doubt?(): Doubt | undefined
}

export interface Doubt {
  readonly why: string
  readonly fix: string
}

/**
 * The model that the command line names; undefined for a --by that asks none. Nothing is sent yet.
 * @throws USAGE, also for an option of the endpoint where no model is asked; FILE_MISSING for the prompt.
 */
export async function askerOf(
  kind: 'build' | 'paraphrase',
  command: Command,
  { out, by, ...options }: EndpointArguments & { out: string; by?: string | undefined },
  ports: Ports,
): Promise<Asker | undefined> {
  if (by !== BY_MODEL) {
    refuseEndpoint(command, by)
    return undefined
  }
  const endpoint = endpointOf(options, out, ports)
  const prompts = await loadPrompts(kind, options.prompt, ports.files)
  return { prompts, options: { ...endpoint.options, prompt: prompts.sha256 }, run: endpoint.run }
}

/** @throws USAGE when an option of the endpoint was given, which would have no effect. */
function refuseEndpoint(command: Command, by: string | undefined): void {
  const [flag] = endpointFlags(command)
  if (flag === undefined) return
  throw new LossgapError(
    'USAGE',
    `${flag} is for --by ${BY_MODEL}${by === undefined ? '' : `; --by ${by} asks no model`}`,
    `Add --by ${BY_MODEL}, or leave ${flag} out`,
  )
}
