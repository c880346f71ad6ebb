import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DEFAULT_PARAMETERS as DEFAULTS } from '../../src/audit/parameters.js'
import { diskFiles } from '../../src/io/files.js'
import { audit } from '../../src/pipeline.js'
import { buildModel, COLLECTION, reason, SLOW } from './smollm2-models.js'

/**
 * Audits of a real model whose training items are known: leak-test-300 saw GSM8K test items 0–299, train-600 saw
 * train items only. Each set holds 300 items, so an audit takes some eight minutes on two processors.
 */

const GSM8K = join(COLLECTION, 'data/gsm8k/test.jsonl')
const MOCK = join(COLLECTION, 'data/skywork/mock_gsm8k_test.jsonl')
const CACHE = 'node_modules/.cache/lossgap'
const MINUTES_30 = 1_800_000

async function verdictOf(
  model: 'base' | 'leak-test-300' | 'train-600',
  test: string,
  ref: string,
  base: boolean,
) {
  const { report } = await audit(
    {
      model: buildModel(model),
      referenceModels: base ? [buildModel('base')] : [],
      ownBase: false,
      sets: { test: { path: test }, ref: { path: ref } },
      scoring: { device: { kind: 'cpu' }, bos: 'auto', cacheFolder: CACHE },
      parameters: { ...DEFAULTS, seed: 1, bos: 'auto' },
    },
    diskFiles(),
  )
  return report
}

describe.skipIf(reason !== undefined || !SLOW)('audits of SmolLM2 (LOSSGAP_SLOW_TESTS=1)', () => {
  it.each([
    ['leak-test-300', '0:300', 'exposure-strong'],
    ['train-600', '0:300', 'no-exposure-detected'],
    ['leak-test-300', '300:600', 'no-exposure-detected'],
  ] as const)(
    '%s on test items %s: %s',
    async (model, rows, level) => {
      const report = await verdictOf(model, `${GSM8K}#${rows}`, `${GSM8K}#600:900`, true)
      expect(report.verdict.level, report.verdict.evidence).toBe(level)
      expect(report.families[0]!.calibration).toBe('own-base')
    },
    MINUTES_30,
  )

  it.each([
    ['base', '0:300', false],
    ['leak-test-300', '0:300', false],
    // Its difference to its own base accuses it of items that it never saw: the sets differ in form.
    ['leak-test-300', '300:600', true],
  ] as const)(
    '%s on test items %s beside a set of another form: inconclusive',
    async (model, rows, base) => {
      const { verdict } = await verdictOf(model, `${GSM8K}#${rows}`, `${MOCK}#0:300`, base)
      expect(verdict.level).toBe('inconclusive')
      expect(verdict.reasons.map(({ code }) => code)).toContain('sets_told_apart')
    },
    MINUTES_30,
  )
})
