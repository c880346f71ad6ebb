import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { diskFiles } from '../../src/io/files.js'
import { loadSet } from '../../src/sets/index.js'

const TEST_SPLIT = resolve(import.meta.dirname, '../../../shared/data/gsm8k/test.jsonl')

it('reads the test split of GSM8K', async ({ skip }) => {
  skip(!existsSync(TEST_SPLIT), 'GSM8K is not part of this repository, and no copy lies in ../shared/data')
  const set = await loadSet({ path: TEST_SPLIT }, diskFiles())
  expect(set.template).toBe('{question} {answer}')
  expect(set.items.map(({ id }) => id)).toEqual(Array.from({ length: 1319 }, (_, i) => String(i)))
  expect(set.exclusions).toEqual([])
  expect(set.items[0]?.text).toMatch(/^Janet’s ducks lay 16 eggs per day\. .*#### 18$/s)
  expect(set.sha256).toBe('3730d312f6e3440559ace48831e51066acaca737f6eabec99bccb9e4b3c39d14')
})
