import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A collection of real data and models that may lie beside the repository; tests skip where it does not. */
const ROOT = resolve(import.meta.dirname, '../..')
export const COLLECTION = resolve(ROOT, '../shared')
const CACHE = join(ROOT, 'node_modules/.cache/lossgap')

/** Building a model takes 10 s, and minutes where its weights are fetched first. */
export const BUILD_MS = 240_000

/** Tests of minutes run on demand only. */
export const SLOW = process.env.LOSSGAP_SLOW_TESTS !== undefined

/** The base model in two exports, and versions of it trained on known items. */
const VARIANTS = {
  base: [],
  past: ['--with-past'],
  'leak-test-300': ['--delta', join(COLLECTION, 'smollm2/deltas/leak-test-300.npz')],
  'train-600': ['--delta', join(COLLECTION, 'smollm2/deltas/train-600.npz')],
} as const

/** Why the real models cannot be had; undefined when they can. */
export const reason = missing()
if (reason !== undefined) console.info(`skipped: ${reason}`)

function missing(): string | undefined {
  if (!existsSync(join(COLLECTION, 'smollm2/build.py'))) return 'the model is not beside this repository'
  if (spawnSync('python3', ['-c', 'import numpy, gguf']).status !== 0) return 'no python3 with numpy and gguf'
  return undefined
}

/** The folder of a variant, built when it is not there; it gets its name only once it is complete. */
export function buildModel(variant: keyof typeof VARIANTS): string {
  const folder = join(CACHE, `smollm2-${variant}`)
  if (existsSync(folder)) return folder
  const unfinished = `${folder}-${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  const { status, stderr } = spawnSync(
    'python3',
    [join(COLLECTION, 'smollm2/build.py'), unfinished, ...VARIANTS[variant]],
    { encoding: 'utf8' },
  )
  if (status === 0) {
    renameSync(unfinished, folder)
    return folder
  }
  rmSync(unfinished, { recursive: true, force: true })
  throw new Error(`smollm2 ${variant} could not be built: ${stderr}`)
}
