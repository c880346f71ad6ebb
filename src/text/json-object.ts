import { withoutThinking } from './plain-answer.js'

/**
 * The first JSON object in a model's answer: bare, in a code fence, or with words around it; behind the thinking of a
 * reasoning model. Line breaks and tabs inside strings and commas before a closing bracket are forgiven. Undefined when
 * there is none; an object that was cut off is none, whatever could be guessed of it.
 */
export function jsonObjectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  const answer = withoutThinking(text)
  for (let start = answer.indexOf('{'); start >= 0; start = answer.indexOf('{', start + 1)) {
    const end = closing(answer, start)
    if (end === undefined) continue
    const value = parsed(mended(answer.slice(start, end)))
    if (value !== undefined) return value
  }
  return undefined
}

/** A string with its escapes (closed or not), a bracket, or a comma that only white space parts from a bracket. */
const TOKENS = /"(?:[^"\\]|\\[\s\S])*"?|[{}[\]]|,(?=\s*[}\]])/g

/** The end of the object that begins at `start`. */
function closing(text: string, start: number): number | undefined {
  let depth = 0
  for (const { 0: token, index } of text.slice(start).matchAll(TOKENS)) {
    if (token === '{' || token === '[') depth++
    else if (token === '}' || token === ']') depth--
    if (depth === 0) return start + index + 1
  }
  return undefined
}

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function mended(json: string): string {
  return json.replace(TOKENS, token =>
    token === ',' ? '' : token.startsWith('"') ? token.replace(/[\n\r\t]/g, c => ESCAPES[c]!) : token,
  )
}

function parsed(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
