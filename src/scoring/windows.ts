import type { Segment } from '../models/backend.js'

/** A segment of a longer text: its scores belong at positions [from, from + …) of the whole. */
export interface Window extends Segment {
  /** Position in the whole text of the segment's first id. */
  readonly offset: number
}

/**
 * Cuts a text of L ids into windows of at most `size` ids (2 or more: one to read, one to predict) in which every
 * position from `firstScored` on is predicted exactly once, each with at least size / 2 ids before it, except at the
 * start of the text.
 *
 *   L = 10, size = 4:  ids 0–3 predict 1 2 3 · ids 2–5 predict 4 5 · ids 4–7 predict 6 7 · ids 6–9 predict 8 9
 *
 * A text that fits is one window, so windows change no score of a text within the limit.
 */
export function windowsOf(ids: Int32Array, firstScored: number, size: number): Window[] {
  if (ids.length <= size) return [{ ids, from: firstScored, offset: 0 }]
  const stride = Math.max(1, Math.floor(size / 2))
  const windows: Window[] = [{ ids: ids.subarray(0, size), from: firstScored, offset: 0 }]
  for (let scored = size; scored < ids.length; scored += stride) {
    const end = Math.min(scored + stride, ids.length)
    const offset = end - size
    windows.push({ ids: ids.subarray(offset, end), from: scored - offset, offset })
  }
  return windows
}
