/** Process exit codes. 1 is kept for a closed gate, so that CI can tell "exposed" from "crashed". */
export const EXIT = {
  ok: 0,
  gateClosed: 1,
  usage: 2,
  data: 3,
  model: 4,
  inconclusive: 5,
  bug: 70,
  interrupted: 130,
} as const

/** Every error that a user can meet, with the exit code it leads to. */
export const CODES = {
  USAGE: EXIT.usage,
  FILE_MISSING: EXIT.data,
  FILE_UNREADABLE: EXIT.data,
  IN_USE: EXIT.data,
  FORMAT_UNKNOWN: EXIT.data,
  ROW_INVALID: EXIT.data,
  FIELD_MISSING: EXIT.data,
  TEXT_EMPTY: EXIT.data,
  ENCODING_INVALID: EXIT.data,
  ID_DUPLICATE: EXIT.data,
  SET_EMPTY: EXIT.data,
  SET_TOO_SMALL: EXIT.data,
  SET_CHECK_FAILED: EXIT.data,
  SETS_OVERLAP: EXIT.data,
  REPORT_INVALID: EXIT.data,
  POLICY_INVALID: EXIT.usage,
  BASELINE_MISSING: EXIT.usage,
  BASELINE_INVALID: EXIT.data,
  BASELINE_DIFFERS: EXIT.data,
  BASELINE_CHANGED: EXIT.data,
  BASELINE_USED_UP: EXIT.usage,
  REPORTS_REPEAT: EXIT.usage,
  SCORES_INCOMPATIBLE: EXIT.data,
  SET_UNKNOWN: EXIT.usage,
  FETCH_FAILED: EXIT.data,
  HASH_MISMATCH: EXIT.data,
  MODEL_MISSING: EXIT.model,
  MODEL_CORRUPT: EXIT.model,
  MODEL_UNSUPPORTED: EXIT.model,
  EXTERNAL_DATA_MISSING: EXIT.model,
  TOKENIZER_MISSING: EXIT.model,
  TOKENIZER_INVALID: EXIT.model,
  VOCABULARY_MISMATCH: EXIT.model,
  DEVICE_UNAVAILABLE: EXIT.model,
  OUT_OF_MEMORY: EXIT.model,
  RUNTIME_FAILED: EXIT.model,
  LOGITS_NOT_FINITE: EXIT.model,
  LOSS_IMPLAUSIBLE: EXIT.model,
  ENDPOINT_FAILED: EXIT.model,
  BUDGET_EXCEEDED: EXIT.usage,
  INTERRUPTED: EXIT.interrupted,
} as const

export type ErrorCode = keyof typeof CODES

/**
 * An error that its reader can mend: what happened (with the values), where (file:line, item, model)
 * and the command or edit that fixes it. Printed without a stack unless `--debug` is given.
 */
export class LossgapError extends Error {
  readonly code: ErrorCode
  readonly fix: string
  /** What stands behind the message, a line each: for what would be one long line otherwise. */
  readonly details: readonly string[]

  constructor(
    code: ErrorCode,
    what: string,
    fix: string,
    { details = [], ...options }: ErrorOptions & { readonly details?: readonly string[] } = {},
  ) {
    super(what, options)
    this.details = details
    this.name = 'LossgapError'
    this.code = code
    this.fix = fix
  }

  get exitCode(): number {
    return CODES[this.code]
  }
}
