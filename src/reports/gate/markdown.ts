import { pTwoDigits, signed } from '../../format.js'
import type { GateReport } from '../../gate-report.js'
import { printable } from '../printable.js'
import { OUTCOME_MARKS, OUTCOMES } from './outcomes.js'
import { type GateStatement, statementsOf } from './statements.js'

const STATES: Readonly<Record<GateStatement['state'], string>> = {
  passed: '✓ passed',
  failed: '✗ failed',
  error: '✗ cannot be judged',
  skipped: '– open',
}

/** A summary for a step or a merge request: the outcome and its reasons first, then everything that was looked at. */
export function gateMarkdown(gated: GateReport): string {
  const report = printable(gated)
  const { outcome, headline, reasons, notes, errorRate, baseline, sequence } = report
  const blocks = [
    `## lossgap: ${OUTCOMES[outcome]}`,
    `**${escaped(headline)}**`,
    ...(reasons.length === 0
      ? []
      : [
          reasons
            .map(({ level, code, text }) => `- ${level}: ${escaped(text)} (\`${word(code)}\`)`)
            .join('\n'),
        ]),
    table(
      ['', 'looked at', 'what it says'],
      statementsOf(report).map(({ state, name, text }) => [STATES[state], name, text]),
    ),
    ...(sequence.length === 0
      ? []
      : [
          '### Checkpoints since the accepted state',
          table(
            ['', 'checkpoint', 'jump', 'p', 'since accepted', 'p', 'CUSUM of', '', 'own verdict'],
            sequence.map(({ checkpoint, name, jump, cumulative, cusum, outcome, audit }) => [
              `${OUTCOME_MARKS[outcome]} ${outcome}`,
              `${checkpoint}: ${name}`,
              signed(jump.effect),
              pTwoDigits(jump.pValue),
              signed(cumulative.effect),
              pTwoDigits(cumulative.pValue),
              cusum.sum.toFixed(2),
              cusum.border.toFixed(2),
              audit,
            ]),
          ),
        ]),
    ...(notes.length === 0 ? [] : [notes.map(note => `- ${escaped(note)}`).join('\n')]),
    escaped(errorRate),
    ...(baseline ? [escaped(`${baseline.text}.`)] : []),
    'A passing result holds for effects of the size that counts, on this test set, beside these yardsticks. It is no proof that nothing was seen.',
  ]
  return `${blocks.join('\n\n')}\n`
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [row(headings), row(headings.map(() => '---')), ...rows.map(cells => row(cells.map(escaped)))].join(
    '\n',
  )
}

/** Names may hold anything: none of it may become markup, a link, a mention or the end of a cell. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]#|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', '&#58;//')
}

/** A code stands between back quotes, where nothing can be escaped. */
const word = (code: string) => code.replace(/[^\w.-]/g, '·')
