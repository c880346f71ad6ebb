import { spawn } from 'node:child_process'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { llmBuilder } from '../../src/building/llm.js'
import { loadPrompts } from '../../src/cli/prompt-files.js'
import { diskFiles } from '../../src/io/files.js'
import { llmParaphraser } from '../../src/paraphrasing/llm.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Complete, Exclusion, MadeRow, SourceRow } from '../../src/types.js'
import { clientOf, newFolder } from './client.js'

/** A GGUF model and node-llama-cpp, neither of which belongs to this package. */
const MODULES = process.env.LOSSGAP_LLAMA_MODULES ?? ''
const MODELS = join(homedir(), '.cache/smollm2')
const model = existsSync(MODELS) ? readdirSync(MODELS).find(name => name.endsWith('.gguf')) : undefined
const missing = !existsSync(join(MODULES || '/nowhere', 'node-llama-cpp'))
  ? 'LOSSGAP_LLAMA_MODULES leads to no folder with node-llama-cpp (.ci/run installs it)'
  : model === undefined
    ? 'no GGUF model in ~/.cache/smollm2 (shared/smollm2/build.py makes it)'
    : undefined
if (missing !== undefined) console.info(`skipped: ${missing}`)

const ROWS: readonly SourceRow[] = [
  ['Mia has 3 boxes with 4 pens each. How many pens does she have?', '3 * 4 = 12 pens.'],
  ['A train covers 60 km in an hour. How far does it get in 2 hours?', '60 * 2 = 120 km.'],
  ['Tom eats 2 of his 9 plums. How many are left?', '9 - 2 = 7 plums.'],
].map(([question, answer], i) => ({
  ...{ id: `own-${i}`, cluster: `own-${i}`, line: i + 1, text: `${question} ${answer}` },
  fields: { question, answer },
}))

describe.skipIf(missing !== undefined)('a real model behind a real server', () => {
  let baseUrl = ''
  let stop = () => {}
  beforeAll(async () => {
    const child = spawn(process.execPath, [
      join(import.meta.dirname, 'llama-server.mjs'),
      ...[MODULES, join(MODELS, model!)],
    ])
    stop = () => child.stdin.end()
    let err = ''
    child.stderr.on('data', data => {
      err += data
    })
    const port = await new Promise<number>((done, fail) => {
      child.stdout.on('data', data => /^\d+\n/.test(String(data)) && done(Number(data)))
      child.on('close', code => fail(new Error(`the server ended with ${code}: ${err}`)))
    })
    baseUrl = `http://127.0.0.1:${port}/v1`
  }, 120_000)
  afterAll(() => stop())

  /** A prompt that the smallest of models can follow now and then. */
  function own(text: string): string {
    const path = newFolder()
    writeFileSync(path, text)
    return path
  }

  /** Runs with the server, and again from the journal alone. The second time nothing listens where it would ask. */
  async function twice(
    make: (complete: Complete) => Promise<{ rows: readonly MadeRow[]; exclusions: readonly Exclusion[] }>,
  ) {
    const settings = { sampling: { maxTokens: 80, temperature: 0 }, concurrency: 2, timeoutMs: 100_000 }
    const texts: string[] = []
    const first = clientOf(baseUrl, settings)
    const outcome = await make(async ({ prompt, variant }) => {
      const answer = await first.ask(prompt, variant)
      texts.push('text' in answer ? answer.text : answer.unusable)
      return answer
    })
    const second = clientOf('http://127.0.0.1:9/v1', { ...settings, journal: first.journal })
    expect(await make(({ prompt, variant }) => second.ask(prompt, variant))).toEqual(outcome)
    return { texts, ...outcome }
  }

  /** What a small model writes may be of use or not; it is made or counted. */
  function expectAccounted(rows: readonly MadeRow[], exclusions: readonly Exclusion[]): void {
    expect(rows.length + exclusions.flatMap(({ ids }) => ids).length).toBe(ROWS.length)
    for (const { fields } of rows) {
      expect(Object.keys(fields)).toEqual(['question', 'answer'])
      for (const text of Object.values(fields)) expect(text).toMatch(/\S/)
    }
  }

  it('rewords items, and again without a request', async () => {
    const prompts = await loadPrompts(
      'paraphrase',
      own('Reword the text in JSON. Answer with one JSON object.\n{item}'),
      diskFiles(),
    )
    const { texts, rows, exclusions } = await twice(complete =>
      llmParaphraser(complete, prompts).paraphrase({
        ...{ rows: ROWS, fields: ['question', 'answer'], random: createRandom(1) },
      }),
    )
    expect(texts).toHaveLength(ROWS.length)
    // Handing three short items back as JSON is within the reach of the smallest models.
    expect(rows.length).toBeGreaterThan(0)
    expectAccounted(rows, exclusions)
    console.info(`reworded ${rows.length} of ${ROWS.length}; left out: ${JSON.stringify(exclusions)}`)
  }, 240_000)

  it('builds items, and again without a request', async () => {
    const prompts = await loadPrompts(
      'build',
      own('{examples}\nReword the last text in JSON. Answer with one JSON object.'),
      diskFiles(),
    )
    const { texts, rows, exclusions } = await twice(complete =>
      llmBuilder(complete, prompts).build({ rows: ROWS, count: 3, perRow: 1, random: createRandom(1) }),
    )
    expect(texts).toHaveLength(ROWS.length)
    expectAccounted(rows, exclusions)
    console.info(`built ${rows.length} of ${ROWS.length}; left out: ${JSON.stringify(exclusions)}`)
  }, 240_000)
})
