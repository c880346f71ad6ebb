/** The values that flow through the pipeline, in its order: sets → tokens → scores → statistics → verdict. */

/** The published part of a benchmark that a set plays in an audit. */
export type Role = 'test' | 'ref' | 'train' | 'paraphrase' | 'ref-paraphrase'

/** One text of a set. `text` is the filled-in template; nothing downstream sees the raw fields. */
export interface Item {
  readonly id: string
  readonly text: string
  /** Source document or seed item. Items of one cluster are resampled together; by default the item's own id. */
  readonly cluster: string
  /** 1-based line (JSONL, CSV) or row (Parquet) in the source file. */
  readonly line: number
  /** Split of the item that it was made from, as its field `parent_split` says; absent where it says nothing. */
  readonly parentSplit?: string
}

/** An item with all fields of its row: what builders, paraphrasers and checks of sets read. */
export interface SourceRow extends Item {
  readonly fields: Readonly<Record<string, unknown>>
}

/** A row that was made from another one. */
export interface MadeRow {
  readonly id: string
  /** Id of the row that it was made from; also its cluster, unless that row belongs to one. */
  readonly parent: string
  readonly cluster: string
  /** The benchmark's own fields in the source's order, with the same names and the new contents. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** One question to a language model. */
export interface CompletionRequest {
  readonly prompt: string
  /** Tells requests with the same prompt apart, from 0: each gets an answer of its own. */
  readonly variant: number
  /** About how long the answer will be, in characters: for the estimate of its cost, never a limit. */
  readonly expectedCharacters: number
}

/** What a model answered, or in a few words why nothing can be made of the answer (cut off, empty, refused). */
export type Completion = { readonly text: string } | { readonly unusable: string }

/** Asks a model. Rejects where no further request can succeed; the answers that came before are kept. */
export type Complete = (request: CompletionRequest) => Promise<Completion>

/** How far long work has come. */
export interface Step {
  /** What is being done, in a word or two: "making". */
  readonly what: string
  readonly done: number
  readonly of: number
  /** Items made so far, and the most that can come of the rows; absent where nothing is made. */
  readonly made?: number
  readonly most?: number
}

/** Awaited between the steps of long work by whoever does it; the caller shows the step, or ends the work by rejecting. */
export type Pace = (step: Step) => Promise<void>

/** Items that were left out, and why. Every exclusion is counted and shown. */
export interface Exclusion {
  readonly reason: string
  readonly ids: readonly string[]
}

/** Knows every text of a set's range, also those that a sample left out; case and punctuation set aside. */
export interface TextIndex {
  has(text: string): boolean
}

/** A set as read from a file: what was in it, what was left out, and what it was made from. */
export interface ItemSet {
  /** What the user calls it: the path, with its row range when one was given. */
  readonly name: string
  readonly path: string
  /** SHA-256 of the file's bytes. */
  readonly sha256: string
  /**
   * SHA-256 over id and text of every item of the range, before a sample is drawn: equal where two readings of a file
   * have the same rows, template and ids.
   */
  readonly itemsSha256: string
  readonly template: string
  readonly items: readonly Item[]
  readonly exclusions: readonly Exclusion[]
  /** Where a sample was drawn: all texts of the range, so that what sets share is found whatever the sample. */
  readonly allTexts?: TextIndex | undefined
}

/**
 * Per-token scores of one text under one model. Every array has length T, the number of predicted tokens.
 * Units: nats. All values are finite: they are checked once, where they are made.
 */
export interface TokenScores {
  readonly itemId: string
  /** Id of each predicted token. */
  readonly tokenId: Int32Array
  /** log p(token), at most 0. */
  readonly logProb: Float64Array
  /** Mean of log p over the vocabulary, weighted by p (= −entropy). */
  readonly vocabMean: Float64Array
  /** Standard deviation of log p over the vocabulary, weighted by p. */
  readonly vocabStd: Float64Array
  /** Number of vocabulary entries that the model found likelier; 0 = the token was its first choice. */
  readonly rank: Int32Array
  /** UTF-8 byte span of each predicted token in the item's text: [byteStart, byteEnd). */
  readonly byteStart: Int32Array
  readonly byteEnd: Int32Array
}

/** What the statistics need of one item under one model. */
export interface ItemLoss {
  readonly id: string
  readonly cluster: string
  /** Σ −log p over the predicted tokens, in nats. */
  readonly nats: number
  /** Number of predicted tokens. */
  readonly tokens: number
  /** UTF-8 bytes that the predicted tokens cover. */
  readonly bytes: number
}
