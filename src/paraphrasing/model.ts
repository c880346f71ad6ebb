import type { Random } from '../statistics/random.js'
import { numeralChange, numeralsOf } from '../text/numerals.js'
import { plainAnswer, sameWords } from '../text/plain-answer.js'
import { type Prompts, promptFor } from '../text/prompt.js'
import type { Completion, SourceRow } from '../types.js'
import { outcomeOf, type Rewording, textsOf } from './outcome.js'
import type { Paraphraser } from './paraphraser.js'

/** What it is called before there is a model to ask. */
export const MODEL = { name: 'model', summary: 'reworded by a local ONNX instruct model, slowly' } as const

/** One field to be reworded. */
export interface RewordingRequest {
  readonly prompt: string
  /** Longest answer in tokens; a longer one is not the field reworded. */
  readonly maxTokens: number
  /** Uniform in [0, 1), of this field alone: for a model whose answer is drawn. */
  readonly uniform: () => number
}

/** Asks a local model. Requests come one after the other. */
export type Generate = (request: RewordingRequest) => Promise<Completion>

/**
 * An answer may take a token for every two UTF-8 bytes of its source, and a few more: English has about four bytes a
 * token, Chinese in the vocabularies of small models one or two tokens for the three bytes of a character.
 */
const BYTES_PER_TOKEN = 2
const SPARE_TOKENS = 32

/**
 * Items reworded by a small local model, which is asked for one field at a time, in plain text: such models write no
 * sound JSON. `prompts` have the placeholder {text}. Worked answers (<<…>>, ####) are kept, and so is a field without
 * two letters in a row, such as 42 or B, which has no other words. A row is left out where an answer is cut off, empty
 * or has other numerals than its source, and where no answer has other words.
 */
export function modelParaphraser(generate: Generate, prompts: Prompts): Paraphraser {
  return {
    ...MODEL,
    paraphrase: async ({ rows, fields, random, pace }) => {
      const texts: Rewording[] = []
      let worked = 0
      for (const [r, row] of rows.entries()) {
        await pace?.({ what: 'rewording', done: r, of: rows.length })
        const outcome = await reworded(row, fields, random.stream(row.id), { generate, prompts })
        texts.push(outcome)
        if (typeof outcome !== 'string' && fields.some(name => isWorked(row.fields[name] as string))) worked++
      }
      return outcomeOf(rows, texts, [
        'A local model reworded the items; whether they still say the same is for the checks on pairs.',
        ...(worked === 0 ? [] : [keptNote(worked)]),
      ])
    },
  }
}

const keptNote = (count: number) =>
  `${count} of the items ${count === 1 ? 'keeps its' : 'keep their'} worked answer (<<…>>, ####) word for word: a small model does not reword it reliably. Compare the questions alone (--template "{question}"), or the kept words count for memory of the source`

/** The new texts of the fields that were asked for, or why there are none. */
async function reworded(
  row: SourceRow,
  names: readonly string[],
  random: Random,
  means: { readonly generate: Generate; readonly prompts: Prompts },
): Promise<Rewording> {
  const sources = textsOf(row, names)
  if (typeof sources === 'string') return sources
  const asked = Object.entries(sources).filter(([, text]) => hasWords(text))
  if (asked.length === 0) return 'it holds only worked answers, numbers and letters, which are kept'
  const texts: Record<string, string> = {}
  for (const [name, source] of asked) {
    const answer = await means.generate({
      prompt: promptFor(source, means.prompts)({ text: source }),
      maxTokens: SPARE_TOKENS + Math.ceil(new TextEncoder().encode(source).length / BYTES_PER_TOKEN),
      uniform: random.stream(name).uniform,
    })
    if ('unusable' in answer) return answer.unusable
    const text = plainAnswer(answer.text, source)
    if (text === '') return 'the answer is empty'
    const { lost, gained } = numeralChange(numeralsOf(source), numeralsOf(text))
    if (lost.length + gained.length > 0) return `the answer has other numerals than the field "${name}"`
    texts[name] = text
  }
  const same = asked.every(([name, source]) => sameWords(texts[name]!, source))
  return same ? 'the answer is the original, word for word' : texts
}

/** The worked answers of GSM8K: steps in << >>, and the result behind ####. */
function isWorked(text: string): boolean {
  return /<<[^<>]*>>|^\s*####/m.test(text)
}

function hasWords(text: string): boolean {
  return !isWorked(text) && /\p{L}{2}/u.test(text)
}
