import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { compareAudits } from '../comparison/compare.js'
import type { DomainsReport } from '../domains-report.js'
import type { Files } from '../io/files.js'
import type { PageParts } from '../reports/html/index.js'
import type { Run } from '../runs/run.js'

const WEB = fileURLToPath(new URL('../../web/', import.meta.url))

/** The same as `lossgap compare`, unless told. */
export const FALSE_DISCOVERY_RATE = 0.1

/** Writes audits as one HTML file. @throws LossgapError REPORTS_REPEAT when an audit is named twice. */
export async function writeHtml(
  path: string,
  runs: readonly Run[],
  files: Files,
  rate: number = FALSE_DISCOVERY_RATE,
): Promise<void> {
  const comparison = compareAudits(runs, rate)
  // Loaded here, since only this needs the library that draws.
  const { htmlReport } = await import('../reports/html/index.js')
  await files.write(path, htmlReport(runs, comparison, await partsOf(files)))
}

/** Writes the report of `lossgap domains` as one HTML file. */
export async function writeDomainsHtml(path: string, report: DomainsReport, files: Files): Promise<void> {
  const { domainsPage } = await import('../reports/html/index.js')
  await files.write(path, domainsPage(report, await partsOf(files)))
}

async function partsOf(files: Files): Promise<PageParts> {
  return {
    style: await files.readText(`${WEB}report.css`),
    script: await files.readText(`${WEB}report.js`),
    sha256: text => createHash('sha256').update(text).digest('base64'),
  }
}
