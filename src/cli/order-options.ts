import { type Command, InvalidArgumentError } from 'commander'
import { readCatalogue } from '../catalogue/read-catalogue.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { OrderRequest } from '../order/plan.js'
import type { OrderWord, PublishedFile } from '../order/word.js'
import { positiveInteger } from './arguments.js'
import { DATASETS } from './datasets.js'

export interface OrderArguments {
  order?: OrderWord
  shards?: number
  permutations?: number
}

/** The cheap preset of the method's authors: about a thousand texts. Theirs in full is 50 shards and 250 permutations. */
const SHARDS = 20
const PERMUTATIONS = 50

/** Fewer digits of a hash are too easily those of another file. */
const LEAST_DIGITS = 8

export function addOrderOptions(command: Command): Command {
  return command
    .option(
      '--order <word>',
      "also test whether the model knows the order of the test file. On whose word it is the published one: published (lossgap knows the file's hash), canonical (you say so), canonical:HASH (you say so of the file whose SHA-256 begins like this)",
      orderWord,
    )
    .option(
      '--shards <n>',
      `stretches that the file is cut into for --order (default: ${SHARDS})`,
      positiveInteger,
    )
    .option('--permutations <n>', `random orders of each (default: ${PERMUTATIONS})`, positiveInteger)
}

export function orderWord(text: string): OrderWord {
  if (text === 'published') return { kind: 'published' }
  if (text === 'canonical') return { kind: 'canonical' }
  const sha256 = /^canonical:([0-9a-f]+)$/i.exec(text)?.[1]?.toLowerCase()
  if (sha256 === undefined) throw new InvalidArgumentError('Use published, canonical or canonical:HASH.')
  if (sha256.length < LEAST_DIGITS || sha256.length > 64)
    throw new InvalidArgumentError(`Give ${LEAST_DIGITS} to 64 digits of the SHA-256.`)
  return { kind: 'canonical', sha256 }
}

/** @throws LossgapError USAGE for numbers that belong to an order test when none is asked for. */
export async function orderOf(
  { order, shards, permutations }: OrderArguments,
  files: Files,
): Promise<OrderRequest | undefined> {
  if (order === undefined) {
    if (shards === undefined && permutations === undefined) return undefined
    throw new LossgapError(
      'USAGE',
      '--shards and --permutations are numbers of the order test, which is not asked for',
      'Ask for it with --order published, or --order canonical for a file that lossgap does not know',
    )
  }
  return {
    word: order,
    shards: shards ?? SHARDS,
    permutations: permutations ?? PERMUTATIONS,
    published: await publishedFiles(files),
  }
}

async function publishedFiles(files: Files): Promise<PublishedFile[]> {
  const { sets } = await readCatalogue(DATASETS, files)
  return sets.flatMap(({ name, canonicalOrder, files: published }) =>
    published
      // The hash of a packed file is not that of what lies on disk once it is unpacked.
      .filter(({ gzip }) => !gzip)
      .flatMap(({ split, sha256, parts }) =>
        [sha256, ...Object.values(parts ?? {})].map(hash => ({ split, hash })),
      )
      .flatMap(({ split, hash }) =>
        typeof hash === 'string' ? [{ set: name, split, sha256: hash, canonicalOrder }] : [],
      ),
  )
}
