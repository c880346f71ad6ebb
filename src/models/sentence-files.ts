import { dirname, join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { type ModelFiles, optionalJson } from './model-files.js'

/** How one vector is made of one per token: their mean, or that of the first token. */
export type Pooling = 'mean' | 'cls'

/** BERT's context, which encoders that state none share. */
const USUAL_LONGEST = 512

/**
 * The rule that sentence-transformers wrote to 1_Pooling/config.json; without the file the mean, its default.
 * @throws LossgapError MODEL_UNSUPPORTED for any other rule: a wrong one gives vectors that mean nothing.
 */
export async function poolingOf(
  model: ModelFiles,
  files: Files,
): Promise<{ readonly rule: Pooling; readonly notes: readonly string[] }> {
  for (const folder of foldersOf(model)) {
    const path = join(folder, '1_Pooling', 'config.json')
    if ((await files.kind(path)) !== 'file') continue
    const config = await optionalJson(path, files)
    const rules = Object.keys(config).filter(key => key.startsWith('pooling_mode_') && config[key] === true)
    if (rules.length === 1 && rules[0] === 'pooling_mode_mean_tokens') return { rule: 'mean', notes: [] }
    if (rules.length === 1 && rules[0] === 'pooling_mode_cls_token') return { rule: 'cls', notes: [] }
    throw new LossgapError(
      'MODEL_UNSUPPORTED',
      `${path} asks for ${rules.join(' and ') || 'no pooling rule that is known'}`,
      'Use an encoder that pools by the mean or by the first token, or an export with a sentence_embedding output',
    )
  }
  return {
    rule: 'mean',
    notes: [
      `${model.name} has no 1_Pooling/config.json: the mean over its tokens is taken for a text's vector`,
    ],
  }
}

/** Most tokens that the encoder reads at once, by the smallest of what its files say. */
export async function longestInput(model: ModelFiles, files: Files): Promise<number> {
  const stated: unknown[] = [model.config.max_position_embeddings, model.tokenizerConfig.model_max_length]
  for (const folder of foldersOf(model))
    stated.push((await optionalJson(join(folder, 'sentence_bert_config.json'), files)).max_seq_length)
  const sizes = stated.filter((size): size is number => typeof size === 'number' && size > 2)
  return Math.floor(Math.min(...sizes, ...(sizes.length === 0 ? [USUAL_LONGEST] : [])))
}

/** The graph's folder, and the one above, where hubs keep what belongs to onnx/model.onnx. */
const foldersOf = ({ onnx }: ModelFiles) => [dirname(onnx), dirname(dirname(onnx))]
