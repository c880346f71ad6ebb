/**
 * Tells whether a language model has seen a benchmark. `audit` is the whole way from files to a verdict; the rest are its
 * parts, and what makes and checks the sets that it needs. Names that are not here may change without notice.
 *
 * Losses are in nats; signals and effects are higher where a text is more familiar. Every error that a caller can mend is a
 * {@link LossgapError}.
 * @module
 */

export { DEFAULT_PARAMETERS } from './audit/parameters.js'
export type { AuditReport, Check, Contrast, Family, Parameters, Statement } from './audit-report.js'
export { auditReportSchema } from './audit-report.js'
/** New rows of a benchmark's form: choose a builder by name or by the rows, and run it with a seed. */
export type { Builder, BuildOutcome, BuildRequest } from './building/builder.js'
export { type BuilderNeeds, build as buildRows, builderFor, builderNames } from './building/index.js'
/** Many audits read together. */
export { compareAudits, type NamedReport } from './comparison/compare.js'
export { type ComparisonReport, comparisonReportSchema } from './comparison-report.js'
/** Losses by domain. */
export { type DomainsRequest, measureDomains } from './domains/run.js'
export type { TaskRow } from './domains/task-scores.js'
export { type DomainsReport, domainsReportSchema } from './domains-report.js'
export { CODES, type ErrorCode, EXIT, LossgapError } from './errors.js'
export type { Settled } from './gate/settle.js'
export { type Baseline, baselineSchema } from './gate-baseline.js'
export { type GateRequest, gate } from './gate-pipeline.js'
export { type GateReport, gateReportSchema } from './gate-report.js'
export type { FileWriter } from './io/file-writer.js'
export { type ByteStream, diskFiles, type Files, type RandomReader } from './io/files.js'
export { type AuditCall, audit, type Scored, score } from './library.js'
export type { ModelIdentity } from './models/backend.js'
export type { Device } from './models/device.js'
export type { ModelOptions } from './models/open-model.js'
export type { BosPolicy } from './models/tokenizer.js'
export type { OrderRequest } from './order/plan.js'
export type { OrderWord, PublishedFile } from './order/word.js'
/** The same rows in other words. */
export { type Means, paraphraseRows, paraphraserNames } from './paraphrasing/index.js'
export type { Generate, RewordingRequest } from './paraphrasing/model.js'
export type { ParaphraseOutcome } from './paraphrasing/paraphraser.js'
export type { AuditRequest, AuditResult } from './pipeline.js'
export { readPolicy } from './policy/read-policy.js'
export { type Policy, policySchema } from './policy/schema.js'
export type { ConsoleOptions } from './reports/console/index.js'
export { type GateReportName, gateReportNames, gateReports } from './reports/gate/index.js'
export { type ReportName, reportNames, reports } from './reports/index.js'
export type { Repeat } from './scoring/repeat.js'
export type { Progress } from './scoring/run-jobs.js'
export { writeScoreFile } from './scoring/score-file.js'
export { type ScoredModel, scoreSets } from './scoring/score-sets.js'
export type { ScoreOptions } from './scoring/score-texts.js'
export { itemLossOf } from './scoring/token-scores.js'
/** What a set or a paraphrase set is worth, by its texts alone. */
export {
  type CheckedSet,
  checkSets,
  type SetCheckRequest,
  type SetCheckResult,
} from './set-checks/check-sets.js'
export type { EncodeTexts, MeaningCheck } from './set-checks/meaning.js'
export type { Pair } from './set-checks/pair.js'
export type { PairMeasures } from './set-checks/pair-measures.js'
export type { PairCode, PairReason } from './set-checks/pair-reason.js'
export { checkPairs, type PairOutcome } from './set-checks/pairs.js'
export { type SetCheckReport, setCheckReportSchema } from './set-checks/report.js'
export { loadRows, loadSet, type Manifest, type RowSet, type SetSpec, writeSet } from './sets/index.js'
export { manifestSchema } from './sets/manifest.js'
export type { SampleSpec } from './sets/set-spec.js'
/** One number of a text under a model; higher means more familiar. */
export { SIGNALS, type Signal } from './signals/index.js'
/** Loss of a set: by token, by item, in bits per byte. */
export { aggregateLoss, type LossAggregate } from './statistics/aggregate.js'
/** The seeded draws that checks of sets take. */
export { createRandom, type Random, type Shuffled } from './statistics/random.js'
export type { Prompt, Prompts } from './text/prompt.js'
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
  TextIndex,
  TokenScores,
} from './types.js'
export { VERSION } from './version.js'
