/**
 * The first key that an object of a JSON text gives twice; undefined where none does. JSON.parse keeps the last value
 * and says nothing (RFC 8259 leaves open which one counts), so a row would be read in one of two ways.
 * @param text JSON that parses.
 */
export function repeatedKey(text: string): string | undefined {
  /** Keys of the objects that are open; undefined for a list. */
  const open: (Set<string> | undefined)[] = []
  let last = ''
  for (let at = 0; at < text.length; at++) {
    const mark = text[at]
    if (mark === '"') {
      const end = endOfString(text, at)
      last = text.slice(at, end + 1)
      at = end
    } else if (mark === '{') open.push(new Set())
    else if (mark === '[') open.push(undefined)
    else if (mark === '}' || mark === ']') open.pop()
    else if (mark === ':') {
      const keys = open.at(-1)!
      // "\u0061" and "a" are one key.
      const key = last.includes('\\') ? (JSON.parse(last) as string) : last.slice(1, -1)
      if (keys.has(key)) return key
      keys.add(key)
    }
  }
  return undefined
}

/** Where the string that begins at `start` ends: at the next quote that no odd number of backslashes escapes. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let slashes = 0
    while (text[end - 1 - slashes] === '\\') slashes++
    if (slashes % 2 === 0) return end
  }
}
