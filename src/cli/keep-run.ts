import { join } from 'node:path'
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

/** Where the results of an audit go, if anywhere. */
export interface RunPlaces {
  readonly out?: string
  readonly html?: string
}

/** Sees before scoring that the places take files. @throws LossgapError USAGE, FILE_UNREADABLE. */
export async function prepareRun({ out, html }: RunPlaces, files: Files): Promise<void> {
  if (html !== undefined && out === undefined)
    throw new LossgapError(
      'USAGE',
      '--html shows the run that --out keeps, which is not given',
      'Name a folder with --out too',
    )
  if (out !== undefined) await prepareFolder(out, files)
  if (html !== undefined) await prepareFile(html, files, 'report.html')
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
