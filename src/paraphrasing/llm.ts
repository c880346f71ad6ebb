import { jsonObjectIn } from '../text/json-object.js'
import { sameWords } from '../text/plain-answer.js'
import { type Prompts, promptFor } from '../text/prompt.js'
import type { Complete, Completion, CompletionRequest } from '../types.js'
import { outcomeOf, textsOf } from './outcome.js'
import type { Paraphraser } from './paraphraser.js'

/** What it is called before there is a model to ask. */
export const LLM = { name: 'llm', summary: 'reworded by a language model' } as const

/** How many characters longer than the original an answer is expected to be: a reworded text with its field names. */
const LONGER = 1.1

/**
 * Items reworded by a language model, one request an item. `prompts` have the placeholders {item} (the fields to reword,
 * as JSON) and {fields} (their names). Whether the answer says the same is for the checks on pairs.
 */
export function llmParaphraser(complete: Complete, prompts: Prompts): Paraphraser {
  return {
    ...LLM,
    paraphrase: async ({ rows, fields }) => {
      const asked = rows.map(row => textsOf(row, fields))
      // All, before any error is passed on: what is under way has been paid for and is kept by then.
      const answers = await Promise.allSettled(
        asked.map(
          async (texts): Promise<Completion> =>
            typeof texts === 'string' ? { unusable: texts } : complete(prompted(texts, prompts)),
        ),
      )
      const failed = answers.find(answer => answer.status === 'rejected')
      if (failed !== undefined) throw failed.reason
      const texts = answers.map((answer, a) =>
        reworded((answer as PromiseFulfilledResult<Completion>).value, asked[a]!),
      )
      return outcomeOf(rows, texts, [
        'A language model reworded the items; whether they still say the same is for the checks on pairs.',
      ])
    },
  }
}

type Texts = Readonly<Record<string, string>>

function prompted(texts: Texts, prompts: Prompts): CompletionRequest {
  const item = JSON.stringify(texts)
  const prompt = promptFor(
    Object.values(texts).join('\n'),
    prompts,
  )({
    item,
    fields: Object.keys(texts).join(', '),
  })
  return { prompt, variant: 0, expectedCharacters: Math.ceil(item.length * LONGER) }
}

/** The new texts, or why the answer holds none. */
function reworded(answer: Completion, texts: Texts | string): Texts | string {
  if (typeof texts === 'string') return texts
  if ('unusable' in answer) return answer.unusable
  const object = jsonObjectIn(answer.text)
  if (object === undefined) return 'the answer holds no JSON object'
  const entries: [string, string][] = []
  for (const name of Object.keys(texts)) {
    const text = Object.hasOwn(object, name) ? object[name] : undefined
    if (typeof text !== 'string' && typeof text !== 'number') return `the answer has no text in "${name}"`
    if (!/\S/.test(String(text))) return `the answer has no text in "${name}"`
    entries.push([name, String(text)])
  }
  const same = entries.every(([name, text]) => sameWords(text, texts[name]!))
  return same ? 'the answer is the original, word for word' : Object.fromEntries(entries)
}
