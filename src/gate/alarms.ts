import { plain, pTwoDigits } from '../format.js'
import type { JudgedRecord, MonitoringRecord } from '../monitoring-record.js'
import { shortNames } from '../short-names.js'
import type { Finding } from './finding.js'

/** Alarms of the sequence, in words. With too few items no alarm is believed: the tests rest on large samples. */
export function alarmsOf(record: MonitoringRecord): Finding[] {
  const { jump, cumulative, cusum, enough, checkpoint } = record
  const [before, name] = shortNames([record.previous.name, record.name])
  if (!enough) return []
  const findings: Finding[] = []
  if (jump.alarm)
    findings.push({
      code: 'jump',
      source: 'jump',
      text: `Between ${before} and ${name} (checkpoint ${checkpoint}) ${moved(jump)}`,
    })
  if (cumulative.alarm)
    findings.push({
      code: 'cumulative',
      source: 'cumulative',
      text: `Since the accepted state, up to ${name} (checkpoint ${checkpoint}), ${moved(cumulative)}`,
    })
  if (cusum.alarm)
    findings.push({
      code: 'slow_leak',
      source: 'cusum',
      text: `Over the steps so far the loss fell more on the test set than on the reference set: they add up to ${cusum.sum.toFixed(1)} standard errors beyond their slack at ${name} (checkpoint ${checkpoint}), where ${cusum.border.toFixed(1)} are allowed.`,
    })
  return findings
}

function moved({ effect, interval, pValue, alpha, threshold }: JudgedRecord): string {
  return `the loss fell by ${plain(effect)} nats/token more on the test set than on the reference set (95 % interval ${plain(interval.lower)} to ${plain(interval.upper)}, p ${pTwoDigits(pValue)} where ${pTwoDigits(alpha)} is allowed; ${plain(threshold)} or more counts).`
}
