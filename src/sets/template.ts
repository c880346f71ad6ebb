import { LossgapError } from '../errors.js'
import { choiceTemplate } from './choice-template.js'
import { fieldMissing, lookUp, scalarText } from './fields.js'
import { labelOf, linesOf, type Options, optionsOf } from './listed-options.js'
import type { Fields, Row } from './row-format.js'

/** A template cut into what is written as it is and what a row fills in. */
export interface Template {
  readonly source: string
  readonly parts: readonly TemplatePart[]
}

export type TemplatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }
  /** Options, each on a line of its own behind its letter or label. */
  | { readonly kind: 'lettered'; readonly name: string }
  /** The letter of the option that a key names; `base` says what a number counts from. */
  | { readonly kind: 'letter'; readonly name: string; readonly base: 0 | 1 | undefined }

/** `{choices|lettered}`, `{answer|letter}`, `{answer|letter:1}`. */
const FORMED = /^(.+)\|(?:(lettered)|letter(?::([01]))?)$/

/**
 * Reads a template: `{field}` and `{nested.0}` are filled in; `{list|lettered}` lists options and `{key|letter}` gives
 * the letter of the right one; `{{` and `}}` stand for the braces themselves.
 * @throws USAGE for a brace without its partner, an empty placeholder, a letter without options before it, or a
 *   template that uses no field.
 */
export function parseTemplate(source: string): Template {
  const parts: TemplatePart[] = []
  // In this order: an escaped brace, a placeholder, a run without braces, and a brace that is none of these.
  for (const [token, name] of source.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (name !== undefined) {
      if (name === '') throw badTemplate(source, 'has an empty placeholder {}')
      parts.push(placeholder(name))
    } else if (token === '{' || token === '}') {
      throw badTemplate(source, `has a "${token}" without its partner`)
    } else {
      parts.push({ kind: 'literal', text: token === '{{' ? '{' : token === '}}' ? '}' : token })
    }
  }
  if (parts.every(({ kind }) => kind === 'literal'))
    throw badTemplate(source, 'uses no field, so every text would be the same')
  const letter = parts.findIndex(({ kind }) => kind === 'letter')
  if (letter >= 0 && !parts.slice(0, letter).some(({ kind }) => kind === 'lettered'))
    throw badTemplate(source, 'names a letter with |letter, but lists no options with |lettered before it')
  return { source, parts: onLinesOfTheirOwn(parts) }
}

function placeholder(text: string): TemplatePart {
  const [, name, lettered, base] = FORMED.exec(text) ?? []
  if (name === undefined) return { kind: 'field', name: text }
  if (lettered !== undefined) return { kind: 'lettered', name }
  return { kind: 'letter', name, base: base === undefined ? undefined : base === '0' ? 0 : 1 }
}

/** Line breaks around lists of options, in place of a space that stands there: a template can be one line in a shell. */
function onLinesOfTheirOwn(parts: readonly TemplatePart[]): TemplatePart[] {
  const out: TemplatePart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    const border = last !== undefined && (last.kind === 'lettered' || part.kind === 'lettered')
    if (!border) out.push(part)
    else if (last.kind === 'literal') out.splice(-1, 1, literal(last.text.replace(/ ?\n?$/, '\n')), part)
    else if (part.kind === 'literal') out.push(literal(part.text.replace(/^ ?\n?/, '\n')))
    else out.push(literal('\n'), part)
  }
  return out
}

const literal = (text: string): TemplatePart => ({ kind: 'literal', text })

/** The template with what a number of the key counts from, where it leaves that open. */
export function withAnswerBase(source: string, base: 0 | 1): string {
  return source.replaceAll('|letter}', `|letter:${base}}`)
}

function badTemplate(source: string, fault: string): LossgapError {
  return new LossgapError(
    'USAGE',
    `The template "${source}" ${fault}`,
    'Write it like --template "{question} {answer}"; {{ and }} stand for single braces',
  )
}

/** The template for a file whose first row has these fields. @throws FIELD_MISSING when none is obvious. */
export function defaultTemplate(fields: Fields, path: string): Template {
  if (Object.hasOwn(fields, 'text')) return parseTemplate('{text}')
  const choice = choiceTemplate(fields)
  if (choice !== undefined) return parseTemplate(choice)
  if (Object.hasOwn(fields, 'question') && Object.hasOwn(fields, 'answer'))
    return parseTemplate('{question} {answer}')
  throw new LossgapError(
    'FIELD_MISSING',
    `${path} has neither a field "text" nor "question" and "answer" (fields: ${Object.keys(fields).join(', ') || 'none'})`,
    'Say how a text is made of the fields: --template "{prompt} {completion}"',
  )
}

/**
 * Fills in the template. `onCount` is told of a key that was counted from 0 because the template does not say.
 * @throws FIELD_MISSING, ROW_INVALID (a value that is not text), TEXT_EMPTY (nothing but white space was filled in)
 *   or ENCODING_INVALID (half a surrogate pair, which no tokenizer can read).
 */
export function renderText(
  template: Template,
  row: Row,
  path: string,
  onCount?: (name: string, key: number) => void,
): string {
  let text = ''
  let filledIn = false
  let options: Options | undefined
  for (const part of template.parts) {
    if (part.kind === 'literal') {
      text += part.text
      continue
    }
    const usedIn = `--template "${template.source}"`
    let filling: string
    if (part.kind === 'lettered') {
      options = optionsOf(part.name, row, path, usedIn)
      filling = linesOf(options)
    } else {
      const value = lookUp(row.fields, part.name)
      if (value === undefined) throw fieldMissing(part.name, row, path, usedIn)
      // A template that names a letter lists options before it.
      filling =
        part.kind === 'letter'
          ? labelOf(value, part, options!, `${path}:${row.line}`, onCount)
          : scalarText(value, part.name, row, path)
    }
    if (/\S/.test(filling)) filledIn = true
    text += filling
  }
  const where = `${path}:${row.line}`
  if (!filledIn) {
    throw new LossgapError(
      'TEXT_EMPTY',
      `${where} has an empty text (template "${template.source}")`,
      'Fill it in or delete the row',
    )
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw new LossgapError(
      'ENCODING_INVALID',
      `${where} holds half a surrogate pair (an escape such as \\ud83d without its partner)`,
      'Write the file again from the original text',
    )
  }
  return text
}
