import { auditReportSchema } from '../audit-report.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import { gapOfReport, type Measured, measuredOf } from '../planning/measure.js'
import { gapOfScores } from '../planning/score-gap.js'
import { readScoreFile, type ScoredLosses } from '../scoring/read-score-file.js'
import { jsonOf, shapedAs } from './published-json.js'

export interface Measurement {
  readonly measured: Measured
  readonly notes: readonly string[]
}

const REPORT_FIX = 'Name the report.json that lossgap audit --out FOLDER wrote'

const FORM = {
  schema: auditReportSchema,
  what: 'report of an audit',
  code: 'ROW_INVALID',
  fix: REPORT_FIX,
} as const

/**
 * What an earlier audit's report (.json), or score files of the audited model and its references, say of a plan.
 * @throws LossgapError where the files are something else, or do not belong together.
 */
export async function readMeasured(
  paths: readonly string[],
  ownBase: boolean,
  files: Files,
): Promise<Measurement> {
  const [first] = paths
  if (first?.endsWith('.json')) {
    if (paths.length > 1)
      throw new LossgapError('USAGE', `--from takes one report, got ${paths.length} files`, REPORT_FIX)
    const gap = gapOfReport(shapedAs(first, jsonOf(first, await files.readText(first), FORM), FORM))
    if (gap === undefined)
      throw new LossgapError('SET_TOO_SMALL', `${first} tells no errors of its two sets`, REPORT_FIX)
    return { measured: measuredOf(gap), notes: [] }
  }
  const scored: ScoredLosses[] = []
  for (const path of paths) scored.push(await readScoreFile(path, files))
  checkTogether(scored)
  const models = scored.map(({ model, ...rest }) => ({ name: model, ...rest }))
  const { gap, leftOut } = gapOfScores(models, ownBase)
  const names = scored[0]!.sets.map(({ name }) => name)
  return {
    measured: measuredOf(gap),
    notes: [
      `Measured on ${names[0]} as the test set and ${names[1]} as the reference set, the first two of each file`,
      ...leftOut.map(({ set, items }) => `${set}: ${items} items left out, which not every file has`),
    ],
  }
}

/** Score files are compared only where they hold the same two sets, scored alike by different models. */
function checkTogether([suspect, ...references]: readonly ScoredLosses[]): void {
  const { path, sets } = suspect!
  if (sets.length < 2)
    throw new LossgapError(
      'SCORES_INCOMPATIBLE',
      `${path} has the scores of ${sets.length} set(s); a gap takes two`,
      'Score the test and the reference set into one file: lossgap score MODEL TEST REF',
    )
  const conditions = (file: ScoredLosses) => Object.entries(file.conditions).map(pair => pair.join(' '))
  const textsOf = (file: ScoredLosses) => file.sets.slice(0, 2).map(set => `${set.sha256} ${set.template}`)
  for (const other of references) {
    const mine = conditions(suspect!)
    const differs =
      other.modelSha256 === suspect!.modelSha256
        ? 'they hold the scores of the same model'
        : textsOf(other).join() !== textsOf(suspect!).join()
          ? 'their first two sets are not the same files under the same template'
          : conditions(other).find((condition, c) => condition !== mine[c])
    if (differs === undefined) continue
    throw new LossgapError(
      'SCORES_INCOMPATIBLE',
      `${path} and ${other.path} cannot be compared: ${differs}`,
      'Score the same two sets under each model with the same options',
    )
  }
}
