import { join } from 'node:path'
import type { AuditReport, ModelRecord } from '../audit-report.js'
import { LossgapError } from '../errors.js'
import type { ModelPair } from '../gaps/estimate.js'
import type { Files } from '../io/files.js'
import { readScoreFile } from '../scoring/read-score-file.js'
import type { ItemLoss, Role } from '../types.js'
import { scoresOf } from './run-files.js'
import type { TrustedFiles } from './trusted-files.js'

/** Losses of one model of a run, of the items that the audit compared. */
export interface ModelLosses {
  readonly name: string
  readonly tokenizerSha256: string
  readonly sets: ReadonlyMap<Role, readonly ItemLoss[]>
}

export const modelPair = ({ name, tokenizerSha256, sets }: ModelLosses): ModelPair => {
  return { name, tokenizerSha256, exposed: sets.get('test')!, unexposed: sets.get('ref')! }
}

/** The report's sums are of the same numbers, added in the same order. */
const ROUNDING = 1e-9

/**
 * The losses of every model of a report from the score files beside it. They must give the report's own losses back.
 * @throws LossgapError REPORT_INVALID where they do not.
 */
export async function readLosses(
  folder: string,
  report: AuditReport,
  trusted: TrustedFiles,
  files: Files,
): Promise<{ readonly models?: readonly ModelLosses[]; readonly missing: readonly string[] }> {
  const records = [report.model, ...report.referenceModels]
  const models: ModelLosses[] = []
  for (const [m, record] of records.entries()) {
    if (!(await trusted.has(scoresOf(m))))
      return {
        missing: [
          `${scoresOf(m)} is not beside the report: single items are shown from the score files that lossgap audit --out writes with it.`,
        ],
      }
    models.push(await lossesOf(join(folder, scoresOf(m)), record, report, files))
  }
  checkLosses(join(folder, scoresOf(0)), models[0]!, report)
  return { models, missing: [] }
}

async function lossesOf(
  path: string,
  { identity }: ModelRecord,
  report: AuditReport,
  files: Files,
): Promise<ModelLosses> {
  const scores = await readScoreFile(path, files)
  const { model, modelSha256, tokenizerSha256, conditions } = scores
  const same =
    modelSha256 === identity.modelSha256 &&
    tokenizerSha256 === identity.tokenizerSha256 &&
    (['precision', 'provider', 'bos'] as const).every(name => conditions[name] === identity[name])
  if (!same) throw foreign(path, `it holds the scores of ${model}, another model or way of scoring`)
  const sets = report.sets.map(({ role, name, sha256, template, exclusions }) => {
    const set = scores.sets.find(
      one => one.name === name && one.sha256 === sha256 && one.template === template,
    )
    if (set === undefined) throw foreign(path, `it has no scores of ${name} as the report knows it`)
    // What one model could not score was left out for all.
    const left = new Set(exclusions.flatMap(({ ids }) => ids))
    return [role, set.items.filter(({ id }) => !left.has(id))] as const
  })
  for (const [s, [, items]] of sets.entries()) {
    const { name, loss } = report.sets[s]!
    if (items.length !== loss.items)
      throw foreign(path, `it has ${items.length} items of ${name}, the report ${loss.items}`)
  }
  return { name: model, tokenizerSha256, sets: new Map(sets) }
}

function checkLosses(path: string, { sets }: ModelLosses, report: AuditReport): void {
  for (const { role, name, loss } of report.sets) {
    const items = sets.get(role)!
    const tokens = items.reduce((sum, item) => sum + item.tokens, 0)
    const nats = items.reduce((sum, item) => sum + item.nats, 0)
    const off = Math.abs(nats / tokens - loss.tokenWeighted) > ROUNDING * Math.abs(loss.tokenWeighted)
    if (tokens !== loss.tokens || off)
      throw foreign(
        path,
        `its loss on ${name} is ${nats / tokens} over ${tokens} tokens, that of the report ${loss.tokenWeighted} over ${loss.tokens}`,
      )
  }
}

function foreign(path: string, fault: string): LossgapError {
  return new LossgapError(
    'REPORT_INVALID',
    `${path} does not belong to the report: ${fault}`,
    'Keep the files that one audit wrote together, or name the report.json of another folder',
  )
}
