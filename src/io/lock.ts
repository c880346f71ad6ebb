import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { LossgapError } from '../errors.js'
import { describeFileError } from './file-errors.js'
import { makeFolder } from './make-folder.js'

/** Keeps other processes from what it stands for, until it is released. */
export interface Lock {
  release(): void
}

interface Holder {
  readonly pid: number
  readonly host: string
}

/** The process that takes a lock, and what it can tell of others on its machine. */
export interface Self extends Holder {
  readonly isAlive: (pid: number) => boolean
}

/** Locks of this process: a file with its own number that is not among them is left of another one that had it. */
const held = new Set<string>()

/**
 * Takes a lock file, which exists as long as somebody works on what it stands for. A lock whose process is dead on this
 * machine is taken over; of another machine's processes nothing can be known here.
 * @param what for messages: "the set x.jsonl is being written".
 * @throws LossgapError IN_USE while another process has it, FILE_UNREADABLE where it cannot be written.
 */
export function takeLock(path: string, what: string, self: Self): Lock {
  try {
    makeFolder(dirname(path))
    // Of several that find a lock left behind, one creates it anew.
    const isTaken = create(path, self) || (removeLeft(path, self) && create(path, self))
    if (!isTaken) throw inUse(path, what, self)
  } catch (cause) {
    throw describeFileError(cause, path)
  }
  held.add(path)
  return {
    release() {
      held.delete(path)
      rmSync(path, { force: true })
    },
  }
}

/** All or nothing: the file has its contents from the moment that it has its name. */
function create(path: string, { pid, host }: Holder): boolean {
  const own = `${path}.${randomUUID()}`
  const text = `${JSON.stringify({ pid, host })}\n`
  writeFileSync(own, text)
  try {
    linkSync(own, path)
    return true
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    // A file system without links: a reader may meet the file while it is still empty, and takes it for a foreign one.
    return code !== 'EEXIST' && createPlainly(path, text)
  } finally {
    rmSync(own, { force: true })
  }
}

function createPlainly(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw cause
  }
}

/** Whether a lock of a dead process was removed. It is moved before it is looked at again: only one process can do that. */
function removeLeft(path: string, self: Self): boolean {
  if (held.has(path) || !isLeft(holderOf(path), self)) return false
  const aside = `${path}.${randomUUID()}`
  try {
    renameSync(path, aside)
  } catch {
    // Somebody else has moved it.
    return true
  }
  const left = isLeft(holderOf(aside), self)
  // Between the two looks another process took it over: it gets its lock back.
  if (!left) linkSync(aside, path)
  rmSync(aside, { force: true })
  return left
}

function isLeft(holder: Holder | undefined, { pid, host, isAlive }: Self): boolean {
  if (holder === undefined || holder.host !== host) return false
  return holder.pid === pid || !isAlive(holder.pid)
}

function holderOf(path: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder
    return Number.isSafeInteger(holder.pid) && typeof holder.host === 'string' ? holder : undefined
  } catch {
    return undefined
  }
}

function inUse(path: string, what: string, self: Self): LossgapError {
  const holder = holderOf(path)
  const on = holder === undefined || holder.host === self.host ? '' : ` on ${holder.host}`
  return new LossgapError(
    'IN_USE',
    `${what} by ${holder === undefined ? 'another process' : `process ${holder.pid}${on}`}`,
    `Wait until it has ended, or name another place; if it is no run of lossgap any more, delete ${path}`,
  )
}
