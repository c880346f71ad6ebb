import { LossgapError } from '../errors.js'
import type { Pace, Step } from '../types.js'
import type { Ports } from './ports.js'
import { duration } from './progress.js'

/** Longest time without a look at the world, in milliseconds: Ctrl-C is heard within it. */
const BREATH = 100
/** A step is drawn over the last one, or written as a line, at most this often. */
const DRAWN = 200
const WRITTEN = 10_000

export interface Pacer {
  readonly pace: Pace
  /** Takes the drawn line away. */
  end(): void
}

/**
 * Lets long work breathe: between its steps Ctrl-C is heard, and progress is shown. Work that is over before a line is
 * due says nothing.
 * @param wanted items that are to be made, where some are: told at once if there cannot be as many.
 */
export function pacerOf({ now, sleep, signal, report, interactive }: Ports, wanted?: number): Pacer {
  let breathed = now()
  let shown = breathed
  let phase: { readonly what: string; readonly started: number } | undefined
  let drawn = false
  let told = false
  const clear = () => {
    if (drawn) report('\r\u001b[2K')
    drawn = false
  }

  async function pace(step: Step): Promise<void> {
    const time = now()
    if (phase?.what !== step.what) phase = { what: step.what, started: time }
    if (!told && wanted !== undefined && step.most !== undefined) {
      told = true
      if (step.most < wanted)
        report(`${step.most} items at most can be made of these rows; the aim is ${wanted}\n`)
    }
    if (signal.aborted) throw stopped(step, clear)
    if (time - breathed < BREATH) return
    if (time - shown >= (interactive ? DRAWN : WRITTEN)) {
      shown = time
      const line = lineOf(step, (time - phase.started) / 1000, wanted)
      report(interactive ? `\r\u001b[2K${line}` : `${line}\n`)
      drawn = interactive
    }
    // Rejects when Ctrl-C comes while it waits; that is told in our own words.
    await sleep(0, signal).catch(() => {})
    breathed = now()
    if (signal.aborted) throw stopped(step, clear)
  }

  return { pace, end: clear }
}

function stopped({ what, done, of, made }: Step, clear: () => void): LossgapError {
  clear()
  const items = made === undefined ? '' : `, with ${made} items made`
  return new LossgapError(
    'INTERRUPTED',
    `Stopped while ${what}, at ${done} of ${of}${items}; nothing was written`,
    'Run the same command again',
  )
}

/** `making: 812 of 7473 rows, 640 of 5000 items, 2 min 5 s left`, and how many items there will be where they are too few. */
function lineOf({ what, done, of, made }: Step, seconds: number, wanted: number | undefined): string {
  const start = `${what}: ${done} of ${of}`
  if (done === 0) return start
  const byRows = of / done
  if (made === undefined || wanted === undefined) return `${start}, ${duration(seconds * (byRows - 1))} left`
  const all = Math.round(made * byRows)
  const whole = made === 0 ? byRows : Math.min(byRows, wanted / made)
  const short = all < wanted ? `; about ${all} will come of all rows` : ''
  return `${start}, ${made} of ${wanted} items, ${duration(seconds * (whole - 1))} left${short}`
}
