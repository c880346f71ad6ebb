import { describe, expect, it } from 'vitest'
import {
  cudaUnavailable,
  isOutOfMemory,
  isProviderMissing,
  parseDevice,
  providersOf,
} from '../../src/models/device.js'
import { fixture, openAt, withModel } from './fixtures.js'

describe('parseDevice', () => {
  it.each([
    ['cpu', { kind: 'cpu' }],
    ['auto', { kind: 'auto' }],
    ['cuda', { kind: 'cuda', index: 0 }],
    ['cuda:1', { kind: 'cuda', index: 1 }],
    ['cuda:12', { kind: 'cuda', index: 12 }],
  ])('%s', (text, device) => {
    expect(parseDevice(text)).toEqual(device)
  })

  it.each(['gpu', 'cuda:', 'cuda:x', 'cuda:-1', 'CPU', ''])('refuses "%s"', text => {
    expect(() => parseDevice(text)).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `Unknown device "${text}"`,
        fix: 'Use --device cpu, cuda, cuda:1 or auto',
      }),
    )
  })
})

describe('providersOf', () => {
  it('tries CUDA only where it is asked for, and first', () => {
    const cuda = (deviceId: number) => ({ name: 'cuda', providers: [{ name: 'cuda', deviceId }, 'cpu'] })
    expect(providersOf({ kind: 'cpu' })).toEqual([{ name: 'cpu', providers: ['cpu'] }])
    expect(providersOf({ kind: 'cuda', index: 3 })).toEqual([cuda(3)])
    expect(providersOf({ kind: 'auto' })).toEqual([cuda(0), { name: 'cpu', providers: ['cpu'] }])
  })
})

describe('errors of a provider', () => {
  it.each([
    'Failed to load library libonnxruntime_providers_cuda.so: cannot open shared library',
    'no available backend found. ERR: [cuda] Error',
    'libcudnn.so.9: cannot open shared object file; cuDNN is missing',
  ])('are told from those of a model: %s', message => {
    expect(isProviderMissing(new Error(message))).toBe(true)
  })

  it('are not those of a model', () => {
    const error = new Error('Load model failed: Protobuf parsing failed.')
    expect(isProviderMissing(error)).toBe(false)
    expect(isOutOfMemory(error)).toBe(false)
  })

  it.each([
    'CUDA failure 2: out of memory ; GPU=0 ; hostname=node1',
    'CUDAExecutionProvider: Failed to allocate memory for requested buffer of size 4294967296',
    'CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED',
    'std::bad_alloc',
    'bad allocation',
    'Array buffer allocation failed',
  ])('are not those of memory: %s', message => {
    expect(isProviderMissing(new Error(message))).toBe(false)
    expect(isOutOfMemory(new Error(message))).toBe(true)
  })

  it('does not take the name of a file for a lack of memory', () => {
    expect(isOutOfMemory(new Error('Load model from /home/allocation/model.onnx failed'))).toBe(false)
  })

  it('name the model, the reason and the step that installs CUDA', () => {
    const error = cudaUnavailable('models/m', new Error('libcublas.so.12: not found\nmore'))
    expect(error).toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      exitCode: 4,
      message: 'CUDA is not available for models/m (libcublas.so.12: not found)',
      fix: expect.stringContaining('ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node'),
    })
  })
})

describe('a machine without CUDA', async () => {
  const works = await openAt(fixture('bigram'), { device: { kind: 'cuda', index: 0 } }).then(
    async ({ backend }) => {
      await backend.dispose()
      return true
    },
    () => false,
  )
  if (works) console.info('skipped: this machine has CUDA')

  it.skipIf(works)('refuses --device cuda with the step that installs it', async () => {
    await expect(openAt(fixture('bigram'), { device: { kind: 'cuda', index: 0 } })).rejects.toMatchObject({
      code: 'DEVICE_UNAVAILABLE',
      message: expect.stringContaining(`CUDA is not available for ${fixture('bigram')} (`),
      fix: expect.stringContaining('ONNXRUNTIME_NODE_INSTALL=cuda12'),
    })
  })

  it.skipIf(works)('runs --device auto on the CPU and says so', async () => {
    await withModel(
      fixture('bigram'),
      async ({ backend }) => {
        expect(backend.identity.provider).toBe('cpu')
        expect(backend.notes).toEqual([
          expect.stringMatching(/^CUDA is not available \(.+\); running on the CPU$/),
        ])
      },
      { device: { kind: 'auto' } },
    )
  })
})
