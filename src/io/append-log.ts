import { randomUUID } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lines that survive a kill: each process appends to a file of its own, so two never tear each other's lines. */
export interface AppendLog {
  /** Every complete line of earlier processes. A line that was cut off is left out. */
  readonly lines: readonly string[]
  append(line: string): void
}

export function openAppendLog(folder: string): AppendLog {
  const lines: string[] = []
  if (existsSync(folder)) {
    for (const name of readdirSync(folder)
      .filter(file => file.endsWith('.log'))
      .sort()) {
      const parts = readFileSync(join(folder, name), 'utf8').split('\n')
      parts.pop()
      for (const line of parts) lines.push(line)
    }
  }
  const own = join(folder, `${randomUUID()}.log`)
  let made = false
  return {
    lines,
    append(line) {
      if (!made) mkdirSync(folder, { recursive: true })
      made = true
      appendFileSync(own, `${line}\n`)
    },
  }
}
