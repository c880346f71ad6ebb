import type { Command } from 'commander'
import { compareAudits } from '../../comparison/compare.js'
import { comparisonConsole, comparisonJson } from '../../reports/comparison.js'
import { errorRate, oneOf } from '../arguments.js'
import type { Ports } from '../ports.js'
import { readReports } from '../report-files.js'

interface CompareArguments {
  rate: number
  format: 'console' | 'json'
}

/** `lossgap compare`: many audits, models × benchmarks, with the false discoveries among them kept rare. */
export function addCompareCommand(program: Command, ports: Ports): void {
  program
    .command('compare')
    .description('Read many audits together: which stay exposed when their number is allowed for')
    .argument('<reports...>', 'report.json files of lossgap audit --out, or their folders')
    .option('--rate <q>', 'accepted share of false calls among all that are called exposed', errorRate, 0.1)
    .option('--format <name>', 'what to print: console, json', oneOf(['console', 'json']), 'console')
    .action(async (paths: string[], { rate, format }: CompareArguments) => {
      const comparison = compareAudits(await readReports(paths, ports.files), rate)
      const { width } = ports
      ports.print(
        format === 'json'
          ? comparisonJson(comparison)
          : comparisonConsole(comparison, { colourLevel: ports.colour.out, width }),
      )
    })
}
