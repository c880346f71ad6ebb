/** A stretch of token ids to be scored in one forward pass: positions [from, ids.length) are predicted. */
export interface Segment {
  readonly ids: Int32Array
  readonly from: number
}

/** Raw scores of one segment, one entry per predicted position. Not yet checked to be finite. */
export interface SegmentScores {
  readonly logProb: Float64Array
  readonly vocabMean: Float64Array
  readonly vocabStd: Float64Array
  readonly rank: Int32Array
}

/** What a score depends on besides the text. Scores that differ in any of these are never compared. */
export interface ModelIdentity {
  /** SHA-256 over the graph and the weights. */
  readonly modelSha256: string
  /** SHA-256 over what tokenizer.json says, in whatever layout. What is made of its BOS token stands beside it. */
  readonly tokenizerSha256: string
  /** Type of most of the weights: float32, float16, bfloat16, int8, int4 … */
  readonly precision: string
  readonly provider: string
  readonly runtime: string
  readonly bos: 'prepended' | 'none'
}

/** A model that predicts tokens. Implementations own their memory until `dispose`, which may be called twice. */
export interface Backend {
  readonly name: string
  readonly identity: ModelIdentity
  /** Size of the output vocabulary: ids are below it, and an untrained model's loss is its logarithm. */
  readonly vocabulary: number
  /** Longest text in tokens that the model takes at once. */
  readonly contextLength: number
  /** False when a text's scores may depend on the texts beside it in a batch: then batches hold one text. */
  readonly batchable: boolean
  /** Things a reader of the report should know about how this model was loaded. */
  readonly notes: readonly string[]
  score(batch: readonly Segment[]): Promise<readonly SegmentScores[]>
  dispose(): Promise<void>
}
