import { LossgapError } from '../errors.js'
import { fieldMissing, lookUp, scalarText } from './fields.js'
import type { Fields, Row } from './row-format.js'

/** A template cut into what is written as it is and what a row fills in. */
export interface Template {
  readonly source: string
  readonly parts: readonly TemplatePart[]
}

export type TemplatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'field'; readonly name: string }

/**
 * Reads a template: `{field}` and `{nested.0}` are filled in; `{{` and `}}` stand for the braces themselves.
 * @throws USAGE for a brace without its partner, an empty placeholder, or a template that uses no field.
 */
export function parseTemplate(source: string): Template {
  const parts: TemplatePart[] = []
  // In this order: an escaped brace, a placeholder, a run without braces, and a brace that is none of these.
  for (const [token, name] of source.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g)) {
    if (name !== undefined) {
      if (name === '') throw badTemplate(source, 'has an empty placeholder {}')
      parts.push({ kind: 'field', name })
    } else if (token === '{' || token === '}') {
      throw badTemplate(source, `has a "${token}" without its partner`)
    } else {
      parts.push({ kind: 'literal', text: token === '{{' ? '{' : token === '}}' ? '}' : token })
    }
  }
  if (!parts.some(({ kind }) => kind === 'field'))
    throw badTemplate(source, 'uses no field, so every text would be the same')
  return { source, parts }
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
  if (Object.hasOwn(fields, 'question') && Object.hasOwn(fields, 'answer'))
    return parseTemplate('{question} {answer}')
  throw new LossgapError(
    'FIELD_MISSING',
    `${path} has neither a field "text" nor "question" and "answer" (fields: ${Object.keys(fields).join(', ') || 'none'})`,
    'Say how a text is made of the fields: --template "{prompt} {completion}"',
  )
}

/**
 * Fills in the template.
 * @throws FIELD_MISSING, ROW_INVALID (a value that is not text), TEXT_EMPTY (nothing but white space was filled in)
 *   or ENCODING_INVALID (half a surrogate pair, which no tokenizer can read).
 */
export function renderText(template: Template, row: Row, path: string): string {
  let text = ''
  let filledIn = false
  for (const part of template.parts) {
    if (part.kind === 'literal') {
      text += part.text
      continue
    }
    const value = lookUp(row.fields, part.name)
    if (value === undefined) throw fieldMissing(part.name, row, path, `--template "${template.source}"`)
    const filling = scalarText(value, part.name, row, path)
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
