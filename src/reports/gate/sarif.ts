import type { Invocation, Log, ReportingDescriptor, Result } from 'sarif'
import type { GateReason, GateReport } from '../../gate-report.js'
import { jsonText } from '../json.js'
import { printable } from '../printable.js'
import { ruleOf } from './rules.js'

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json'

/**
 * SARIF 2.1.0: a rule per reason code, a result per reason at the test set's file. Notes are notifications of the run rather
 * than results, which code scanning would show as findings; an open gate without warnings has no result.
 * Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
 */
export function gateSarif(gated: GateReport): string {
  const report = printable(gated)
  const told = report.reasons.filter(({ level }) => level !== 'note')
  const codes = [...new Set(told.map(({ code }) => code))]
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'lossgap',
            version: report.tool.version,
            semanticVersion: report.tool.version,
            rules: codes.map(descriptor),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [invocation(report)],
        results: told.map(reason => resultOf(reason, codes.indexOf(reason.code), report)),
        properties: {
          outcome: report.outcome,
          headline: report.headline,
          errorRate: report.errorRate,
          model: report.model,
        },
      },
    ],
  }
  return jsonText(log)
}

function descriptor(code: string): ReportingDescriptor {
  const { name, summary, help } = ruleOf(code)
  return {
    id: code,
    name,
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} ${help}` },
    help: { text: help },
    defaultConfiguration: { level: 'error' },
  }
}

/** The fingerprint names no model: the same finding at the next checkpoint is the same finding. */
function resultOf({ code, source, level, text }: GateReason, ruleIndex: number, report: GateReport): Result {
  const { testFile } = report.policy
  return {
    ruleId: code,
    ruleIndex,
    level,
    message: { text },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(testFile) }, region: { startLine: 1 } } },
    ],
    partialFingerprints: { 'lossgapReason/v1': `${source}/${code}/${testFile}` },
    properties: { source, ...measured(source, report) },
  }
}

function measured(source: GateReason['source'], { monitoring }: GateReport): object {
  if (monitoring === null) return {}
  if (source === 'jump' || source === 'cumulative') {
    const { effect, interval, pValue, alpha } = monitoring[source]
    return { checkpoint: monitoring.checkpoint, effect, interval, pValue, alpha }
  }
  if (source === 'cusum') {
    const { sum, border, alpha } = monitoring.cusum
    return { checkpoint: monitoring.checkpoint, sum, border, alpha }
  }
  return {}
}

function invocation({ exitCode, reasons, notes }: GateReport): Invocation {
  const texts = [...reasons.filter(({ level }) => level === 'note').map(({ text }) => text), ...notes]
  return {
    executionSuccessful: true,
    exitCode,
    ...(texts.length === 0
      ? {}
      : { toolExecutionNotifications: texts.map(text => ({ level: 'note', message: { text } })) }),
  }
}

/** A path as a URI reference: relative ones are relative to the repository. */
function uriOf(path: string): string {
  // Half a surrogate pair has no encoding.
  const encoded = path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  return path.startsWith('/') ? `file://${encoded}` : encoded
}
