export { formats } from './formats.js'
export { loadSet } from './load-set.js'
export { findOverlap, normaliseText, type OverlapPair } from './overlap.js'
export { parseSetSpec, type RowRange, type SampleSpec, type SetSpec } from './set-spec.js'
