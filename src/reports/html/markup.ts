/** HTML that is safe to put into a page as it is. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template may hold: text, which is escaped; markup, which is not; lists of both; nothing. */
export type Content = string | number | Markup | undefined | readonly Content[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character]!)
}

/** A template literal whose values are escaped unless they are markup already. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(parts.map((part, p) => (p === 0 ? part : textOf(values[p - 1]) + part)).join(''))
}

function textOf(content: Content): string {
  if (content === undefined) return ''
  if (content instanceof Markup) return content.text
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content))
  return content.map(textOf).join('')
}
