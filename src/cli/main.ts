import { Chalk } from 'chalk'
import { Command, CommanderError } from 'commander'
import { EXIT, LossgapError } from '../errors.js'
import { nearestName } from '../nearest-name.js'
import { escapeUnprintable, withoutCommands } from '../reports/printable.js'
import { VERSION } from '../version.js'
import { addAuditCommand } from './commands/audit.js'
import { addCompareCommand } from './commands/compare.js'
import { addDemoCommand } from './commands/demo.js'
import { addDoctorCommand } from './commands/doctor.js'
import { addDomainsCommand } from './commands/domains.js'
import { addGateCommand } from './commands/gate.js'
import { addPowerCommand } from './commands/power.js'
import { addReportCommand } from './commands/report.js'
import { addScoreCommand } from './commands/score.js'
import { addSetsCommand } from './commands/sets/index.js'
import type { Ports } from './ports.js'

const COMMANDS = [
  addDemoCommand,
  addAuditCommand,
  addGateCommand,
  addCompareCommand,
  addDomainsCommand,
  addReportCommand,
  addPowerCommand,
  addScoreCommand,
  addSetsCommand,
  addDoctorCommand,
]

/** Runs one command line and returns its exit code; never throws and never ends the process. */
export async function main(given: Ports): Promise<number> {
  // Notes and errors come from servers and libraries, too, and are never workflow commands; results are made safe by text.
  const ports = { ...given, report: (text: string) => given.report(withoutCommands(text)) }
  const program = new Command('lossgap')
    .description('Tells whether a language model has seen a benchmark')
    .version(VERSION)
    .option('--debug', 'show the stack of an error')
    .showHelpAfterError('(lossgap --help lists the commands, lossgap COMMAND --help its options)')
    .showSuggestionAfterError()
    .configureOutput({ writeOut: ports.print, writeErr: ports.report })
    .exitOverride()
  // Only a gate ends with a code of its own where nothing went wrong.
  let exitCode: number = EXIT.ok
  const conclude = (code: number) => {
    exitCode = code
  }
  for (const add of COMMANDS) add(program, ports, conclude, given.report)
  for (const command of [...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
    command.option('--debug', 'show the stack of an error').copyInheritedSettings(program)
  try {
    await program.parseAsync([...ports.argv], { from: 'user' })
    return exitCode
  } catch (error) {
    return explain(error, program, ports)
  }
}

function explain(error: unknown, program: Command, ports: Ports): number {
  const { argv, report, colour } = ports
  // Commander has printed its own message; its exit code 1 would mean a closed gate.
  if (error instanceof CommanderError) {
    if (error.code === 'commander.missingMandatoryOptionValue') suggest(program, ports)
    return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  }
  const chalk = new Chalk({ level: colour.err })
  // Names and ids in a message come from files: none may move the cursor or fake a line.
  const line = (text: string) => escapeUnprintable(text.replace(/\s*\n\s*/g, ' '))
  const stack = () => (argv.includes('--debug') ? `${(error as Error).stack}\n` : '')
  if (error instanceof LossgapError) {
    const details = error.details.map(detail => `      ${line(detail)}\n`).join('')
    report(
      `${chalk.red.bold('error')} ${line(error.message)}\n${details}${chalk.bold('fix')}   ${line(error.fix)}\n${stack()}`,
    )
    return error.exitCode
  }
  const { message } = error as Error
  report(
    `${chalk.red.bold('bug')}   ${line(message)}\n${chalk.bold('fix')}   This is a fault of lossgap: please report it with the output of the same command and --debug\n${stack()}`,
  )
  return EXIT.bug
}

/** A required option that seems to be missing may have been mistyped; Commander looks at the missing ones first. */
function suggest(program: Command, { argv, report }: Ports): void {
  const command = program.commands.find(one => argv.includes(one.name()))
  const known = command?.options.flatMap(({ long }) => long ?? []) ?? []
  const written = argv.filter(word => word.startsWith('--')).map(word => word.split('=')[0]!)
  for (const option of written.filter(one => !known.includes(one))) {
    const near = nearestName(option, known)
    report(`There is no option ${option}${near ? `; did you mean ${near}?` : ''}\n`)
  }
}
