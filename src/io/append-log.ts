import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LossgapError } from '../errors.js'

/** Lines that survive a kill: each process appends to a file of its own, so two never tear each other's lines. */
export interface AppendLog {
  /** Every complete line of earlier processes. A line that was cut off is left out. */
  readonly lines: readonly string[]
  append(line: string): void
}

/** @throws LossgapError FILE_UNREADABLE when the folder cannot be read or written. */
export function openAppendLog(folder: string): AppendLog {
  const own = join(folder, `${randomUUID()}.log`)
  let made = false
  return {
    lines: explained(folder, () => readLines(folder)),
    append: line =>
      explained(folder, () => {
        if (!made) mkdirSync(folder, { recursive: true })
        made = true
        appendFileSync(own, `${line}\n`)
      }),
  }
}

function readLines(folder: string): string[] {
  if (!existsSync(folder)) return []
  const logs = readdirSync(folder).filter(name => name.endsWith('.log'))
  return logs.sort().flatMap(name => [...completeLines(readFileSync(join(folder, name)))])
}

/** Line by line from the bytes: a long run's log may exceed what one string can hold. */
function* completeLines(bytes: Buffer): Generator<string> {
  let start = 0
  for (let end = bytes.indexOf('\n'); end >= 0; end = bytes.indexOf('\n', start)) {
    yield bytes.toString('utf8', start, end)
    start = end + 1
  }
}

function explained<T>(folder: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    throw new LossgapError(
      'FILE_UNREADABLE',
      `Nothing can be kept in ${folder} (${(cause as Error).message})`,
      'See that the folder can be written to and has space, name another one with --cache, or do without with --no-cache',
      { cause },
    )
  }
}
