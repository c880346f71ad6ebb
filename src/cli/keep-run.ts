import { join } from 'node:path'
import { namesOfAnyVersion } from '../audit-report.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { AuditResult } from '../pipeline.js'
import { jsonReport } from '../reports/json.js'
import { readRun } from '../runs/read-run.js'
import type { Run } from '../runs/run.js'
import { REPORT } from '../runs/run-files.js'
import { writeRun } from '../runs/write-run.js'
import { writeHtml } from './html-file.js'
import { prepareFile, prepareFolder } from './out-folder.js'
import { type Output, runFiles } from './outputs.js'

/** Where the results of an audit go, if anywhere. */
export interface RunPlaces {
  readonly out?: string
  readonly html?: string
}

/** What will be kept there: an audit of the same is made again, one of something else is not replaced. */
export interface Audited {
  readonly model: string
  readonly test: string
}

/** The files that will be written there. */
export function outputsOf({ out, html }: RunPlaces, models: number): Output[] {
  const run = out === undefined ? [] : runFiles(out, models)
  return [
    ...run.map(path => ({ option: '--out', path })),
    ...(html === undefined ? [] : [{ option: '--html', path: html }]),
  ]
}

/** Sees before scoring that the places take files. @throws LossgapError USAGE, FILE_UNREADABLE. */
export async function prepareRun({ out, html }: RunPlaces, audited: Audited, files: Files): Promise<void> {
  if (html !== undefined && out === undefined)
    throw new LossgapError(
      'USAGE',
      '--html shows the run that --out keeps, which is not given',
      'Name a folder with --out too',
    )
  if (out !== undefined) {
    await prepareFolder(out, files)
    await refuseOther(out, audited, files)
  }
  if (html !== undefined) await prepareFile(html, files, 'report.html', '--html')
}

async function refuseOther(folder: string, { model, test }: Audited, files: Files): Promise<void> {
  const path = join(folder, REPORT)
  if ((await files.kind(path)) !== 'file') return
  const there = namesIn(await files.readText(path))
  // A sampled set has its sample after its name.
  if (there?.model === model && (there.test === test || there.test.startsWith(`${test} (`))) return
  const what = there === undefined ? 'no report of an audit' : `the audit of ${there.model} on ${there.test}`
  throw new LossgapError(
    'USAGE',
    `--out: ${path} is ${what}`,
    'Name another folder; or delete this one, if it is not needed',
  )
}

function namesIn(json: string): Audited | undefined {
  try {
    const { model, sets } = namesOfAnyVersion.parse(JSON.parse(json))
    return { model: model.name, test: sets[0]!.name }
  } catch {
    return undefined
  }
}

export async function keepRun({ out, html }: RunPlaces, result: AuditResult, files: Files): Promise<void> {
  if (out === undefined) return
  if (html === undefined) await writeRun(out, contentsOf(result), files)
  else await writeHtml(html, [await keptRun(out, result, files)], files)
}

/** Writes a run folder and reads it back. */
export async function keptRun(folder: string, result: AuditResult, files: Files): Promise<Run> {
  await writeRun(folder, contentsOf(result), files)
  return readRun(join(folder, REPORT), result.report, files, { texts: true })
}

const contentsOf = ({ report, sets, models }: AuditResult) => ({ json: jsonReport(report), sets, models })
