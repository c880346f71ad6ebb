/** The public names of lossgap. Everything else may change without notice. */

export type { AuditReport, Check, Contrast, Family, Parameters, Statement } from './audit-report.js'
export { auditReportSchema } from './audit-report.js'
/** New rows of a benchmark's form: choose a builder by name or by the rows, and run it with a seed. */
export type { Builder, BuildOutcome } from './building/builder.js'
export { type BuilderNeeds, build as buildRows, builderFor, builderNames } from './building/index.js'
export { type ErrorCode, EXIT, LossgapError } from './errors.js'
export { type Baseline, baselineSchema } from './gate-baseline.js'
export { type GateRequest, gate } from './gate-pipeline.js'
export { type GateReport, gateReportSchema } from './gate-report.js'
export { diskFiles, type Files } from './io/files.js'
export type { Device } from './models/device.js'
export type { ModelOptions } from './models/open-model.js'
/** The same rows in other words. */
export { type Means, paraphraseRows, paraphraserNames } from './paraphrasing/index.js'
export type { ParaphraseOutcome } from './paraphrasing/paraphraser.js'
export { type AuditRequest, type AuditResult, audit } from './pipeline.js'
export { readPolicy } from './policy/read-policy.js'
export { type Policy, policySchema } from './policy/schema.js'
export { type GateReportName, gateReportNames, gateReports } from './reports/gate/index.js'
export { type ReportName, reportNames, reports } from './reports/index.js'
export type { Progress } from './scoring/run-jobs.js'
export { writeScoreFile } from './scoring/score-file.js'
export { type ScoredModel, scoreSets } from './scoring/score-sets.js'
export type { ScoreOptions } from './scoring/score-texts.js'
/** What a set or a paraphrase set is worth, by its texts alone. */
export {
  type CheckedSet,
  checkSets,
  type SetCheckRequest,
  type SetCheckResult,
} from './set-checks/check-sets.js'
export type { MeaningCheck } from './set-checks/meaning.js'
export type { Pair } from './set-checks/pair.js'
export { checkPairs, type PairOutcome } from './set-checks/pairs.js'
export { type SetCheckReport, setCheckReportSchema } from './set-checks/report.js'
export { loadRows, loadSet, type Manifest, type RowSet, type SetSpec, writeSet } from './sets/index.js'
/** The seeded draws that checks of sets take. */
export { createRandom, type Random } from './statistics/random.js'
export type { Prompts } from './text/prompt.js'
export type {
  Complete,
  Completion,
  CompletionRequest,
  Exclusion,
  Item,
  ItemLoss,
  ItemSet,
  MadeRow,
  Pace,
  Role,
  SourceRow,
  Step,
  TokenScores,
} from './types.js'
export { VERSION } from './version.js'
