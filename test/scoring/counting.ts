import type { Segment } from '../../src/models/backend.js'
import type { Model } from '../../src/models/open-model.js'
import { openAt } from '../models/fixtures.js'

/** A model that records the batches which it is asked for. `before` may throw in its place. */
export async function countingModel(
  path: string,
  before: (batch: readonly Segment[], calls: number) => void = () => {},
): Promise<Model & { readonly batches: Segment[][] }> {
  const { backend, tokenizer } = await openAt(path)
  const batches: Segment[][] = []
  return {
    tokenizer,
    batches,
    backend: {
      ...backend,
      score(batch) {
        batches.push([...batch])
        before(batch, batches.length)
        return backend.score(batch)
      },
    },
  }
}

/** Characters after which the bigram fixtures allow every other. */
const FREE = [...'bcdefghiklmnotuvwxyz .012']

/** A text that the bigram fixtures can predict. */
export function bigramText(length: number, uniform: () => number): string {
  return Array.from({ length }, () => FREE[Math.floor(uniform() * FREE.length)]!).join('')
}
