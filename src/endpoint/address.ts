import { LossgapError } from '../errors.js'

/** Where chat completions are asked for. */
export interface Address {
  /** Whole, with its query. */
  readonly url: string
  /** For messages: without the query, which may hold a secret. */
  readonly shown: string
  /** That query, its values, and names that have none: no message may repeat them. */
  readonly secrets: readonly string[]
  /** Whether a key would cross a network in plain text. */
  readonly inTheOpen: boolean
}

/** `http://127.0.0.1:8080/v1` → `http://127.0.0.1:8080/v1/chat/completions`. @throws USAGE. */
export function addressOf(base: string): Address {
  let url: URL
  try {
    url = new URL(base)
  } catch {
    throw badAddress('is no URL')
  }
  if (!/^https?:$/.test(url.protocol)) throw badAddress(`begins with ${url.protocol}, not http: or https:`)
  if (url.username !== '' || url.password !== '')
    throw badAddress('holds a user name or password; a key belongs in the environment')
  const path = url.pathname.replace(/\/+$/, '').replace(/\/chat\/completions$/, '')
  url.pathname = `${path}/chat/completions`
  url.hash = ''
  return {
    url: url.href,
    shown: `${url.origin}${url.pathname}`,
    secrets: [url.search, ...[...url.searchParams].map(([name, value]) => value || name)],
    inTheOpen: url.protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname),
  }
}

function badAddress(fault: string): LossgapError {
  return new LossgapError(
    'USAGE',
    `The base URL of the endpoint ${fault}`,
    'Write it like --base-url http://127.0.0.1:8080/v1',
  )
}
