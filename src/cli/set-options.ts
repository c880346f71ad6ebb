import type { Command } from 'commander'
import type { SetSpec } from '../sets/index.js'
import { answerBase, positiveInteger, seed } from './arguments.js'

export interface SetArguments {
  template?: string
  idField?: string
  clusterField?: string
  answerBase?: 0 | 1
  sample?: number
  seed: number
}

/** What every command says of the template that it takes by itself. */
export const TEMPLATE_HELP =
  'how fields make a text (default: "{text}"; of multiple choice question, options and right letter; or "{question} {answer}")'

/** Options that say how a set is read, alike in every command that reads one. */
export function addReadingOptions(command: Command): Command {
  return command
    .option('--template <text>', TEMPLATE_HELP)
    .option('--id-field <name>', 'field that names an item (default: id, or else its row)')
    .option(
      '--cluster-field <name>',
      'field that groups items of one origin (default: cluster, or else each its own)',
    )
    .option(
      '--answer-base <n>',
      'multiple choice: whether the number of the right option counts from 0 or 1',
      answerBase,
    )
}

/** Options of every command that takes a sample of sets. `verb` is what it does with the items. */
export function addSetOptions(command: Command, verb = 'score'): Command {
  return addReadingOptions(command)
    .option('--sample <n>', `${verb} a random choice of n items of each set`, positiveInteger)
    .option('--seed <n>', 'seed of every random draw', seed, 1)
}

export function specOf(path: string, options: SetArguments, template = options.template): SetSpec {
  return {
    path,
    template,
    idField: options.idField,
    clusterField: options.clusterField,
    answerBase: options.answerBase,
    ...(options.sample === undefined ? {} : { sample: { count: options.sample, seed: options.seed } }),
  }
}
