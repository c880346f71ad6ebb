import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { parseTemplate, type Template } from '../sets/template.js'
import type { Prompt, Prompts } from '../text/prompt.js'

/** The prompts that come with the package. */
const FOLDER = fileURLToPath(new URL('../../prompts', import.meta.url))

/** What each kind of prompt may fill in; the first must be there, or every prompt would be the same. */
const PLACEHOLDERS = {
  build: ['examples', 'fields'],
  paraphrase: ['item', 'fields'],
  reword: ['text'],
} as const

export interface LoadedPrompts extends Prompts {
  /** Over both texts: belongs into the manifest of what is made with them. */
  readonly sha256: string
}

/**
 * Reads the prompts of a kind: `own` (--prompt) for every language, or else the package's.
 * @throws USAGE for a placeholder that is not known or missing, FILE_MISSING, FILE_UNREADABLE.
 */
export async function loadPrompts(
  kind: keyof typeof PLACEHOLDERS,
  own: string | undefined,
  files: Files,
): Promise<LoadedPrompts> {
  const paths = (['en', 'zh'] as const).map(language => own ?? join(FOLDER, `${kind}.${language}.txt`))
  const [english, chinese] = await Promise.all(paths.map(path => files.readText(path)))
  const hash = createHash('sha256').update(JSON.stringify([english, chinese]))
  return {
    english: promptOf(templateOf(english!, paths[0]!, PLACEHOLDERS[kind])),
    chinese: promptOf(templateOf(chinese!, paths[1]!, PLACEHOLDERS[kind])),
    sha256: hash.digest('hex'),
  }
}

function promptOf({ parts }: Template): Prompt {
  return values => parts.map(part => (part.kind === 'literal' ? part.text : values[part.name]!)).join('')
}

function templateOf(source: string, path: string, names: readonly [string, ...string[]]): Template {
  const known = `Its placeholders are ${names.map(name => `{${name}}`).join(' and ')}; {{ and }} stand for single braces`
  const text = source.trimEnd()
  const template = parsed(text, path, known)
  const used = template.parts.flatMap(part => (part.kind === 'field' ? [part.name] : []))
  const unknown = used.find(name => !names.includes(name))
  if (unknown !== undefined)
    throw new LossgapError('USAGE', `The prompt in ${path} has an unknown placeholder {${unknown}}`, known)
  if (!used.includes(names[0]))
    throw new LossgapError('USAGE', `The prompt in ${path} has no placeholder {${names[0]}}`, known)
  return template
}

/** A set's template is short and quoted whole when it is wrong; a prompt is named by its file. */
function parsed(text: string, path: string, fix: string): Template {
  try {
    return parseTemplate(text)
  } catch (cause) {
    if (!(cause instanceof LossgapError)) throw cause
    const what = cause.message.replace(`The template "${text}"`, `The prompt in ${path}`)
    throw new LossgapError(cause.code, what, fix, { cause })
  }
}
