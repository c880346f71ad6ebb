import { basename } from 'node:path'
import type { Command } from 'commander'
import { SPLITS, type Split, splitOfName } from '../../../building/parent-advice.js'
import { LossgapError } from '../../../errors.js'
import {
  type Means,
  paraphraseRows,
  paraphraserNames,
  paraphraserSummaries,
} from '../../../paraphrasing/index.js'
import { MODEL } from '../../../paraphrasing/model.js'
import { loadRows, type RowSet } from '../../../sets/index.js'
import { manifestPath } from '../../../sets/manifest.js'
import { parseTemplate } from '../../../sets/template.js'
import { writeSet } from '../../../sets/write-set.js'
import { VERSION } from '../../../version.js'
import { oneOf } from '../../arguments.js'
import { askerOf } from '../../asker.js'
import { addEndpointOptions, type EndpointArguments } from '../../endpoint-options.js'
import { addWriterOptions, openWriter, type WriterArguments } from '../../local-writer.js'
import { FORCE_HELP, prepareSet } from '../../out-folder.js'
import { pacerOf } from '../../pace.js'
import type { Ports } from '../../ports.js'
import { addSetOptions, type SetArguments, specOf } from '../../set-options.js'

interface ParaphraseArguments extends SetArguments, EndpointArguments, WriterArguments {
  out: string
  by: string
  fields?: string
  split?: Split
  licence?: string
  force?: boolean
}

/** `lossgap sets paraphrase`: the items of a set in other words, with the same numbers, names and answers. */
export function addParaphraseCommand(sets: Command, ports: Ports): void {
  const command = sets
    .command('paraphrase')
    .description('Reword the items of a set and keep their numbers, names and answers')
    .argument('<set>', 'item set: .jsonl, .csv, .tsv or .parquet; FILE#0:300 takes rows')
    .requiredOption('--out <file>', 'JSONL file to write; a .manifest.json is written beside it')
    .option('--by <name>', `how: ${paraphraserSummaries.join('; ')}`, oneOf(paraphraserNames), 'rules')
    .option(
      '--fields <names>',
      'fields to reword, with commas between (default: those that the text is made of)',
    )
    .option(
      '--split <name>',
      `split that the set is of: ${SPLITS.join(', ')} (default: as its name says)`,
      oneOf(SPLITS),
    )
    .option('--licence <text>', 'licence of the set, for the manifest')
    .option('--force', FORCE_HELP)
  addEndpointOptions(addWriterOptions(addSetOptions(command, 'reword'))).action(
    async (path: string, options: ParaphraseArguments) => {
      const asker = await askerOf('paraphrase', command, options, ports)
      const place = { sources: [path], example: 'paraphrase.jsonl', force: options.force || options.dryRun }
      await prepareSet(options.out, place, ports.files)
      const set = await loadRows(specOf(path, options), ports.files)
      const guessed = options.split === undefined ? splitOfName(basename(set.name)) : undefined
      const fields = fieldsOf(set, options.fields)
      const { pace, end } = pacerOf(ports)
      const reword = (means?: Means) =>
        paraphraseRows(options.by, set.rows, fields, options.seed, means, pace).finally(end)
      const writer = options.by === MODEL.name ? await openWriter(options, ports) : undefined
      for (const note of writer?.notes ?? []) ports.report(`${note}\n`)
      const outcome =
        asker === undefined
          ? await reword(writer).finally(() => writer?.dispose())
          : await asker.run(complete => reword({ complete, prompts: asker.prompts }))
      if (outcome === undefined) return
      const { rows, exclusions, notes } = outcome
      const left = [...set.exclusions, ...exclusions]
      if (rows.length === 0) throw nothingReworded(set, left)
      await writeSet(
        options.out,
        rows,
        {
          kind: 'paraphrase',
          tool: { name: 'lossgap', version: VERSION },
          generator: {
            name: options.by,
            options: {
              ...chosen(options),
              fields: fields.join(','),
              seed: options.seed,
              ...asker?.options,
              ...writer?.options,
            },
          },
          source: {
            file: basename(set.name),
            sha256: set.sha256,
            split: options.split ?? guessed ?? 'other',
            template: set.template,
            items: set.rows.length,
            licence: options.licence ?? null,
          },
          exclusions: left.map(({ reason, ids }) => ({ reason, ids: [...ids] })),
          notes: [...notes],
        },
        ports.files,
      )
      ports.print(`items in   ${set.rows.length}\nreworded   ${rows.length}\n${leftOut(left)}`)
      for (const note of notes) ports.report(`${note}\n`)
      if (guessed !== undefined)
        ports.report(`Recorded as the ${guessed} split, as its name says; --split says it otherwise\n`)
      ports.report(`Written to ${options.out}, with ${manifestPath(options.out)}\n`)
    },
  )
}

/** The fields that were named, or else those of the template; each must be in the set. */
function fieldsOf(set: RowSet, named: string | undefined): readonly string[] {
  const fields =
    named?.split(',').map(name => name.trim()) ??
    parseTemplate(set.template).parts.flatMap(part => (part.kind === 'field' ? [part.name] : []))
  const [first] = set.rows
  const missing = fields.find(name => first !== undefined && !Object.hasOwn(first.fields, name))
  if (missing === undefined) return [...new Set(fields)]
  throw new LossgapError(
    'FIELD_MISSING',
    `${set.path}:${first!.line} has no field "${missing}" to reword (fields: ${Object.keys(first!.fields).join(', ')})`,
    'Name the fields that hold text: --fields question,answer',
  )
}

/** What of the set's reading decided the outcome. */
function chosen({
  sample,
  idField,
  clusterField,
  answerBase,
}: SetArguments): Record<string, string | number> {
  return {
    ...(sample === undefined ? {} : { sample }),
    ...(idField === undefined ? {} : { idField }),
    ...(clusterField === undefined ? {} : { clusterField }),
    ...(answerBase === undefined ? {} : { answerBase }),
  }
}

function leftOut(
  exclusions: readonly { readonly reason: string; readonly ids: readonly string[] }[],
): string {
  const total = exclusions.reduce((sum, { ids }) => sum + ids.length, 0)
  return `left out   ${total}\n${exclusions.map(({ reason, ids }) => `  ${ids.length} ${reason}\n`).join('')}`
}

function nothingReworded(set: RowSet, left: Parameters<typeof leftOut>[0]): LossgapError {
  const reasons = left.map(({ reason, ids }) => `${ids.length} ${reason}`).join(', ')
  return new LossgapError(
    'SET_EMPTY',
    `None of the ${set.rows.length} items of ${set.name} could be reworded (${reasons})`,
    'Name the fields that hold text (--fields), or another way of rewording (--by)',
  )
}
