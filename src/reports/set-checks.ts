import { Chalk } from 'chalk'
import { pText } from '../format.js'
import type { SetCheckReport } from '../set-checks/report.js'
import { shortNames } from '../short-names.js'
import type { ConsoleOptions } from './console/index.js'
import { jsonText } from './json.js'
import { printable } from './printable.js'
import { left, right, table, wrap } from './table.js'

const WORDS = { pass: 'PASS', warn: 'PASS WITH WARNINGS', fail: 'FAIL' } as const

/** Dropped items that are shown; the JSON and the table of items have all. */
const SHOWN = 10

/** What `lossgap sets check` found, for a person at a terminal: the result first, then the numbers behind it. */
export function setCheckConsole(checked: SetCheckReport, { colourLevel, width }: ConsoleOptions): string {
  const report = printable(checked)
  const chalk = new Chalk({ level: colourLevel })
  const colour = { pass: chalk.green, warn: chalk.yellow, fail: chalk.red }
  const marks = { pass: '✓', warn: '!', fail: '✗' }
  const sections: string[][] = [[colour[report.status].bold(WORDS[report.status])]]
  const add = (title: string, lines: readonly string[]) => {
    if (lines.length > 0) sections.push([chalk.bold(title), ...lines.map(line => `  ${line}`.trimEnd())])
  }
  add('Sets', fileLines(report))
  add(
    'Checks',
    report.checks.flatMap(({ name, status, text }) => {
      const [first = '', ...rest] = wrap(`${name}: ${text}`, width - 2, '  ')
      return [`${colour[status](marks[status])}${first.slice(1)}`, ...rest]
    }),
  )
  add('Balance (SMD in standard deviations; set − test)', balanceLines(report))
  add('Reasons against pairs', reasonLines(report))
  add('Items not to be used', dropLines(report, width))
  return `${sections.map(lines => lines.join('\n')).join('\n\n')}\n`
}

/** The report as JSON, with a stable order of keys; what a terminal would obey is escaped. */
export function setCheckJson(report: SetCheckReport): string {
  return jsonText(report)
}

const ROLES = { set: 'set', against: 'test', train: 'train', source: 'source' } as const

function fileLines({ files }: SetCheckReport): string[] {
  const names = shortNames(files.map(({ name }) => name))
  return table(
    [left(''), left('set'), right('items'), right('left out'), left('sha256')],
    files.map(({ role, items, exclusions, sha256 }, f) => [
      ROLES[role],
      names[f]!,
      String(items),
      String(exclusions.reduce((sum, { ids }) => sum + ids.length, 0)),
      sha256.slice(0, 12),
    ]),
  )
}

function balanceLines({ balance, files, parameters }: SetCheckReport): string[] {
  if (balance.length === 0) return []
  const measured = (role: 'set' | 'against') =>
    Math.min(files.find(file => file.role === role)?.items ?? 0, parameters.largestSample)
  const [ofSet, ofAgainst] = [measured('set'), measured('against')]
  // A mean over some of the items says so.
  const share = (items: number, all: number) => (items < all ? ` (${items} of ${all})` : '')
  const number = (value: number | null, digits: number) => (value === null ? 'none' : value.toFixed(digits))
  const columns = ['set', 'test', 'SMD', 'KS', 'KS p'].map(right)
  return table(
    [left(''), ...columns, left('')],
    balance.map(({ name, set, against, setItems, againstItems, smd, ks, ksP, status }) => [
      name,
      ...[
        number(set, 2) + share(setItems, ofSet),
        number(against, 2) + share(againstItems, ofAgainst),
        number(smd, 2),
        number(ks, 3),
        ksP === null ? 'none' : pText(ksP),
        status,
      ],
    ]),
  )
}

function reasonLines({ pairs }: SetCheckReport): string[] {
  if (pairs === null || pairs.reasons.length === 0) return []
  return table(
    [left(''), right('pairs')],
    pairs.reasons.map(({ code, pairs }) => [code, String(pairs)]),
  )
}

function dropLines({ drop }: SetCheckReport, width: number): string[] {
  const lines = drop
    .slice(0, SHOWN)
    .flatMap(({ id, reasons }) =>
      wrap(`${id}: ${reasons.join('; ')}`, width - 2, '  ').map((line, l) =>
        l === 0 ? line.trimStart() : line,
      ),
    )
  return drop.length > SHOWN ? [...lines, `and ${drop.length - SHOWN} more`] : lines
}
