import { pTwoDigits, signed } from '../../format.js'
import type { GateReport } from '../../gate-report.js'
import { code as codeOf, markdownTable, plainText } from '../markdown-text.js'
import { printable } from '../printable.js'
import { OUTCOME_MARKS, OUTCOMES } from './outcomes.js'
import { type GateStatement, statementsOf } from './statements.js'

const STATES: Readonly<Record<GateStatement['state'], string>> = {
  passed: '✓ passed',
  warned: '! warned',
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
    `**${plainText(headline)}**`,
    ...(reasons.length === 0
      ? []
      : [
          reasons
            .map(({ level, code, text }) => `- ${level}: ${plainText(text)} (${codeOf(code).text})`)
            .join('\n'),
        ]),
    markdownTable(
      ['', 'looked at', 'what it says'],
      statementsOf(report).map(({ state, name, text }) => [STATES[state], name, text]),
    ),
    ...(sequence.length === 0
      ? []
      : [
          '### Checkpoints since the accepted state',
          markdownTable(
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
    ...(notes.length === 0 ? [] : [notes.map(note => `- ${plainText(note)}`).join('\n')]),
    plainText(errorRate),
    ...(baseline ? [plainText(`${baseline.text}.`)] : []),
    'A passing result holds for effects of the size that counts, on this test set, beside these yardsticks. It is no proof that nothing was seen.',
  ]
  return `${blocks.join('\n\n')}\n`
}
