/**
 * The last parts of paths, as few as tell them apart: `a/test.jsonl` and `b/c/ref.jsonl` are test.jsonl and ref.jsonl,
 * `a/test.jsonl` and `b/test.jsonl` stay as they are. Equal paths keep their last part.
 */
export function shortNames(paths: readonly string[]): string[] {
  const parts = paths.map(path => path.split('/'))
  const different = new Set(paths).size
  const longest = Math.max(1, ...parts.map(part => part.length))
  for (let kept = 1; kept <= longest; kept++) {
    const names = parts.map(part => part.slice(-kept).join('/'))
    if (new Set(names).size === different) return names
  }
  return [...paths]
}
