import type { Command } from 'commander'
import { LossgapError } from '../../errors.js'
import { lossTable } from '../../reports/losses.js'
import { escapeUnprintable } from '../../reports/printable.js'
import { signalRows } from '../../reports/signals.js'
import { writeScoreFile } from '../../scoring/score-file.js'
import { scoreSets } from '../../scoring/score-sets.js'
import { loadSet } from '../../sets/index.js'
import type { ItemSet } from '../../types.js'
import { refuseTwice } from '../given-twice.js'
import { prepareFile } from '../out-folder.js'
import { inputsOf, modelInputs, refuseOverwriting } from '../outputs.js'
import type { Ports } from '../ports.js'
import { addScoringOptions, type ScoringArguments, scoringOf } from '../scoring-options.js'
import { addSetOptions, type SetArguments, specOf } from '../set-options.js'

interface ScoreArguments extends ScoringArguments, SetArguments {
  out: string
  signals?: string
}

/** `lossgap score`: the per-token scores of sets under one model, as a Parquet file. */
export function addScoreCommand(program: Command, ports: Ports): void {
  const command = program
    .command('score')
    .description('Score sets under a model, token by token, into a Parquet file')
    .argument('<model>', 'folder of an ONNX export, or an .onnx file')
    .argument('<sets...>', 'item sets: .jsonl, .csv, .tsv or .parquet; FILE#0:300 takes rows')
    .option('--out <file>', 'score file to write', 'scores.parquet')
    .option(
      '--signals <file>',
      'also write a JSON line per item: mean log-probability, Min-K%, Min-K%++, longest run',
    )
  addScoringOptions(addSetOptions(command)).action(
    async (model: string, paths: string[], options: ScoreArguments) => {
      const sets: ItemSet[] = []
      for (const path of paths) sets.push(await loadSet(specOf(path, options), ports.files))
      // Rows of a score file are told apart by the set's name.
      refuseTwice(
        'set',
        sets.map(set => set.name),
      )
      if (!options.out.endsWith('.parquet')) {
        throw new LossgapError(
          'USAGE',
          `--out: score files are Parquet, and "${options.out}" is named otherwise`,
          'Give it a name that ends in .parquet',
        )
      }
      refuseOverwriting(
        [
          { option: '--out', path: options.out },
          ...(options.signals === undefined ? [] : [{ option: '--signals', path: options.signals }]),
        ],
        [...inputsOf('a set that is scored', paths), ...modelInputs([model])],
      )
      await prepareFile(options.out, ports.files)
      if (options.signals !== undefined)
        await prepareFile(options.signals, ports.files, 'signals.jsonl', '--signals')
      const scored = await scoreSets(model, sets, scoringOf(options, ports), ports.files)
      await writeScoreFile(options.out, sets, scored, ports.files)
      if (options.signals !== undefined)
        await ports.files.write(options.signals, signalRows(sets, scored.scores))
      ports.print(lossTable(sets, scored))
      for (const note of scored.notes) ports.report(`${escapeUnprintable(note)}\n`)
      ports.report(`Scores written to ${options.out}\n`)
      if (options.signals !== undefined) ports.report(`Signals written to ${options.signals}\n`)
    },
  )
}
