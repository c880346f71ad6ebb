import { dirname, isAbsolute, join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { readPolicy } from '../policy/read-policy.js'
import type { Policy, PolicySet } from '../policy/schema.js'
import type { SetSpec } from '../sets/index.js'

/** A policy with its paths as seen from where the command runs. */
export interface LocatedPolicy {
  readonly file: string
  readonly policy: Policy
  /** A path of the policy, which is relative to its file. */
  at(path: string): string
  /** A set of the policy, with the sample that its budget asks for. */
  specOf(set: PolicySet): SetSpec
}

/** @throws LossgapError POLICY_INVALID, FILE_MISSING. */
export async function locatePolicy(file: string, files: Files): Promise<LocatedPolicy> {
  if ((await files.kind(file)) === 'missing')
    throw new LossgapError(
      'FILE_MISSING',
      `There is no policy ${file}`,
      'Name it with --policy FILE; docs/ci.md has one to begin with',
    )
  const policy = readPolicy(file, await files.readText(file))
  const at = (path: string) => (isAbsolute(path) ? path : join(dirname(file), path))
  const { budget, seed } = policy
  return {
    file,
    policy,
    at,
    specOf(set) {
      const { file: name, rows, ...rest } = typeof set === 'string' ? { file: set } : set
      return {
        path: rows === undefined ? at(name) : `${at(name)}#${rows}`,
        template: rest.template,
        idField: rest['id-field'],
        clusterField: rest['cluster-field'],
        answerBase: rest['answer-base'],
        ...(budget.items === undefined ? {} : { sample: { count: budget.items, seed } }),
      }
    },
  }
}
