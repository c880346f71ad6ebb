/** Markdown that is safe to put into a document as it is; made by `code` and by nothing that holds text from outside. */
export class Markdown {
  constructor(readonly text: string) {}
}

/**
 * Text that Markdown, and HTML within it, show as it is: no markup, no end of a cell, no link, mention or reference. What
 * GitHub and GitLab look for in the finished page, after escapes are undone (addresses, mentions, numbers of issues), is
 * broken by a zero-width space. A line feed is for `printable` to escape.
 */
export function plainText(text: string): string {
  return text
    .replace(/:(?=\/\/)|www(?=\.)|@|[#!](?=\w)/gi, `$&${BREAK}`)
    .replace(/[\\`*_{}[\]#|~!$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(BREAK, '&#8203;')
}

/** A zero-width space. */
const BREAK = '\u200b'

/** Text as code. Between back quotes nothing can be escaped, so that only what needs no escape stands there. */
export function code(text: string): Markdown {
  return new Markdown(/^[\w.-]+$/.test(text) ? `\`${text}\`` : `<code>${plainText(text)}</code>`)
}

export type Cell = string | Markdown

/** A table with its heading; cells are text unless they are Markdown already. */
export function markdownTable(heads: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const shown = (cell: Cell) => (cell instanceof Markdown ? cell.text : plainText(cell))
  return [line(heads), line(heads.map(() => '---')), ...rows.map(cells => line(cells.map(shown)))].join('\n')
}
