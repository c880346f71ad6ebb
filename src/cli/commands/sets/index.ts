import type { Command } from 'commander'
import type { Ports } from '../../ports.js'
import { addBuildCommand } from './build.js'
import { addCheckCommand } from './check.js'
import { addListCommand } from './list.js'
import { addParaphraseCommand } from './paraphrase.js'
import { addPullCommand } from './pull.js'

/** Commands of `lossgap sets`. A new one is a file beside this one and an entry here. */
const COMMANDS: readonly ((sets: Command, ports: Ports) => void)[] = [
  addBuildCommand,
  addParaphraseCommand,
  addCheckCommand,
  addPullCommand,
  addListCommand,
]

/** `lossgap sets`: build, reword, check and fetch item sets. */
export function addSetsCommand(program: Command, ports: Ports): void {
  const sets = program.command('sets').description('Build, reword, check and fetch item sets')
  for (const add of COMMANDS) add(sets, ports)
}
