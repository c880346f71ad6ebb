import { randomUUID } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { LossgapError } from '../errors.js'
import { makeFolder } from './make-folder.js'

/** Lines that survive a kill: each process appends to a file of its own, so two never tear each other's lines. */
export interface AppendLog {
  /** Every complete line of earlier processes. A line that was cut off is left out. */
  readonly lines: readonly string[]
  append(line: string): void
  /** The same; the line is on the disk, not only with the system, when this returns. */
  appendDurably(line: string): void
}

/** Scores can be computed again, so a log of them can be done without. */
const SCORES_FIX =
  'See that the folder can be written to and has space, name another one with --cache, or do without with --no-cache'

/** @throws LossgapError FILE_UNREADABLE when the folder cannot be read or written. */
export function openAppendLog(folder: string, fix = SCORES_FIX): AppendLog {
  const own = join(folder, `${randomUUID()}.log`)
  let made = false
  function append(line: string): void {
    if (!made) makeFolder(folder)
    made = true
    appendFileSync(own, `${line}\n`)
  }
  return {
    lines: explained(folder, fix, () => readLines(folder)),
    append: line => explained(folder, fix, () => append(line)),
    appendDurably: line =>
      explained(folder, fix, () => {
        append(line)
        // The folder too: a file whose name is not on the disk is lost with its contents.
        for (const path of [own, folder]) flush(path)
      }),
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
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

function explained<T>(folder: string, fix: string, action: () => T): T {
  try {
    return action()
  } catch (cause) {
    throw new LossgapError(
      'FILE_UNREADABLE',
      `Nothing can be kept in ${folder} (${(cause as Error).message})`,
      fix,
      { cause },
    )
  }
}
