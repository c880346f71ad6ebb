import type { Command } from 'commander'
import { parseDevice } from '../models/device.js'
import type { ModelOptions } from '../models/open-model.js'
import type { BosPolicy } from '../models/tokenizer.js'
import { DEFAULT_BATCH_TOKENS, DEFAULT_WINDOW, type ScoreOptions } from '../scoring/score-texts.js'
import { folderName, oneOf, positiveInteger, threadCount, windowSize } from './arguments.js'
import type { Ports } from './ports.js'
import { progressReporter } from './progress.js'

export interface ScoringArguments {
  device: string
  threads?: number
  bos: BosPolicy
  window?: number
  batchTokens?: number
  cache: string | boolean
}

/** Options of every command that scores a model. */
export function addScoringOptions(command: Command): Command {
  return command
    .option('--device <name>', 'cpu, cuda, cuda:N or auto', 'cpu')
    .option('--threads <n>', 'threads of one forward pass (default: the runtime chooses)', threadCount)
    .option(
      '--bos <policy>',
      'BOS token before each text: auto (as the tokenizer says), always, never',
      oneOf(['auto', 'always', 'never'] as const),
      'auto',
    )
    .option(
      '--window <tokens>',
      `longest text read at once (default: the model's context, at most ${DEFAULT_WINDOW})`,
      windowSize,
    )
    .option(
      '--batch-tokens <n>',
      `padded tokens of one forward pass (default: ${DEFAULT_BATCH_TOKENS})`,
      positiveInteger,
    )
    .option('--cache <folder>', 'where scores are kept, so that nothing is scored twice', folderName)
    .option('--no-cache', 'neither read nor keep scores')
}

export function scoringOf(options: ScoringArguments, ports: Ports): ModelOptions & ScoreOptions {
  const { threads, window, batchTokens, cache } = options
  return {
    device: parseDevice(options.device),
    bos: options.bos,
    ...(threads === undefined ? {} : { threads }),
    ...(window === undefined ? {} : { window }),
    ...(batchTokens === undefined ? {} : { batchTokens }),
    ...(cache === false ? {} : { cacheFolder: typeof cache === 'string' ? cache : ports.cacheFolder }),
    signal: ports.signal,
    onProgress: progressReporter(ports),
  }
}
