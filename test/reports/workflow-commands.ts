/** A workflow command of GitHub Actions. */
export interface WorkflowCommand {
  readonly command: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/**
 * Parses lines as the runner does: "::command key=value,key=value::message", the properties up to the first "::", with %25,
 * %0D, %0A undone, and %3A, %2C in values. Source: docs.github.com, workflow commands; ActionCommand.cs of actions/runner.
 * @throws Error for a line that is no such command, or a property that holds what should have been escaped.
 */
export function parseAnnotations(text: string): WorkflowCommand[] {
  if (!text.endsWith('\n')) throw new Error('The last command is not ended')
  return text
    .slice(0, -1)
    .split('\n')
    .map(line => {
      const end = line.indexOf('::', 2)
      if (!line.startsWith('::') || end < 0) throw new Error(`No command: ${line}`)
      const [head, message] = [line.slice(2, end), line.slice(end + 2)]
      const [, command, rest] = /^(error|warning|notice)(?: (.+))?$/.exec(head) ?? []
      if (command === undefined) throw new Error(`No annotation: ${head}`)
      const pairs = (rest ?? '').split(',').map((pair): [string, string] => {
        const [, key, value] = /^(file|line|endLine|col|endColumn|title)=([^:,\r\n]*)$/.exec(pair) ?? []
        if (key === undefined) throw new Error(`No property: ${pair}`)
        return [key, undone(value!).replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')]
      })
      return {
        command,
        properties: Object.fromEntries(pairs),
        message: undone(message).replaceAll('%25', '%'),
      }
    })
}

const undone = (text: string) => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n')

/** The runner compares by culture, for which these are not there. */
const IGNORED = /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/**
 * Lines in which the log of GitHub Actions (or Azure's) may find a command: "::" after leading white space, "##[" or "##vso["
 * anywhere. Source: ActionCommand.cs of actions/runner, TryParseV2 and TryParse; Command.cs of azure-pipelines-agent.
 */
export function obeyedLines(text: string): string[] {
  return text.split(/\r\n|\n|\r/).filter(line => {
    const seen = line.replace(IGNORED, '')
    return seen.trimStart().startsWith('::') || /##\w*\[/.test(seen)
  })
}
