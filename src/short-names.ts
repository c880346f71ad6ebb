/**
 * Paths without the folders that all of them share, so that a table shows what differs. A single path keeps its
 * last part only.
 */
export function shortNames(paths: readonly string[]): string[] {
  const parts = paths.map(path => path.split('/'))
  const shortest = Math.min(...parts.map(part => part.length))
  let shared = 0
  while (shared < shortest - 1 && parts.every(part => part[shared] === parts[0]![shared])) shared++
  return parts.map(part => part.slice(shared).join('/'))
}
