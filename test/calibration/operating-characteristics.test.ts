import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { NULLS, SHIFTED } from '../../bench/calibration/scenarios.mjs'
import { nullRow } from '../../bench/calibration/table.mjs'
import { blindCheck } from '../../src/checks/blind.js'
import { overlapCheck } from '../../src/checks/overlap.js'
import { sizeCheck } from '../../src/checks/size.js'
import { estimateFamily } from '../../src/gaps/family.js'
import { chancesOf } from '../../src/planning/chances.js'
import { partialLeak } from '../../src/planning/design.js'
import { clopperPearsonUpper } from '../../src/statistics/clopper-pearson.js'
import { createRandom } from '../../src/statistics/random.js'
import { decideFamilies } from '../../src/verdict/decide.js'

/** The functions of the sources; the command takes those of the build. */
const lib = {
  ...{ blindCheck, overlapCheck, sizeCheck, estimateFamily, decideFamilies, createRandom },
  ...{ clopperPearsonUpper, chancesOf, partialLeak },
}
const ROWS = readFileSync('docs/calibration.md', 'utf8').split('\n')

describe('docs/calibration.md', () => {
  test('has a row for every setting', () => {
    for (const { name } of [...NULLS, ...SHIFTED])
      expect(ROWS.some(row => row.startsWith(`| ${name} | `))).toBe(true)
  })
  // The two cheapest rows; all of them take minutes: npm run bench:calibration.
  test.each(NULLS.filter(({ name }) => ['no model, 300 + 300', 'own base, 120 + 1200'].includes(name)))(
    'is what the code gives: $name',
    scenario => {
      const { cells } = nullRow(lib, scenario, { runs: 2000, seed: 1 })
      expect(ROWS, 'write it again: npm run bench:calibration').toContain(`| ${cells.join(' | ')} |`)
    },
  )
})

test.each(NULLS.filter(({ texts }) => texts === undefined))(
  'without a leak few are flagged: $name',
  scenario => {
    const runs = 40
    const { counts } = nullRow(lib, scenario, { runs, seed: 2 })
    // P(4 or more of 40 | 1 %) = 0.0007, and P(8 or more of 40 | 5 %) = 0.0007.
    expect(counts.found['0.01']).toBeLessThan(4)
    expect(counts.found['0.05']).toBeLessThan(8)
  },
)

test.each(SHIFTED)('nothing is flagged or cleared: $name', scenario => {
  const { counts } = nullRow(lib, scenario, { runs: 20, seed: 3, textDraws: 1 })
  expect([counts.found['0.05'], counts.cleared['0.01']]).toEqual([0, 0])
})
