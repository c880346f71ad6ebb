import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { DEFAULT_PARAMETERS as DEFAULTS } from '../../audit/parameters.js'
import { type AuditResult, audit } from '../../pipeline.js'
import { verdictReport } from '../../reports/console/index.js'
import type { Run } from '../../runs/run.js'
import { writeHtml } from '../html-file.js'
import { keptRun } from '../keep-run.js'
import { prepareFolder } from '../out-folder.js'
import type { Ports } from '../ports.js'
import { progressReporter } from '../progress.js'

/** The data set and the two checkpoints that come with the package; see datasets/demo/CARD.md. */
const DEMO = fileURLToPath(new URL('../../../datasets/demo', import.meta.url))
const CHECKPOINTS = { clean: 'never saw the test split', leaked: 'has seen the test split' } as const

/** `lossgap demo`: audits two tiny checkpoints of one architecture, of which one has also seen the test split. */
export function addDemoCommand(program: Command, ports: Ports): void {
  program
    .command('demo')
    .description('Audit two tiny checkpoints that come with lossgap; one has seen the test split')
    .option('--out <folder>', 'also write both runs there, and report.html to look at them')
    .action(async ({ out }: { out?: string }) => {
      if (out !== undefined) await prepareFolder(out, ports.files)
      const runs: Run[] = []
      ports.print('Two checkpoints of one architecture, trained alike, but for what they saw.\n\n')
      for (const [checkpoint, truth] of Object.entries(CHECKPOINTS)) {
        const result = await auditCheckpoint(checkpoint, ports)
        ports.print(`Checkpoint "${checkpoint}", which ${truth}:\n\n`)
        ports.print(verdictReport(result.report, { colourLevel: ports.colour.out, width: ports.width }))
        ports.print('\n')
        if (out !== undefined) runs.push(await keptRun(join(out, checkpoint), result, ports.files))
      }
      if (out !== undefined) {
        await writeHtml(join(out, 'report.html'), runs, ports.files)
        ports.print(`The report on both, to open in a browser: ${join(out, 'report.html')}\n\n`)
      }
      ports.print(
        'Your own model:\n  lossgap audit MODEL --test TEST.jsonl --ref REFERENCE.jsonl --train TRAIN.jsonl\n',
      )
    })
}

async function auditCheckpoint(checkpoint: string, ports: Ports): Promise<AuditResult> {
  const set = (name: string, sample?: { count: number; seed: number }) => ({
    path: join(DEMO, `${name}.jsonl`),
    ...(sample ? { sample } : {}),
  })
  return audit(
    {
      model: join(DEMO, checkpoint),
      referenceModels: [],
      ownBase: false,
      // As many train items as test items: more would take longer and say no more.
      sets: { test: set('test'), ref: set('reference'), train: set('train', { count: 400, seed: 1 }) },
      scoring: {
        device: { kind: 'cpu' },
        bos: 'auto',
        signal: ports.signal,
        onProgress: progressReporter(ports),
      },
      parameters: { ...DEFAULTS, seed: 1, bos: 'auto' },
    },
    ports.files,
  )
}
