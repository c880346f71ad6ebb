import stringWidth from 'string-width'

/** A column: its heading, and whether it is text (left) or a number (right). */
export interface Column {
  readonly heading: string
  readonly align: 'left' | 'right'
}

/** A column of text. */
export const left = (heading: string): Column => ({ heading, align: 'left' })

/** A column of numbers. */
export const right = (heading: string): Column => ({ heading, align: 'right' })

/** Lines of an aligned table, the heading first. Cells may hold colour codes and wide characters. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map((column, c) =>
    Math.max(...[column.heading, ...rows.map(row => row[c]!)].map(cell => stringWidth(cell))),
  )
  return [columns.map(column => column.heading), ...rows].map(cells =>
    cells
      .map((cell, c) => {
        const space = ' '.repeat(widths[c]! - stringWidth(cell))
        return columns[c]!.align === 'left' ? cell + space : space + cell
      })
      .join('  ')
      .trimEnd(),
  )
}

/** Breaks text at spaces so that no line is wider than `width`; a longer word keeps a line of its own. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && stringWidth(indent + longer) > width) {
      lines.push(indent + line)
      line = word
    } else line = longer
  }
  return [...lines, indent + line]
}
