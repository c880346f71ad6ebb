import { LossgapError } from '../errors.js'

/** Where a model runs. `auto` takes CUDA when it works and says so when it does not. */
export type Device =
  | { readonly kind: 'cpu' }
  | { readonly kind: 'auto' }
  | { readonly kind: 'cuda'; readonly index: number }

/** Reads `cpu`, `auto`, `cuda` or `cuda:1`. */
export function parseDevice(text: string): Device {
  if (text === 'cpu' || text === 'auto') return { kind: text }
  const cuda = /^cuda(?::(\d+))?$/.exec(text)
  if (cuda) return { kind: 'cuda', index: Number(cuda[1] ?? 0) }
  throw new LossgapError('USAGE', `Unknown device "${text}"`, 'Use --device cpu, cuda, cuda:1 or auto')
}

/** The execution providers to try, in order; CUDA leaves to the CPU what it has no kernel for. */
export function providersOf(device: Device): ProviderChoice[] {
  const cuda = (index: number): ProviderChoice => ({
    name: 'cuda',
    providers: [{ name: 'cuda', deviceId: index }, 'cpu'],
  })
  const cpu: ProviderChoice = { name: 'cpu', providers: ['cpu'] }
  if (device.kind === 'cuda') return [cuda(device.index)]
  return device.kind === 'auto' ? [cuda(0), cpu] : [cpu]
}

export interface ProviderChoice {
  readonly name: 'cuda' | 'cpu'
  readonly providers: (string | { name: 'cuda'; deviceId: number })[]
}

/** How to get CUDA: shown when it is asked for and missing, and by `lossgap doctor`. */
export const CUDA_FIX =
  'Install the CUDA libraries of the runtime (ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false; ' +
  'needs Linux x64, an NVIDIA driver, CUDA 12 and cuDNN 9), or use --device cpu'

export function cudaUnavailable(model: string, cause: unknown): LossgapError {
  const reason = (cause as Error).message.split('\n')[0]!
  return new LossgapError('DEVICE_UNAVAILABLE', `CUDA is not available for ${model} (${reason})`, CUDA_FIX, {
    cause,
  })
}

/** True for the errors of a provider that is missing, as against those of a model that it cannot run. */
export function isProviderMissing(error: unknown): boolean {
  if (isOutOfMemory(error)) return false
  return /ExecutionProvider_Cuda|shared library|CUDA|cuDNN|no available backend|not supported backend/i.test(
    (error as Error).message,
  )
}

/** How the C++ library, the runtime's arenas, CUDA, cuBLAS and JavaScript say that memory has run out. */
export function isOutOfMemory(error: unknown): boolean {
  return /bad.alloc|failed to allocate|alloc(ation)?.failed|out of memory|smaller than requested bytes/i.test(
    (error as Error).message,
  )
}
