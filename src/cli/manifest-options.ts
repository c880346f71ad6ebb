import { LossgapError } from '../errors.js'
import type { Manifest } from '../sets/index.js'

/** Reads the options that a manifest tells; those that it does not have are undefined. */
export interface ManifestOptions {
  text(name: string): string | undefined
  /** @throws LossgapError ROW_INVALID for an option that lossgap has not written so. */
  whole(name: string, least: number): number
  wholeOr<T>(name: string, least: number, otherwise: T): number | T
  number(name: string): number | undefined
}

/** @param path of the manifest, for messages. */
export function manifestOptions(path: string, { generator, kind }: Manifest): ManifestOptions {
  const { options } = generator
  const damaged = (name: string, wanted: string) => {
    const found = options[name] === undefined ? 'is missing' : `is ${JSON.stringify(options[name])}`
    return new LossgapError(
      'ROW_INVALID',
      `${path} is damaged: generator.options.${name} ${found}, and must be ${wanted}`,
      `Use the manifest as lossgap wrote it, or ${anew(kind)}`,
    )
  }
  const whole = (name: string, least: number) => {
    const value = options[name]
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return value
    throw damaged(name, `a whole number, ${least} or above`)
  }
  return {
    text: name => (options[name] === undefined ? undefined : String(options[name])),
    whole,
    wholeOr: (name, least, otherwise) => (options[name] === undefined ? otherwise : whole(name, least)),
    number(name) {
      const value = options[name]
      if (value === undefined || typeof value === 'number') return value
      throw damaged(name, 'a number')
    },
  }
}

/** Only what was given, so that a manifest holds no empty entries. */
export function givenOf(
  options: Readonly<Record<string, string | number | undefined>>,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(options).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  )
}

/** What remains where a manifest cannot be followed. */
export function anew(kind: Manifest['kind']): string {
  return `${kind === 'reference' ? 'build' : 'reword'} anew without --manifest`
}
