import { LossgapError } from '../errors.js'
import { openEncoder } from '../models/encoder.js'
import type { MeaningCheck } from '../set-checks/meaning.js'
import type { Ports } from './ports.js'

export interface OpenMeaning {
  readonly meaning: MeaningCheck
  readonly modelSha256: string
  dispose(): Promise<void>
}

/** Opens the sentence encoder that pairs are compared by, and tells its notes. */
export async function openMeaning(path: string, leastCosine: number, ports: Ports): Promise<OpenMeaning> {
  const encoder = await openEncoder(path, { device: { kind: 'cpu' } }, ports.files)
  for (const note of encoder.notes) ports.report(`${note}\n`)
  return {
    modelSha256: encoder.modelSha256,
    dispose: () => encoder.dispose(),
    meaning: {
      name: encoder.name,
      leastCosine,
      async encode(texts) {
        const vectors: Float64Array[] = []
        for (const text of texts) {
          if (ports.signal.aborted)
            throw new LossgapError('INTERRUPTED', 'Stopped before all pairs were compared', 'Run it again')
          vectors.push(...(await encoder.encode([text])))
        }
        return vectors
      },
    },
  }
}
