/** A field's new contents, or what keeps it from being of the old ones' form. */
export type Formed = { readonly value: unknown } | { readonly fault: string }

/**
 * Sees that a value has the form of another: text for text, a number for a number, lists of one length, objects with the
 * same names. Numbers for text and exact numbers in text are turned; nothing else is guessed.
 * @param name of the field, for the fault.
 */
export function inFormOf(like: unknown, value: unknown, name: string): Formed {
  if (value === undefined) return { fault: `the field "${name}" is missing` }
  if (typeof like === 'string') return textFor(like, value, name)
  if (typeof like === 'number' || typeof like === 'bigint') return numberFor(value, name)
  if (Array.isArray(like)) return listFor(like, value, name)
  if (isObject(like)) return objectFor(like, value, name)
  const same = typeof like === typeof value && (like === null) === (value === null)
  return same
    ? { value }
    : { fault: `the field "${name}" is not ${like === null ? 'null' : `a ${typeof like}`}` }
}

function textFor(like: string, value: unknown, name: string): Formed {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string') return { fault: `the field "${name}" is not text` }
  if (/\p{Surrogate}/u.test(text)) return { fault: `the field "${name}" holds half a surrogate pair` }
  return /\S/.test(text) || !/\S/.test(like) ? { value: text } : { fault: `the field "${name}" is empty` }
}

function numberFor(value: unknown, name: string): Formed {
  const number = typeof value === 'string' && /\S/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number)
    ? { value: number }
    : { fault: `the field "${name}" is not a number` }
}

function listFor(like: readonly unknown[], value: unknown, name: string): Formed {
  if (!Array.isArray(value)) return { fault: `the field "${name}" is not a list` }
  if (value.length !== like.length)
    return { fault: `the field "${name}" has another number of entries than its example` }
  return gathered(
    like.map((one, i) => [String(i), inFormOf(one, value[i], name)]),
    entries => entries.map(([, entry]) => entry),
  )
}

function objectFor(like: Readonly<Record<string, unknown>>, value: unknown, name: string): Formed {
  if (!isObject(value)) return { fault: `the field "${name}" is not an object` }
  return gathered(
    Object.entries(like).map(([key, one]) => [key, inFormOf(one, value[key], `${name}.${key}`)]),
    Object.fromEntries,
  )
}

/** The parts put together, or the first fault among them. */
function gathered(
  parts: readonly (readonly [string, Formed])[],
  together: (entries: [string, unknown][]) => unknown,
): Formed {
  const entries: [string, unknown][] = []
  for (const [key, part] of parts) {
    if ('fault' in part) return part
    entries.push([key, part.value])
  }
  return { value: together(entries) }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
