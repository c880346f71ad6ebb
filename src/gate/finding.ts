import type { GateReason } from '../gate-report.js'

/** A reason before the policy says how loudly it is told. */
export type Finding = Omit<GateReason, 'level'>
