import { type Command, InvalidArgumentError } from 'commander'
import { LossgapError } from '../errors.js'
import { parseDevice } from '../models/device.js'
import { openGenerator } from '../models/generate.js'
import type { Generate } from '../paraphrasing/model.js'
import { positiveInteger, positiveNumber } from './arguments.js'
import type { Ports } from './ports.js'
import { type LoadedPrompts, loadPrompts } from './prompt-files.js'

export interface WriterArguments {
  modelPath?: string
  modelTemperature?: number
  modelTopP: number
  modelDevice: string
  modelThreads?: number
}

/** A local model that rewords, and the prompts that it is asked with. */
export interface LocalWriter {
  readonly generate: Generate
  readonly prompts: LoadedPrompts
  /** For a manifest: what decided the answers, besides the source and the seed. */
  readonly options: Readonly<Record<string, string | number>>
  readonly notes: readonly string[]
  dispose(): Promise<void>
}

/** Options of every command that may ask a local model. */
export function addWriterOptions(command: Command): Command {
  return command
    .optionsGroup('With --by model:')
    .option('--model-path <folder>', 'ONNX export of an instruct model')
    .option('--model-temperature <t>', 'draw the answers (default: take the likeliest)', positiveNumber)
    .option('--model-top-p <p>', 'draw among the likeliest tokens with this probability together', share, 1)
    .option('--model-device <name>', 'cpu, cuda, cuda:N or auto', 'cpu')
    .option('--model-threads <n>', 'threads of one forward pass', positiveInteger)
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
    notes: generator.notes,
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

function share(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value > 0 && value <= 1) return value
  throw new InvalidArgumentError('It must be above 0 and at most 1.')
}
