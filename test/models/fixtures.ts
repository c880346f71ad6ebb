import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, expect } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import type { SegmentScores } from '../../src/models/backend.js'
import { type Model, type ModelOptions, openModel } from '../../src/models/open-model.js'
import { type ScoredTexts, type ScoreOptions, scoreTexts } from '../../src/scoring/score-texts.js'
import type { Expected } from './odds.js'

/** Every model of tools/fixtures/models.py. */
export const fixture = (name: string) => resolve(import.meta.dirname, '../fixtures/models', name)

export const OPTIONS: ModelOptions = { device: { kind: 'cpu' }, bos: 'auto', threads: 1 }

export function openAt(path: string, options: Partial<ModelOptions> = {}): Promise<Model> {
  return openModel(path, { ...OPTIONS, ...options }, diskFiles())
}

/** Opens a model for the time of `use`. */
export async function withModel<T>(
  path: string,
  use: (model: Model) => Promise<T>,
  options: Partial<ModelOptions> = {},
): Promise<T> {
  const model = await openAt(path, options)
  try {
    return await use(model)
  } finally {
    await model.backend.dispose()
  }
}

export const requestsOf = (texts: readonly string[]) =>
  texts.map((text, i) => ({ text, label: `item "${i}" (set.jsonl:${i + 1})` }))

export function scoreAt(
  path: string,
  texts: readonly string[],
  options: ScoreOptions = {},
): Promise<ScoredTexts> {
  return withModel(path, model => scoreTexts(model, requestsOf(texts), options))
}

/**
 * Compares the scores of a text with what its odds give; ranks must be equal. `tolerance` is relative to what float32
 * computed: to values above 1, and for the deviation √(square − mean²) to the square, whose rounding it inherits.
 */
export function expectScores(
  actual: SegmentScores | undefined,
  expected: readonly Expected[],
  tolerance = 1e-6,
): void {
  expect(actual?.logProb).toHaveLength(expected.length)
  expected.forEach((score, t) => {
    const { logProb, vocabMean, vocabStd } = score
    const allowed = {
      logProb: Math.max(1, -logProb),
      vocabMean: Math.max(1, -vocabMean),
      vocabStd: Math.max(1, (vocabMean ** 2 + vocabStd ** 2) / vocabStd),
    }
    for (const name of ['logProb', 'vocabMean', 'vocabStd'] as const) {
      const off = Math.abs(actual![name][t]! - score[name])
      const message = `${name} of token ${t}: ${actual![name][t]} is not ${score[name]}`
      expect(off, message).toBeLessThanOrEqual(tolerance * allowed[name])
    }
  })
  expect([...actual!.rank]).toEqual(expected.map(({ rank }) => rank))
}

/** A folder that is deleted after the test file. */
export function temporaryFolder(): { folder: string; copy: (name: string) => string } {
  const folder = mkdtempSync(join(tmpdir(), 'lossgap-models-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  let copies = 0
  return {
    folder,
    /** A copy of a model that may be damaged. */
    copy(name) {
      const path = join(folder, `${copies++}-${name}`)
      cpSync(fixture(name), path, { recursive: true })
      return path
    },
  }
}
