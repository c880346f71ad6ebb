import { domainsOf, type Measured } from '../../src/domains/measure.js'
import { correlateTasks } from '../../src/domains/task-scores.js'
import type { DomainsReport } from '../../src/domains-report.js'
import { createRandom } from '../../src/statistics/random.js'
import type { ItemLoss } from '../../src/types.js'

/** How far a set moves from each model to the next, nats/token. */
export interface Course {
  readonly name: string
  readonly kind?: 'domain' | 'benchmark'
  readonly step: number
}

export interface Sampled {
  readonly courses: readonly Course[]
  readonly models: number
  readonly documents?: number
  readonly tasks?: readonly string[]
}

/** A report of `lossgap domains` on models whose losses on each set move by a known step from each to the next. */
export function sampleDomains({ courses, models, documents = 40, tasks = [] }: Sampled): DomainsReport {
  const random = createRandom('domains')
  const hardness = courses.map(() => Array.from({ length: documents }, () => 1.5 + random.uniform()))
  const loss = (m: number, s: number, i: number): ItemLoss => ({
    ...{ id: `${i}`, cluster: `${i}`, tokens: 100, bytes: 400 },
    nats: 100 * (hardness[s]![i]! + m * courses[s]!.step + 0.1 * (random.uniform() - 0.5)),
  })
  const measured: Measured = {
    sets: courses.map(({ name, kind = 'domain' }) => ({
      ...{ name, kind, template: '{text}', sha256: name.padEnd(64, '0').slice(0, 64) },
      ...{ path: name, itemsSha256: name, items: [], exclusions: [] },
    })),
    setNames: courses.map(({ name }) => name),
    models: Array.from({ length: models }, (_, m) => ({
      name: `step-${1000 * (m + 1)}`,
      ...{ modelSha256: String(m).padStart(64, '0'), tokenizerSha256: 't'.repeat(64) },
      ...{ precision: 'float32', provider: 'cpu', bos: 'auto', notes: [] },
      ...{ runtime: 'onnxruntime-node 0', window: 2048, textsWindowed: 0 },
      losses: courses.map((_, s) => Array.from({ length: documents }, (_, i) => loss(m, s, i))),
    })),
    standard: 0,
    alpha: 0.01,
  }
  const report = domainsOf(measured)
  const scores = tasks.map(task => ({
    task,
    values: Array.from({ length: models }, (_, m) => 40 + 2 * m + 3 * random.uniform()),
  }))
  return {
    schema: 'lossgap/domains/1',
    tool: { name: 'lossgap', version: '0.0.0' },
    ...report,
    unknownTaskRows: [],
    correlations: correlateTasks(
      scores,
      report.models.map(({ average }) => Math.log(average?.ofDomains ?? Number.NaN)),
    ),
    alpha: 0.01,
  }
}
