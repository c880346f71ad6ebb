import type { PullPorts } from '../catalogue/pull.js'
import type { Ports } from './ports.js'

/** A line is drawn anew at most this often on a terminal, and written at most this often elsewhere (milliseconds). */
const DRAW_INTERVAL = 100
const LINE_INTERVAL = 10_000

/** Shows how a download goes on: where it begins, now and then in between, and its end. */
export function fetchReporter({ report, interactive, now }: Ports): PullPorts['onBytes'] {
  let current = ''
  let shown = 0
  return (path, done, total) => {
    const time = now()
    const finished = done === total
    const due = path !== current || finished || time - shown >= (interactive ? DRAW_INTERVAL : LINE_INTERVAL)
    if (!due) return
    current = path
    shown = time
    const line = `${path}: ${size(done)} of ${total === null ? 'unknown size' : size(total)}`
    report(interactive ? `\r\u001b[2K${line}${finished ? '\n' : ''}` : `${line}\n`)
  }
}

/** Decimal units, as download pages use them. */
function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  return `${(bytes / 1e6).toFixed(1)} MB`
}
