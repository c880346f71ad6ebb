import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The repository, where the built command is. */
export const ROOT = resolve('.')

/** A folder for PATH in which `lossgap` is this one and `npm` a stand-in: nothing is installed. */
export function standIns(folder: string, npm: string): string {
  mkdirSync(folder)
  const scripts = { lossgap: `exec node "${ROOT}/bin/lossgap.js" "$@"`, npm }
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  return folder
}

/** Runs a step as CI systems do: by bash, ending at the first command that fails. */
export function bashAt(cwd: string, script: string, env: Readonly<Record<string, string | undefined>>) {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    ...{ cwd, env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}
