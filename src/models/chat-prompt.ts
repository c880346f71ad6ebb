import { Template } from '@huggingface/jinja'
import { LossgapError } from '../errors.js'
import type { ModelFiles } from './model-files.js'
import { namedToken, type Tokenizer } from './tokenizer.js'

/** Marks of a turn in ChatML, the form of most small instruct models. */
const CHATML = { start: '<|im_start|>', end: '<|im_end|>' } as const

/** A model's way of being spoken to: a user's message in, the text that its answer follows on out. */
export interface ChatPrompt {
  readonly render: (message: string) => string
  readonly notes: readonly string[]
}

/**
 * Reads the chat template: chat_template.jinja, or chat_template of tokenizer_config.json (its entry "default" where
 * there are several). A model without one whose vocabulary has ChatML's marks is taken to speak ChatML.
 * @throws LossgapError MODEL_UNSUPPORTED when there is none of these, or when the template cannot be rendered.
 */
export function chatPromptOf(model: ModelFiles, tokenizer: Tokenizer): ChatPrompt {
  const source = model.chatTemplate ?? templateIn(model.tokenizerConfig.chat_template)
  if (source !== undefined) return { render: rendererOf(source, model), notes: [] }
  if (Object.values(CHATML).some(mark => tokenizer.idOf(mark) === undefined))
    throw new LossgapError(
      'MODEL_UNSUPPORTED',
      `${model.name} has no chat template: it continues texts and answers no questions`,
      'Take an instruct model, with the tokenizer_config.json (or chat_template.jinja) that it was published with',
    )
  return {
    render: message => `${CHATML.start}user\n${message}${CHATML.end}\n${CHATML.start}assistant\n`,
    notes: [`${model.name} has no chat template; its vocabulary is that of ChatML, which it is asked in`],
  }
}

function templateIn(stated: unknown): string | undefined {
  if (typeof stated === 'string') return stated
  if (!Array.isArray(stated)) return undefined
  const entries = stated as readonly { readonly name?: unknown; readonly template?: unknown }[]
  const template = entries.find(({ name }) => name === 'default')?.template
  return typeof template === 'string' ? template : undefined
}

function rendererOf(source: string, model: ModelFiles): ChatPrompt['render'] {
  const unusable = (cause: unknown) =>
    new LossgapError(
      'MODEL_UNSUPPORTED',
      `${model.name}: its chat template cannot be rendered (${(cause as Error).message})`,
      'Compare it with the one that the model was published with',
      { cause },
    )
  let template: Template
  try {
    template = new Template(source)
  } catch (cause) {
    throw unusable(cause)
  }
  return message => {
    try {
      return template.render({
        messages: [{ role: 'user', content: message }],
        add_generation_prompt: true,
        bos_token: namedToken(model, 'bos_token') ?? '',
        eos_token: namedToken(model, 'eos_token') ?? '',
      })
    } catch (cause) {
      throw unusable(cause)
    }
  }
}
