import { EXIT } from '../errors.js'
import type { GateReason, GateReport, Outcome } from '../gate-report.js'

type Handling = Pick<GateReport['policy'], 'onInconclusive' | 'onFailedCheck'>

/** What a policy makes of an outcome: the exit code, and how loudly its findings are told. */
export function handlingOf(
  outcome: Outcome,
  { onInconclusive, onFailedCheck }: Handling,
): { readonly exitCode: number; readonly level: GateReason['level'] } {
  if (outcome === 'open') return { exitCode: EXIT.ok, level: 'note' }
  if (outcome === 'closed') return { exitCode: EXIT.gateClosed, level: 'error' }
  const handling = outcome === 'inconclusive' ? onInconclusive : onFailedCheck
  switch (handling) {
    case 'pass':
      return { exitCode: EXIT.ok, level: 'note' }
    case 'warn':
      return { exitCode: EXIT.ok, level: 'warning' }
    case 'fail':
      return { exitCode: EXIT.gateClosed, level: 'error' }
    case 'exit-3':
      return { exitCode: EXIT.data, level: 'error' }
    case 'exit-5':
      return { exitCode: EXIT.inconclusive, level: 'error' }
  }
}
