import { LossgapError } from '../errors.js'

/** @throws LossgapError USAGE when a name stands twice in a list; `what` is what the names are of. */
export function refuseTwice(what: 'set' | 'model', names: readonly string[]): void {
  const twice = names.find((name, n) => names.indexOf(name) < n)
  if (twice === undefined) return
  throw new LossgapError('USAGE', `The ${what} ${twice} is given twice`, `Name each ${what} once`)
}
