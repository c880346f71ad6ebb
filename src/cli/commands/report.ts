import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { modelCard } from '../../reports/model-card.js'
import { escapeUnprintable } from '../../reports/printable.js'
import { readRun } from '../../runs/read-run.js'
import type { Run } from '../../runs/run.js'
import { errorRate } from '../arguments.js'
import { FALSE_DISCOVERY_RATE, writeHtml } from '../html-file.js'
import { prepareFile } from '../out-folder.js'
import { inputsOf, refuseOverwriting, runFiles } from '../outputs.js'
import type { Ports } from '../ports.js'
import { readReports } from '../report-files.js'

interface ReportArguments {
  out?: string
  modelCard?: string
  texts: boolean
  rate: number
}

/** `lossgap report`: audits as a page to look at and hand on, or as a section of a model card. */
export function addReportCommand(program: Command, ports: Ports): void {
  program
    .command('report')
    .description('Write audits as one self-contained HTML file, or as a section of a model card')
    .argument('<runs...>', 'folders that lossgap audit --out wrote, or their report.json alone')
    .option('--out <file>', 'HTML file to write (default: report.html in the folder of the first run)')
    .option(
      '--model-card <file>',
      'write the section "Benchmark exposure" of a model card (Markdown); without --out only that',
    )
    .option('--no-texts', 'leave the texts of the items out, for benchmarks that must not be published')
    .option(
      '--rate <q>',
      'accepted share of false calls where there are several audits',
      errorRate,
      FALSE_DISCOVERY_RATE,
    )
    .action(async (paths: string[], { out, modelCard: card, texts, rate }: ReportArguments) => {
      const { files, print } = ports
      const reports = await readReports(paths, files)
      const page = out ?? (card === undefined ? join(dirname(reports[0]!.file), 'report.html') : undefined)
      const outputs = [
        ...(page === undefined ? [] : [{ option: '--out', path: page }]),
        ...(card === undefined ? [] : [{ option: '--model-card', path: card }]),
      ]
      refuseOverwriting(
        outputs,
        reports.flatMap(({ file, report }) =>
          inputsOf(`a file of the audit ${file}`, [
            file,
            ...runFiles(dirname(file), 1 + report.referenceModels.length),
          ]),
        ),
      )
      for (const { option, path } of outputs) await prepareFile(path, files, 'report.html', option)
      const runs: Run[] = []
      for (const { file, report } of reports) runs.push(await readRun(file, report, files, { texts }))
      if (page !== undefined) await writeHtml(page, runs, files, rate)
      if (card !== undefined) await files.write(card, modelCard(runs))
      for (const { file, missing } of runs)
        for (const note of missing) ports.report(`${escapeUnprintable(`${file}: ${note}`)}\n`)
      for (const { path } of outputs) print(`Written to ${escapeUnprintable(path)}\n`)
    })
}
