import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { OnnxGraph } from './onnx-graph.js'
import type { Initializer } from './onnx-weights.js'

/** Data files beside the graph and the bytes that its weights need of each. */
function dataFiles(graph: OnnxGraph): Map<string, { needed: number; weight: Initializer }> {
  const needs = new Map<string, { needed: number; weight: Initializer }>()
  for (const weight of graph.initializers) {
    if (!weight.external || weight.location === undefined) continue
    const { file, offset, length } = weight.location
    const end = offset + length
    if (end > (needs.get(file)?.needed ?? -1)) needs.set(file, { needed: end, weight })
  }
  return needs
}

/** @throws LossgapError EXTERNAL_DATA_MISSING when a weight's file is not there or too short. */
export async function checkExternalData(path: string, graph: OnnxGraph, files: Files): Promise<void> {
  for (const [file, { needed, weight }] of dataFiles(graph)) {
    const full = join(dirname(path), file)
    const problem =
      (await files.kind(full)) !== 'file'
        ? `the weights file ${full} is missing`
        : (await files.size(full)) < needed
          ? `${full} has ${await files.size(full)} bytes, but the weight "${weight.name}" ends at byte ${needed}`
          : undefined
    if (problem === undefined) continue
    throw new LossgapError(
      'EXTERNAL_DATA_MISSING',
      `${path}: ${problem}`,
      `Put the complete ${file} of this export beside the .onnx file (a cut-off download is the usual cause)`,
    )
  }
}

/**
 * SHA-256 of a model: the graph file's hash followed by its data files' in name order. Scores are cached under it,
 * so it covers every byte; a file's name or date says nothing about its weights.
 */
export async function hashModel(path: string, graph: OnnxGraph, files: Files): Promise<string> {
  const hash = createHash('sha256')
  const data = [...dataFiles(graph).keys()].sort().map(name => join(dirname(path), name))
  for (const file of [path, ...data]) hash.update(await files.sha256(file))
  return hash.digest('hex')
}
