import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { addressOf } from '../../src/endpoint/address.js'
import { createBudget } from '../../src/endpoint/budget.js'
import { createClient } from '../../src/endpoint/client.js'
import { openJournal } from '../../src/endpoint/journal.js'
import type { Sampling } from '../../src/endpoint/request.js'
import { secretOf } from '../../src/endpoint/secret.js'
import type { Completion } from '../../src/types.js'

export interface Settings {
  readonly sampling?: Partial<Sampling>
  readonly journal?: string
  readonly key?: string
  readonly concurrency?: number
  readonly retries?: number
  readonly timeoutMs?: number
  readonly budget?: number
  readonly signal?: AbortSignal
}

const folder = mkdtempSync(join(tmpdir(), 'lossgap-endpoint-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let folders = 0

/** A folder of its own for a journal. */
export const newFolder = () => join(folder, String(folders++))

/** A client whose waits are only written down. */
export function clientOf(baseUrl: string, settings: Settings = {}) {
  const waits: number[] = []
  const complaints: string[] = []
  const journal = settings.journal ?? newFolder()
  const complete = createClient({
    ports: {
      fetch,
      sleep: async milliseconds => {
        waits.push(milliseconds)
      },
      signal: settings.signal ?? new AbortController().signal,
    },
    address: addressOf(baseUrl),
    secret: secretOf(settings.key, 'OPENAI_API_KEY', addressOf(baseUrl).secrets),
    timeoutMs: settings.timeoutMs ?? 5_000,
    sampling: {
      ...{
        model: 'tiny',
        temperature: undefined,
        maxTokens: 100,
        maxTokensName: 'max_tokens',
        seed: undefined,
      },
      ...settings.sampling,
    },
    concurrency: settings.concurrency ?? 4,
    retries: settings.retries ?? 3,
    journal: openJournal(journal),
    // One unit a token, so that costs are counts.
    budget: createBudget(settings.budget, { in: 1e6, out: 1e6 }, settings.sampling?.maxTokens ?? 100),
    onAnswer: () => {},
    onRefusal: complaint => complaints.push(complaint),
  })
  return {
    waits,
    complaints,
    journal,
    ask: (prompt: string, variant = 0): Promise<Completion> =>
      complete({ prompt, variant, expectedCharacters: 10 }),
  }
}
