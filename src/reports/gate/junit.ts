import XMLBuilder from 'fast-xml-builder'
import type { GateReport } from '../../gate-report.js'
import { printable } from '../printable.js'
import { type GateStatement, statementsOf } from './statements.js'

const ELEMENTS = { failed: 'failure', error: 'error', skipped: 'skipped' } as const

/**
 * JUnit XML: one suite, a test case per statement and check. Some failure where the exit code is 1, some error (it could not
 * be judged) where it is 3 or 5, neither where it is 0; skipped is what the policy lets pass, or did not decide. It has no
 * times, so that the same result gives the same bytes.
 * Source: junit-4.xsd of Jenkins' dtkit.
 */
export function gateJunit(gated: GateReport): string {
  const report = wellFormed(printable(gated))
  const statements = statementsOf(report)
  const counted = (state: GateStatement['state']) => statements.filter(one => one.state === state).length
  const builder = new XMLBuilder({
    format: true,
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    textNodeName: '#',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
    processEntities: true,
  })
  const numbers = {
    '@tests': String(statements.length),
    '@failures': String(counted('failed')),
    '@errors': String(counted('error')),
  }
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    testsuites: {
      '@name': 'lossgap',
      ...numbers,
      testsuite: {
        '@name': `lossgap gate: ${report.model}`,
        ...numbers,
        '@skipped': String(counted('skipped')),
        properties: {
          property: Object.entries({
            outcome: report.outcome,
            'exit-code': String(report.exitCode),
            policy: report.policy.file,
            headline: report.headline,
          }).map(([name, value]) => ({ '@name': name, '@value': value })),
        },
        testcase: statements.map(testCase),
      },
    },
  })
}

function testCase({ group, name, state, text }: GateStatement): object {
  const named = { '@name': name, '@classname': `lossgap.${group}` }
  if (state === 'passed') return { ...named, 'system-out': text }
  // The form has no state between passed and failed.
  if (state === 'warned') return { ...named, 'system-out': `Warning: ${text}` }
  const element = ELEMENTS[state]
  // The form gives a skipped case no attributes.
  return {
    ...named,
    [element]: element === 'skipped' ? text : { '@message': firstSentence(text), '#': text },
  }
}

const firstSentence = (text: string) => text.split(/(?<=\.) /)[0]!

/** XML has no way to write half a surrogate pair or the two code points that are no characters. */
function wellFormed<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, entry) =>
    typeof entry === 'string' ? entry.replace(/[\p{Cs}\ufffe\uffff]/gu, '\ufffd') : entry,
  ) as T
}
