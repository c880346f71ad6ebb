import type { PullPorts } from '../catalogue/pull.js'
import type { Ports } from './ports.js'

/** A line is drawn anew at most this often on a terminal, and written at most this often elsewhere (milliseconds). */
const DRAW_INTERVAL = 100
const LINE_INTERVAL = 10_000

/** Shows how downloads go on: where each begins, now and then in between, and its end. */
export class FetchProgress {
  #current = ''
  #shown = 0
  #open = false

  constructor(private readonly ports: Pick<Ports, 'report' | 'interactive' | 'now'>) {}

  readonly note: PullPorts['onBytes'] = (path, done, total) => {
    const { report, interactive, now } = this.ports
    const time = now()
    const wait = interactive ? DRAW_INTERVAL : LINE_INTERVAL
    if (path === this.#current && done !== total && time - this.#shown < wait) return
    if (path !== this.#current) this.close()
    this.#current = path
    this.#shown = time
    const line = `${path}: ${size(done)} of ${total === null ? 'unknown size' : size(total)}`
    report(interactive ? `\r\u001b[2K${line}` : `${line}\n`)
    this.#open = interactive
  }

  /** Ends a line that is still drawn over, so that what follows does not stand in it. */
  close(): void {
    if (this.#open) this.ports.report('\n')
    this.#open = false
  }
}

/** Decimal units, as download pages use them. */
function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  return `${(bytes / 1e6).toFixed(1)} MB`
}
