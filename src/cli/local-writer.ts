import { LossgapError } from '../errors.js'
import { parseDevice } from '../models/device.js'
import { type Generator, openGenerator } from '../models/generate.js'
import type { Generate } from '../paraphrasing/model.js'
import type { Manifest } from '../sets/index.js'
import { manifestOptions } from './manifest-options.js'
import type { Ports } from './ports.js'
import { type LoadedPrompts, loadPrompts } from './prompt-files.js'
import { checkSame } from './repeat.js'
import type { WriterArguments } from './writer-options.js'

/** A local model that rewords, and the prompts that it is asked with. */
export interface LocalWriter {
  readonly generate: Generate
  readonly prompts: LoadedPrompts
  /** For a manifest: what decided the answers, besides the source and the seed. */
  readonly options: Readonly<Record<string, string | number>>
  /** Of the model. */
  readonly name: string
  /** To be told before the first item is asked for. */
  readonly notes: readonly string[]
  dispose(): Promise<void>
}

/**
 * Opens the model, with the sampling of a manifest where one is followed.
 * @throws HASH_MISMATCH when model or prompt are not the manifest's, and as `openWriter`.
 */
export async function openWriterAgain(
  options: WriterArguments,
  path: string,
  known: Manifest,
  ports: Ports,
): Promise<LocalWriter> {
  const { text, number } = manifestOptions(path, known)
  const modelTemperature = number('temperature')
  const writer = await openWriter(
    {
      ...options,
      ...(modelTemperature === undefined ? {} : { modelTemperature }),
      modelTopP: number('top-p') ?? 1,
    },
    ports,
  )
  try {
    const check = (name: string, what: string, option: string) =>
      checkSame(what, String(writer.options[name]), String(text(name)), option, 'paraphrase')
    check('model', `${options.modelPath} is not the model that`, '--model-path')
    check('prompt', 'The prompt of this version is not the one that', 'its version of lossgap')
    return writer
  } catch (error) {
    await writer.dispose()
    throw error
  }
}

/** Opens the model. @throws USAGE without --model-path, and all errors of opening a model. */
export async function openWriter(options: WriterArguments, ports: Ports): Promise<LocalWriter> {
  const { modelPath, modelTemperature: temperature, modelTopP: topP, modelThreads: threads } = options
  if (modelPath === undefined)
    throw new LossgapError(
      'USAGE',
      'Rewording by model needs a local model',
      'Add --model-path FOLDER, the ONNX export of an instruct model',
    )
  const prompts = await loadPrompts('reword', undefined, ports.files)
  const device = parseDevice(options.modelDevice)
  const generator = await openGenerator(
    modelPath,
    { device, ...(threads === undefined ? {} : { threads }) },
    ports.files,
  )
  return {
    prompts,
    name: generator.name,
    notes: [...generator.notes, ...(await chatNotesOf(generator))],
    options: {
      model: generator.modelSha256,
      prompt: prompts.sha256,
      ...(temperature === undefined ? {} : { temperature, 'top-p': topP }),
    },
    async generate({ prompt, maxTokens, uniform }) {
      if (ports.signal.aborted)
        throw new LossgapError('INTERRUPTED', 'Stopped before all items were reworded', 'Run it again')
      const { text, stopped } = await generator.answer(prompt, {
        maxTokens,
        sampling: temperature === undefined ? undefined : { temperature, topP, uniform },
      })
      return stopped === 'end'
        ? { text }
        : { unusable: 'the answer was cut off: it is much longer than its source' }
    },
    dispose: () => generator.dispose(),
  }
}

/** Before the first item, which may take minutes, rather than with it. */
async function chatNotesOf(generator: Generator): Promise<readonly string[]> {
  try {
    return generator.chatNotes()
  } catch (error) {
    await generator.dispose()
    throw error
  }
}
