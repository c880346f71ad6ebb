import { alignLosses } from '../audit/align.js'
import type { DomainsReport } from '../domains-report.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { ModelOptions } from '../models/open-model.js'
import { checkScoredAlike } from '../scoring/comparable.js'
import { type ScoredModel, scoreSets } from '../scoring/score-sets.js'
import type { ScoreOptions } from '../scoring/score-texts.js'
import { loadSet, type SetSpec } from '../sets/index.js'
import { shortNames } from '../short-names.js'
import type { ItemSet } from '../types.js'
import { VERSION } from '../version.js'
import { domainsOf } from './measure.js'
import { correlateTasks, type TaskRow, taskScores } from './task-scores.js'

export interface DomainsRequest {
  /** In the order of training, if they are checkpoints. */
  readonly models: readonly string[]
  readonly domains: readonly SetSpec[]
  readonly benchmarks: readonly SetSpec[]
  /** One of `models`; the first where it is left out. */
  readonly standard?: string | undefined
  readonly tasks?: { readonly path: string; readonly rows: readonly TaskRow[] } | undefined
  /** One-sided level at which a set's loss is said to fall or to rise. */
  readonly alpha: number
  readonly scoring: ModelOptions & ScoreOptions
}

/**
 * Sets → scores of every model → losses in standard tokens → averages, changes, correlations.
 * A document that one model cannot score is left out for all and listed.
 * @throws LossgapError with the exit code of what went wrong; scores made by then are in the cache.
 */
export async function measureDomains(request: DomainsRequest, files: Files): Promise<DomainsReport> {
  const { models: paths, domains, benchmarks, tasks, alpha, scoring } = request
  const standard = request.standard === undefined ? 0 : paths.indexOf(request.standard)
  if (standard < 0)
    throw new LossgapError(
      'USAGE',
      `--standard: ${request.standard} is none of the models`,
      `Name one of them: ${paths.join(', ')}`,
    )
  if (tasks !== undefined && domains.length === 0)
    throw new LossgapError(
      'USAGE',
      'Task scores are set beside the average loss of general domains, and there are none',
      'Give held-out sets with --sets',
    )
  const names = shortNames(paths)
  const taskTable =
    tasks === undefined
      ? { tasks: [], unknown: [] }
      : taskScores(
          tasks.path,
          tasks.rows,
          paths.map((path, m) => [path, names[m]!]),
        )
  const loaded: (ItemSet & { kind: 'domain' | 'benchmark' })[] = []
  for (const [kind, specs] of [
    ['domain', domains],
    ['benchmark', benchmarks],
  ] as const)
    for (const spec of specs) loaded.push({ ...(await loadSet(spec, files)), kind })
  const scored: ScoredModel[] = []
  for (const path of paths) {
    const model = await scoreSets(path, loaded, scoring, files)
    // At once: what follows may take hours.
    if (scored[0] !== undefined) checkScoredAlike(scored[0], model)
    scored.push(model)
  }
  const aligned = alignLosses(loaded, scored)
  const sets = aligned.sets.map((set, s) => ({
    ...set,
    exclusions: aligned.exclusions[s]!,
    kind: loaded[s]!.kind,
  }))
  const measured = domainsOf({
    sets,
    setNames: shortNames(loaded.map(({ name }) => name)),
    models: scored.map(({ identity, window, textsWindowed, notes }, m) => ({
      name: names[m]!,
      ...{ modelSha256: identity.modelSha256, tokenizerSha256: identity.tokenizerSha256 },
      ...{ precision: identity.precision, provider: identity.provider, runtime: identity.runtime },
      ...{ bos: identity.bos, window, textsWindowed },
      notes: [...notes],
      losses: aligned.losses[m]!,
    })),
    standard,
    alpha,
  })
  return {
    schema: 'lossgap/domains/1',
    tool: { name: 'lossgap', version: VERSION },
    ...measured,
    // Where there are tasks there are domains, and so an average.
    unknownTaskRows: [...taskTable.unknown],
    correlations:
      taskTable.tasks.length === 0
        ? []
        : correlateTasks(
            taskTable.tasks,
            measured.models.map(({ average }) => Math.log(average!.ofDomains)),
          ),
    alpha,
  }
}
