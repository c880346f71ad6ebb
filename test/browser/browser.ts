import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

const PLACES = [
  process.env.LOSSGAP_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
const executable = PLACES.find(path => path !== undefined && path !== '' && existsSync(path))

/** Whether pages can be opened here; where not, the reason is printed and the tests skip. */
export const hasBrowser = executable !== undefined
if (!hasBrowser)
  console.info(
    'skipped: no Chromium for the HTML report (apt-get install chromium, or LOSSGAP_CHROMIUM=PATH)',
  )

export interface Opened {
  readonly page: Page
  /** What the page said or asked for: errors, warnings, requests beyond the file itself. */
  readonly complaints: readonly string[]
}

/** Opens pages in a headless browser; all of them are closed at the end. */
export function browserOf() {
  const folder = mkdtempSync(join(tmpdir(), 'lossgap-page-'))
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable!, args: ['--no-sandbox'] })
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  let count = 0
  return async (html: string, options: BrowserContextOptions = {}): Promise<Opened> => {
    const file = join(folder, `${count++}.html`)
    writeFileSync(file, html)
    const page = await (await browser.newContext(options)).newPage()
    const complaints: string[] = []
    const url = pathToFileURL(file).href
    page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', error => complaints.push(`error: ${error.message}`))
    page.on('dialog', dialog => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', request => {
      if (request.url() !== url && request.url() !== 'data:,') complaints.push(`request: ${request.url()}`)
    })
    await page.goto(url)
    return { page, complaints }
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core finds: rule, element and why. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => id + ' ' + target + ': ' + failureSummary)))`)
}
