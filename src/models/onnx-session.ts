import { dirname } from 'node:path'
import * as ort from 'onnxruntime-node'
import { LossgapError } from '../errors.js'
import {
  cudaUnavailable,
  type Device,
  isOutOfMemory,
  isProviderMissing,
  type ProviderChoice,
  providersOf,
} from './device.js'
import type { Feed } from './onnx-inputs.js'

/** Version of ONNX Runtime, recorded with every score. */
export const RUNTIME = `onnxruntime-node ${ort.env.versions.node ?? ort.env.versions.common}`

// The runtime prints to stderr what it also throws; only what it cannot throw is left to it.
ort.env.logLevel = 'fatal'

export interface OnnxOptions {
  readonly device: Device
  /** Threads of one forward pass; undefined leaves the choice to the runtime. */
  readonly threads?: number
}

/** A float32 output in plain values, row by row. */
export interface Output {
  readonly data: Float32Array
  readonly dims: readonly number[]
}

/** A graph that the runtime has loaded. */
export interface OnnxSession {
  readonly provider: string
  /** How it came to run where it does. */
  readonly notes: readonly string[]
  /** @throws LossgapError OUT_OF_MEMORY, or RUNTIME_FAILED, which says what it failed on with `what`. */
  run<Name extends string>(
    feeds: readonly Feed[],
    outputs: readonly Name[],
    what: string,
  ): Promise<Readonly<Record<Name, Output>>>
  /** Gives the memory back; may be called twice. */
  release(): Promise<void>
}

/**
 * Loads the bytes of a graph; data files that it names are looked for beside `path`, and mapped.
 * @throws LossgapError MODEL_CORRUPT, OUT_OF_MEMORY, DEVICE_UNAVAILABLE.
 */
export async function openSession(
  model: { readonly name: string; readonly path: string },
  bytes: Uint8Array,
  options: OnnxOptions,
): Promise<OnnxSession> {
  const { session, provider, notes } = await createSession(model, bytes, options)
  let open = true
  return {
    provider,
    notes,
    async run<Name extends string>(feeds: readonly Feed[], outputs: readonly Name[], what: string) {
      const inputs = Object.fromEntries(feeds.map(feed => [feed.name, tensorOf(feed)]))
      const results = await session.run(inputs, outputs).catch((cause: unknown) => {
        throw runError(model.name, what, cause)
      })
      return results as unknown as Record<Name, Output>
    },
    async release() {
      if (open) await session.release()
      open = false
    },
  }
}

/** Names of the execution providers of this build, for `lossgap doctor`. */
export function runtimeProviders(): string[] {
  return ort.listSupportedBackends().map(backend => backend.name)
}

interface Created {
  session: ort.InferenceSession
  provider: string
  notes: string[]
}

async function createSession(
  model: { readonly name: string; readonly path: string },
  bytes: Uint8Array,
  options: OnnxOptions,
): Promise<Created> {
  const choices = providersOf(options.device)
  const notes: string[] = []
  for (const [position, choice] of choices.entries()) {
    try {
      const session = await ort.InferenceSession.create(bytes, sessionOptions(choice, model, options))
      return { session, provider: choice.name, notes }
    } catch (cause) {
      const missing = choice.name === 'cuda' && isProviderMissing(cause)
      if (missing && position + 1 < choices.length) {
        notes.push(`CUDA is not available (${(cause as Error).message.split('\n')[0]}); running on the CPU`)
      } else if (missing) throw cudaUnavailable(model.name, cause)
      else throw loadError(model.name, cause)
    }
  }
  throw new Error('no execution provider to try')
}

function sessionOptions(
  { providers }: ProviderChoice,
  model: { readonly name: string; readonly path: string },
  { threads }: OnnxOptions,
) {
  return {
    executionProviders: providers as ort.InferenceSession.ExecutionProviderConfig[],
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    // Batches differ in shape, and a plan kept for each shape costs 155 MB of 1,120 here for 4 % of speed.
    enableMemPattern: false,
    extra: {
      session: {
        model_external_initializers_file_folder_path: dirname(model.path),
        // Waiting threads sleep instead of spinning: as fast on an idle machine, and on a shared one, where a
        // spinning thread burns what its sibling needs, 1.4 times as fast (two cores, one of them busy).
        intra_op: { allow_spinning: '0' },
      },
    },
  }
}

function loadError(model: string, cause: unknown): LossgapError {
  const reason = (cause as Error).message
  if (isOutOfMemory(cause)) return outOfMemory(model, cause)
  return new LossgapError(
    'MODEL_CORRUPT',
    `${model}: the runtime cannot load it (${reason})`,
    'Check the export with onnx.checker.check_model, or export it again',
    { cause },
  )
}

function outOfMemory(model: string, cause: unknown): LossgapError {
  return new LossgapError(
    'OUT_OF_MEMORY',
    `${model}: out of memory (${(cause as Error).message.split('\n')[0]})`,
    'Lower --window and --batch-tokens, or use a machine with more memory',
    { cause },
  )
}

function runError(model: string, what: string, cause: unknown): LossgapError {
  if (isOutOfMemory(cause)) return outOfMemory(model, cause)
  return new LossgapError(
    'RUNTIME_FAILED',
    `${model}: the runtime failed on ${what} (${(cause as Error).message})`,
    'Run lossgap doctor MODEL; if texts are longer than the model allows, set --window',
    { cause },
  )
}

function tensorOf(feed: Feed): ort.Tensor {
  return new ort.Tensor(feed.type as 'int64', feed.values as BigInt64Array, feed.dims as number[])
}
