import { type ErrorCode, LossgapError } from '../errors.js'

/** What a file must be: its schema, and how an error names it and what mends it. */
export interface PublishedForm<T> {
  readonly schema: {
    safeParse(value: unknown):
      | { readonly success: true; readonly data: T }
      | {
          readonly success: false
          readonly error: {
            readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
          }
        }
  }
  /** "report of an audit". */
  readonly what: string
  readonly code: ErrorCode
  readonly fix: string
}

/** @throws LossgapError with the form's code and fix where the text is not JSON. */
export function jsonOf(path: string, text: string, { code, fix }: PublishedForm<unknown>): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new LossgapError(code, `${path} is not JSON (${(cause as Error).message})`, fix, { cause })
  }
}

/** @throws LossgapError with the form's code and fix, and the first field that is not as it should be. */
export function shapedAs<T>(path: string, value: unknown, form: PublishedForm<T>): T {
  const result = form.schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new LossgapError(
    form.code,
    `${path} is no ${form.what} (${issue?.path.join('.') || 'the whole'}: ${issue?.message})`,
    form.fix,
  )
}
