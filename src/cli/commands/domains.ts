import type { Command } from 'commander'
import { measureDomains } from '../../domains/run.js'
import type { TaskRow } from '../../domains/task-scores.js'
import { LossgapError } from '../../errors.js'
import { domainsConsole } from '../../reports/domains.js'
import { jsonText } from '../../reports/json.js'
import { formatOf } from '../../sets/index.js'
import { errorRate, oneOf } from '../arguments.js'
import { refuseTwice } from '../given-twice.js'
import { writeDomainsHtml } from '../html-file.js'
import { prepareFile } from '../out-folder.js'
import { inputsOf, modelInputs, refuseOverwriting } from '../outputs.js'
import type { Ports } from '../ports.js'
import { addScoringOptions, type ScoringArguments, scoringOf } from '../scoring-options.js'
import { addSetOptions, type SetArguments, specOf } from '../set-options.js'

interface DomainsArguments extends ScoringArguments, SetArguments {
  sets?: string[]
  benchmark?: string[]
  standard?: string
  tasks?: string
  alpha: number
  out?: string
  html?: string
  format: 'console' | 'json'
}

/** `lossgap domains`: perplexity per domain, comparable across tokenizers, of several models or checkpoints. */
export function addDomainsCommand(program: Command, ports: Ports): void {
  const command = program
    .command('domains')
    .description('Perplexity of models or checkpoints on many held-out sets, comparable across tokenizers')
    .argument('<models...>', 'folders of ONNX exports, in the order of training if they are checkpoints')
    .option('--sets <sets...>', 'held-out texts, a set for each general domain')
    .option('--benchmark <sets...>', 'benchmarks: is their loss falling while that of general domains rises?')
    .option('--standard <model>', 'the model in whose tokens losses are counted (default: the first one)')
    .option('--tasks <file>', 'CSV with a column "model" and one per task: do scores go with the loss?')
    .option('--alpha <p>', 'one-sided level at which a loss is said to fall or to rise', errorRate, 0.01)
    .option('--out <file>', 'also write the report as JSON')
    .option('--html <file>', 'also write it as one HTML file, with plots')
    .option('--format <name>', 'what to print: console, json', oneOf(['console', 'json']), 'console')
  addScoringOptions(addSetOptions(command)).action(async (models: string[], options: DomainsArguments) => {
    const { sets = [], benchmark = [], standard, tasks, alpha, out, html } = options
    if (sets.length + benchmark.length === 0)
      throw new LossgapError('USAGE', 'There is no set to measure', 'Give one or more with --sets')
    refuseTwice('model', models)
    refuseTwice('set', [...sets, ...benchmark])
    refuseOverwriting(
      [
        ...(out === undefined ? [] : [{ option: '--out', path: out }]),
        ...(html === undefined ? [] : [{ option: '--html', path: html }]),
      ],
      [
        ...inputsOf('a set of --sets', sets),
        ...inputsOf('a set of --benchmark', benchmark),
        ...inputsOf('the table of --tasks', tasks),
        ...modelInputs(models),
      ],
    )
    const table = tasks === undefined ? undefined : { path: tasks, rows: await taskRows(tasks, ports) }
    if (out !== undefined) await prepareFile(out, ports.files, 'domains.json')
    if (html !== undefined) await prepareFile(html, ports.files, 'domains.html', '--html')
    const report = await measureDomains(
      {
        models,
        domains: sets.map(path => specOf(path, options)),
        benchmarks: benchmark.map(path => specOf(path, options)),
        standard,
        tasks: table,
        alpha,
        scoring: scoringOf(options, ports),
      },
      ports.files,
    )
    if (out !== undefined) await ports.files.write(out, jsonText(report))
    if (html !== undefined) await writeDomainsHtml(html, report, ports.files)
    const { width } = ports
    ports.print(
      options.format === 'json'
        ? jsonText(report)
        : domainsConsole(report, { colourLevel: ports.colour.out, width }),
    )
  })
}

async function taskRows(path: string, { files }: Ports): Promise<TaskRow[]> {
  const rows: TaskRow[] = []
  await formatOf(path).readRows(path, files, { start: 0 }, ({ line, fields }) => rows.push({ line, fields }))
  return rows
}
