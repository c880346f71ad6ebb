import { type Command, InvalidArgumentError } from 'commander'
import { LossgapError } from '../errors.js'
import { MODEL } from '../paraphrasing/model.js'
import { positiveInteger, positiveNumber } from './arguments.js'
import { flagsOf } from './given-flags.js'

export interface WriterArguments {
  modelPath?: string
  modelTemperature?: number
  modelTopP: number
  modelDevice: string
  modelThreads?: number
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

/**
 * Sees that the options of a local model are given where one is asked, and only there.
 * @returns whether --by asks a local model.
 * @throws USAGE for an option that would have no effect.
 */
export function checkWriterOptions(command: Command, by: string): boolean {
  const flags = flagsOf(command, addWriterOptions)
  const unused = by === MODEL.name ? undefined : flags[0]
  if (unused !== undefined)
    throw new LossgapError(
      'USAGE',
      `${unused} is for --by ${MODEL.name}; --by ${by} asks no local model`,
      `Add --by ${MODEL.name}, or leave ${unused} out`,
    )
  if (flags.includes('--model-top-p') && !flags.includes('--model-temperature'))
    throw new LossgapError(
      'USAGE',
      '--model-top-p is for answers that are drawn; without --model-temperature the likeliest is taken',
      'Add --model-temperature 0.7, or leave --model-top-p out',
    )
  return by === MODEL.name
}

function share(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && value > 0 && value <= 1) return value
  throw new InvalidArgumentError('It must be above 0 and at most 1.')
}
