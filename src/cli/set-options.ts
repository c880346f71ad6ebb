import type { Command } from 'commander'
import type { SetSpec } from '../sets/index.js'
import { positiveInteger, seed } from './arguments.js'

export interface SetArguments {
  template?: string
  idField?: string
  clusterField?: string
  sample?: number
  seed: number
}

/** Options of every command that reads sets. */
export function addSetOptions(command: Command): Command {
  return command
    .option('--template <text>', 'how fields make a text (default: "{text}", or "{question} {answer}")')
    .option('--id-field <name>', 'field that names an item (default: id, or else its row)')
    .option(
      '--cluster-field <name>',
      'field that groups items of one origin (default: cluster, or else each its own)',
    )
    .option('--sample <n>', 'score a random choice of n items of each set', positiveInteger)
    .option('--seed <n>', 'seed of every random draw', seed, 1)
}

export function specOf(path: string, options: SetArguments, template = options.template): SetSpec {
  return {
    path,
    template,
    idField: options.idField,
    clusterField: options.clusterField,
    ...(options.sample === undefined ? {} : { sample: { count: options.sample, seed: options.seed } }),
  }
}
