import { Command } from 'commander'

/** Those of a group's options that the command line gives, as they are typed. */
export function flagsOf(command: Command, addGroup: (command: Command) => Command): string[] {
  return addGroup(new Command()).options.flatMap(option =>
    command.getOptionValueSource(option.attributeName()) === 'cli' ? [option.long ?? option.flags] : [],
  )
}
