import { longestRunSignal } from './longest-run.js'
import { meanLogProb } from './mean-log-prob.js'
import { minK } from './min-k.js'
import { minKPlusPlus } from './min-k-plus-plus.js'
import type { Signal } from './signal.js'

export type { Signal } from './signal.js'

/** A new signal is one file and one line. */
export const SIGNALS: readonly Signal[] = [meanLogProb, minK, minKPlusPlus, longestRunSignal]
