/** The answer of a reasoning model without the thinking before it. */
export function withoutThinking(answer: string): string {
  return answer.replace(/^[\s\S]*<\/think(ing)?>/, '')
}

/** A line of its own before an answer, such as "Here is the reworded text:". */
const ANNOUNCEMENT = /^[^\n]{1,100}[:：][ \t]*\n\s*(?=\S)/

const QUOTES = /^(?:"([^"]*)"|“([^“”]*)”|「([^「」]*)」)$/

/**
 * The text that a model answers with when it is asked to write `source` anew and nothing else: behind its thinking and
 * the line that announces it, out of the quotes around it; unless the source itself begins like that.
 */
export function plainAnswer(answer: string, source: string): string {
  const text = withoutThinking(answer).trim()
  const announced = ANNOUNCEMENT.test(source.trim()) ? text : text.replace(ANNOUNCEMENT, '')
  const quoted = QUOTES.exec(announced)
  if (quoted === null || QUOTES.test(source.trim())) return announced
  return (quoted[1] ?? quoted[2] ?? quoted[3] ?? '').trim()
}

/** Whether two texts have the same words, case and white space aside. */
export function sameWords(first: string, second: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/\s+/g, ' ').trim()
  return plain(first) === plain(second)
}
