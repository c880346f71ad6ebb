import { languageOf } from './language.js'

/** A prompt with its placeholders filled in, by their names. */
export type Prompt = (values: Readonly<Record<string, string>>) => string

/** The same prompt in each language that prompts are written in. */
export interface Prompts {
  readonly english: Prompt
  readonly chinese: Prompt
}

/** A model is asked in the language of the text. The English prompt, for all others, says to keep the language. */
export function promptFor(text: string, { english, chinese }: Prompts): Prompt {
  return languageOf(text) === 'chinese' ? chinese : english
}
