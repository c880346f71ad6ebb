import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { compareAudits } from '../comparison/compare.js'
import type { Files } from '../io/files.js'
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
  const parts = {
    style: await files.readText(`${WEB}report.css`),
    script: await files.readText(`${WEB}report.js`),
    sha256: (text: string) => createHash('sha256').update(text).digest('base64'),
  }
  await files.write(path, htmlReport(runs, comparison, parts))
}
