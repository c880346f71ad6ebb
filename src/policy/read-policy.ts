import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { LossgapError } from '../errors.js'
import { nearestName } from '../nearest-name.js'
import { type Policy, policySchema } from './schema.js'

type Path = readonly PropertyKey[]

/** What is wrong at a place of the policy. `keys` are those that nobody knows, `known` those that stand to choose from. */
interface Problem {
  readonly path: Path
  readonly message: string
  readonly keys?: readonly string[]
}

/**
 * A policy from its text; YAML 1.2, so `no` is a word and only true and false are truth values.
 * @throws LossgapError POLICY_INVALID with file:line:column, what was expected and, of a misspelt key, the nearest one.
 */
export function readPolicy(file: string, text: string): Policy {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', prettyErrors: false })
  const [syntax] = document.errors
  if (syntax) throw invalid(file, lines.linePos(syntax.pos[0]), syntax.message.replace(/\.?$/, ''), FIX)
  const result = policySchema.safeParse(plainOf(file, document) ?? {})
  if (result.success) return result.data

  const problem = worstOf(result.error.issues as unknown as readonly Issue[], [])
  const [unknown] = problem.keys ?? []
  const node = nodeAt(document.contents, problem.path, unknown)
  const place = lines.linePos(node?.range?.[0] ?? 0)
  if (unknown === undefined) {
    const name = problem.path.join('.') || 'the policy'
    throw invalid(file, place, `${name}: ${problem.message}`, FIX)
  }
  const near = nearestName(unknown, keysAt(problem.path))
  const where = problem.path.length === 0 ? '' : ` in ${problem.path.join('.')}`
  throw invalid(
    file,
    place,
    `there is no key "${unknown}"${where}${near ? `; did you mean "${near}"?` : ''}`,
    `Use one of ${keysAt(problem.path).join(', ')}`,
  )
}

const FIX = 'Correct it; schemas/policy.schema.json (lossgap/schemas/policy.json) has every key'

function invalid(file: string, { line, col }: { line: number; col: number }, what: string, fix: string) {
  return new LossgapError('POLICY_INVALID', `${file}:${line}:${col}: ${what}`, fix)
}

/** @throws LossgapError POLICY_INVALID where references to references would grow without bounds. */
function plainOf(file: string, document: { toJS(): unknown }): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    throw invalid(file, { line: 1, col: 1 }, (cause as Error).message, FIX)
  }
}

interface Issue {
  readonly code: string
  readonly path: Path
  readonly message: string
  readonly keys?: readonly string[]
  readonly errors?: readonly (readonly Issue[])[]
}

/** A misspelt key before all else: where one is, the right one is missing. */
function worstOf(issues: readonly Issue[], above: Path): Problem {
  const problems = issues.map(issue => problemOf(issue, above))
  return problems.find(({ keys }) => keys !== undefined) ?? problems[0]!
}

/** Of "a file, or a file and how it is read" the form counts that was begun: its problem lies deeper than the value itself. */
function problemOf({ code, path, message, keys, errors = [] }: Issue, above: Path): Problem {
  const here = [...above, ...path]
  if (code === 'invalid_union') {
    const begun = errors.find(issues => issues[0]!.path.length > 0 || issues[0]!.code === 'unrecognized_keys')
    if (begun) return worstOf(begun, here)
    return { path: here, message: 'expected a file name, or a map with the key file' }
  }
  const expected = message
    .replace(/^Invalid (input|option): /, '')
    .replace(/, received undefined$/, ', but it is missing')
  return { path: here, message: expected, ...(code === 'unrecognized_keys' ? { keys: keys! } : {}) }
}

/** The node of a path, or of the key in it; the nearest one above where there is none. */
function nodeAt(root: Node | null, path: Path, key: string | undefined): Node | null {
  let node = root
  for (const [p, part] of path.entries()) {
    const next = childOf(node, part)
    if (next === undefined) return p === 0 ? root : node
    node = next
  }
  return key === undefined ? node : (keyNodeOf(node, key) ?? node)
}

function childOf(node: Node | null, part: PropertyKey): Node | undefined {
  if (node === null || !('get' in node) || typeof node.get !== 'function') return undefined
  return (node.get(part, true) as Node | undefined) ?? undefined
}

function keyNodeOf(node: Node | null, key: string): Node | undefined {
  if (!isMap(node)) return undefined
  const found = node.items.find(({ key: name }) => isScalar(name) && name.value === key)
  return found?.key as Node | undefined
}

/** Keys that the schema knows at a path. */
function keysAt(path: Path): string[] {
  let schema: unknown = policySchema
  for (const part of path) {
    const { shape, element } = inner(schema) as { shape?: Record<PropertyKey, unknown>; element?: unknown }
    schema = shape?.[part] ?? element
  }
  return Object.keys((inner(schema) as { shape?: object }).shape ?? {})
}

/** Without what makes a schema optional; of a choice of forms the one that has keys. */
function inner(schema: unknown): unknown {
  const { def, options } = schema as { def?: { innerType?: unknown }; options?: readonly unknown[] }
  if (def?.innerType !== undefined) return inner(def.innerType)
  return options === undefined ? schema : inner(options.find(option => 'shape' in (option as object)))
}
