import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { supportsColor, supportsColorStderr } from 'chalk'
import { EXIT } from '../errors.js'
import { diskFiles, type Files } from '../io/files.js'
import type { Self } from '../io/lock.js'

/** What commands may touch of the outside world. Tests pass doubles. */
export interface Ports {
  readonly argv: readonly string[]
  readonly files: Files
  /** Results. */
  readonly print: (text: string) => void
  /** Progress, notes and errors. */
  readonly report: (text: string) => void
  /** Whether progress may be drawn over itself. */
  readonly interactive: boolean
  readonly colour: { readonly out: ColourLevel; readonly err: ColourLevel }
  readonly width: number
  readonly cacheFolder: string
  /** Milliseconds since any fixed point. */
  readonly now: () => number
  /** The network. */
  readonly fetch: typeof fetch
  readonly env: Readonly<Record<string, string | undefined>>
  /** Waits, or rejects as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** This process among others. */
  readonly self: Self
}

export type ColourLevel = 0 | 1 | 2 | 3

/** Reports are set for this width where the terminal does not tell its own, and never wider than the second. */
const WIDTH = 100
const WIDEST = 120

/** The real world. The first Ctrl-C stops after the batch that is running; a second one at once. */
export function nodePorts(process: NodeJS.Process): Ports {
  const stop = new AbortController()
  process.on('SIGINT', () => {
    if (stop.signal.aborted) process.exit(130)
    process.stderr.write('\nStopping after this batch; press Ctrl-C again to stop at once\n')
    stop.abort()
  })
  // A reader that closes the pipe (head, less) ends the output, not the program with a stack trace.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') return
      process.stderr.write(
        `error The output cannot be written (${message})\nfix   Write it to another place\n`,
      )
      process.exit(EXIT.data)
    })
  }
  const { env } = process
  return {
    argv: process.argv.slice(2),
    files: diskFiles(),
    print: text => process.stdout.write(text),
    report: text => process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    // chalk asks FORCE_COLOR and the terminal; NO_COLOR (no-color.org) is left to its users.
    colour: env.NO_COLOR
      ? { out: 0, err: 0 }
      : { out: levelOf(supportsColor), err: levelOf(supportsColorStderr) },
    width: Math.min(process.stdout.columns ?? WIDTH, WIDEST),
    // An empty variable counts as unset, as the XDG specification has it.
    cacheFolder: env.LOSSGAP_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'lossgap'),
    now: () => performance.now(),
    fetch,
    env,
    sleep: (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }),
    signal: stop.signal,
    self: { pid: process.pid, host: hostname(), isAlive: pid => isAlive(process, pid) },
  }
}

function isAlive(process: NodeJS.Process, pid: number): boolean {
  try {
    // Signal 0 asks only whether the process is there; that it is another user's (EPERM) is an answer too.
    return process.kill(pid, 0)
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

function levelOf(support: typeof supportsColor): ColourLevel {
  return support === false ? 0 : (support.level as ColourLevel)
}
