import { compareLineage } from '../models/lineage.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import { shortNames } from '../short-names.js'

/** Pairs of reference models that come from the same weights, by name; `graphs` are their .onnx files. */
export function kinAmong(references: readonly ScoredModel[], graphs: readonly string[]): [string, string][] {
  const names = shortNames(references.map(({ name }) => name))
  return names.flatMap((name, a) =>
    names
      .slice(a + 1)
      .flatMap((other, b): [string, string][] =>
        compareLineage(graphs[a]!, graphs[a + 1 + b]!).kind === 'same' ? [[name, other]] : [],
      ),
  )
}
