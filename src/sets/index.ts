export { formats } from './formats.js'
export { loadSet } from './load-set.js'
export { findOverlap, normaliseText } from './overlap.js'
export { parseSetSpec, type RowRange, type SampleSpec, type SetSpec } from './set-spec.js'
