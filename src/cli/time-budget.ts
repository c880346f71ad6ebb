import type { Ports } from './ports.js'

/** A signal that Ctrl-C aborts, and a budget of minutes; the two can be told apart. */
export interface TimeBudget {
  readonly signal: AbortSignal
  isUp(): boolean
  /** Ends the waiting. */
  end(): void
}

export function startBudget(minutes: number | undefined, { signal, sleep }: Ports): TimeBudget {
  const stop = new AbortController()
  let up = false
  const abort = () => stop.abort()
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  if (minutes !== undefined) {
    sleep(minutes * 60_000, stop.signal).then(
      () => {
        // Ctrl-C just before is the user's word, not the budget's.
        up = !stop.signal.aborted
        abort()
      },
      () => {},
    )
  }
  return {
    signal: stop.signal,
    isUp: () => up,
    end() {
      signal.removeEventListener('abort', abort)
      abort()
    },
  }
}
