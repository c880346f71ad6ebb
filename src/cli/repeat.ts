import { dirname } from 'node:path'
import type { Command } from 'commander'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { LLM } from '../paraphrasing/llm.js'
import { MODEL } from '../paraphrasing/model.js'
import { type Manifest, readManifest, withoutRows } from '../sets/index.js'
import type { Doubt } from './asker.js'
import { anew } from './manifest-options.js'

/** The commands that follow a manifest, by what they make. */
const COMMAND = { reference: 'sets build', paraphrase: 'sets paraphrase' } as const

/**
 * The manifest that is to be followed.
 * @param settled options that it settles, of which none may be given beside it.
 * @throws LossgapError USAGE for such an option, and for the manifest of another kind of set.
 */
export async function manifestToRepeat(
  path: string,
  kind: Manifest['kind'],
  command: Command,
  settled: readonly string[],
  files: Files,
): Promise<Manifest> {
  const known = await readManifest(path, files)
  if (known.kind !== kind)
    throw new LossgapError(
      'USAGE',
      `${path} is the manifest of a ${known.kind} set, which ${COMMAND[kind]} does not make`,
      `Run lossgap ${COMMAND[known.kind]} --manifest ${path}`,
    )
  const given = settled.find(name => command.getOptionValueSource(name) === 'cli')
  if (given === undefined) return known
  const flag = `--${given.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
  const where = kind === 'reference' ? '--from, --like and --out' : 'the set and --out'
  throw new LossgapError(
    'USAGE',
    `--manifest settles ${flag}`,
    `Leave ${flag} out; ${where} may say where the files are`,
  )
}

/** A file that a manifest names. */
export interface NamedSource {
  readonly name: string
  readonly sha256: string
  /** Where it is looked for. */
  readonly path: string
  /** How the command line says where it is: `--from PATH`. */
  readonly option: string
}

/**
 * Sees that what a manifest was made from lies where the manifest says, beside or below it. A manifest names what lay
 * elsewhere without its folder.
 * @throws LossgapError FILE_MISSING with the option that says where it is, and the hash that it must have.
 */
export async function checkThere(
  manifest: string,
  sources: readonly NamedSource[],
  files: Files,
): Promise<void> {
  for (const { option, path, name, sha256 } of sources) {
    const file = (await files.kind(path)) === 'missing' ? withoutRows(path) : path
    if ((await files.kind(file)) !== 'missing') continue
    throw new LossgapError(
      'FILE_MISSING',
      `${manifest} was made from ${name}, which is not in ${dirname(file)}`,
      `Say where it is: ${option} (its sha256 begins with ${sha256.slice(0, 16)})`,
    )
  }
}

/** @throws LossgapError HASH_MISMATCH when something that decided the outcome is not what it was. */
export function checkSame(
  what: string,
  sha256: string,
  expected: string,
  option: string,
  kind: Manifest['kind'],
): void {
  if (sha256 === expected) return
  throw new LossgapError(
    'HASH_MISMATCH',
    `${what} the manifest was made from: its sha256 is ${sha256.slice(0, 16)}…, the manifest says ${expected.slice(0, 16)}…`,
    `Name the one of that time with ${option}, or ${anew(kind)}`,
  )
}

/**
 * @param doubt of the answers that a model gave, where there is a reason for it.
 * @throws LossgapError HASH_MISMATCH when what would be written is not what the manifest tells.
 */
export function checkRepeated(
  { output, tool, kind, generator }: Manifest,
  known: Manifest,
  doubt: Doubt | undefined,
): void {
  if (output.sha256 === known.output.sha256) return
  const cause = doubt ?? causeOf(tool.version, known.tool.version, generator.name)
  throw new LossgapError(
    'HASH_MISMATCH',
    `The ${kind === 'reference' ? 'build' : 'rewording'} does not give the bytes that the manifest tells: sha256 ${output.sha256.slice(0, 16)}…, expected ${known.output.sha256.slice(0, 16)}…: ${cause.why}; nothing was written`,
    `${cause.fix}, or ${anew(kind)}`,
  )
}

/** Sources, prompts and weights have been compared by then. */
function causeOf(version: string, then: string, generator: string): Doubt {
  if (version !== then)
    return {
      why: `it was made by ${then}, and this is ${version}`,
      fix: 'Use the version of lossgap that the manifest names',
    }
  if (generator === MODEL.name)
    return {
      why: 'the model has the same weights, and writes the same only where all else is the same too',
      fix: 'Use the tokenizer, chat template, device and threads of that time',
    }
  const answers = generator === LLM.name ? 'an answer in the journal, ' : ''
  return {
    why: `the source is the same, so ${answers}the manifest or lossgap itself was changed since`,
    fix: 'Use what they were at that time',
  }
}

/** For `--help`, alike in both commands. */
export const MANIFEST_HELP =
  'repeat what this manifest tells, and see that the bytes are the same as they were'
