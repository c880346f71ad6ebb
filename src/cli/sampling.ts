import type { Sampling } from '../endpoint/request.js'
import type { Manifest } from '../sets/index.js'
import type { EndpointArguments } from './endpoint-options.js'

type ManifestOptions = Manifest['generator']['options']

/** What the options ask of the model, the prompt aside. */
export function samplingOf(model: string, options: EndpointArguments): Sampling {
  const { temperature, maxTokens, maxTokensName, llmSeed } = options
  return { model, temperature, maxTokens, maxTokensName, seed: llmSeed }
}

/** The same for a manifest, under the names of the options as they are typed; defaults of the server have none. */
export function toManifest(sampling: Sampling): Record<string, string | number> {
  const { model, temperature, maxTokens, maxTokensName, seed } = sampling
  return {
    model,
    'max-tokens': maxTokens,
    ...(maxTokensName === 'max_tokens' ? {} : { 'max-tokens-name': maxTokensName }),
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { 'llm-seed': seed }),
  }
}

/** What a manifest says was asked of the model. */
export function fromManifest(options: ManifestOptions): Sampling {
  const number = (name: string) => (options[name] === undefined ? undefined : Number(options[name]))
  return {
    model: String(options.model),
    temperature: number('temperature'),
    maxTokens: Number(options['max-tokens']),
    maxTokensName:
      options['max-tokens-name'] === 'max_completion_tokens' ? 'max_completion_tokens' : 'max_tokens',
    seed: number('llm-seed'),
  }
}
