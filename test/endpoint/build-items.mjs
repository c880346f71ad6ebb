// Builds items through an endpoint: node build-items.mjs BASE_URL JOURNAL ITEMS. Prints a line for every prompt whose
// answer was handed on, and at the end the items. A test kills it.
import { writeSync } from 'node:fs'
import { llmBuilder } from '../../dist/building/llm.js'
import { addressOf } from '../../dist/endpoint/address.js'
import { createBudget } from '../../dist/endpoint/budget.js'
import { createClient } from '../../dist/endpoint/client.js'
import { openJournal } from '../../dist/endpoint/journal.js'
import { secretOf } from '../../dist/endpoint/secret.js'
import { createRandom } from '../../dist/statistics/random.js'

const [baseUrl, journal, items] = process.argv.slice(2)
const complete = createClient({
  ports: { fetch, sleep: async () => {}, signal: new AbortController().signal },
  address: addressOf(baseUrl),
  secret: secretOf(undefined, ''),
  timeoutMs: 10_000,
  sampling: { model: 'tiny', maxTokens: 100, maxTokensName: 'max_tokens' },
  concurrency: 4,
  retries: 0,
  journal: openJournal(journal),
  budget: createBudget(undefined, { in: 0, out: 0 }, 100),
  onAnswer: () => {},
  onRefusal: () => {},
})
const rows = Array.from({ length: 60 }, (_, i) => {
  const text = `How many legs do ${i + 2} cats have?`
  return { id: `cat-${i}`, cluster: `cat-${i}`, text, line: i + 1, fields: { question: text } }
})
const say = (kind, value) => writeSync(1, `${JSON.stringify({ kind, value })}\n`)
const prompt = ({ examples }) => examples
const builder = llmBuilder(
  async request => {
    const answer = await complete(request)
    say('used', request.prompt)
    return answer
  },
  { english: prompt, chinese: prompt },
)
const count = Number(items)
const { rows: made } = await builder.build({ rows, count, perRow: count, random: createRandom(1) })
say('made', made)
