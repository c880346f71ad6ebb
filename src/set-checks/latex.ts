/** What a command of layout stands for; all others are kept as they are. */
const LAYOUT: Readonly<Record<string, string>> = {
  ...{ '!': '', left: '', right: '', displaystyle: '', limits: '' },
  ...{ ',': ' ', ';': ' ', ':': ' ', '>': ' ', ' ': ' ', quad: ' ', qquad: ' ' },
  ...{ dfrac: '\\frac', tfrac: '\\frac', cfrac: '\\frac', $: '$', '%': '%', '#': '#', '&': '&' },
}

/**
 * A short piece of LaTeX without what only lays it out: delimiters of mathematics around the whole, spacing, \left and
 * \right, text in \text{}, the kinds of \frac. Fractions of digits become 3/7 where nothing binds closer (x^\frac12
 * stays). Other texts are left alone.
 */
export function plainLatex(text: string): string {
  return undelimited(text.trim())
    .replace(/\\(?:text(?:bf|rm|it)?|mbox|mathrm|mathbf)\s*\{([^{}]*)\}/g, '$1')
    .replace(/\^\s*(?:\{\s*\\circ\s*\}|\\circ(?![A-Za-z]))/g, '°')
    .replace(/\\([A-Za-z]+|[^A-Za-z])/gs, (command, name: string) => LAYOUT[name] ?? command)
    .replaceAll('{,}', ',')
    .replace(
      /(^|[-+(=,\s$\d])\\frac\s*(?:\{\s*(\d+)\s*\}|(\d))\s*(?:\{\s*(\d+)\s*\}|(\d))(?!\s*[\d.]\d*)/g,
      // 2\frac{3}{7} is two and three sevenths.
      (_, before: string, a?: string, b?: string, c?: string, d?: string) =>
        `${before}${/\d/.test(before) ? ' ' : ''}${a ?? b}/${c ?? d}`,
    )
    .trim()
}

function undelimited(text: string): string {
  const inner = /^(?:\$\$?([^$]*[^$\\])\$\$?|\\\((.*)\\\)|\\\[(.*)\\\])[.。]?$/s.exec(text)
  return (inner?.[1] ?? inner?.[2] ?? inner?.[3] ?? text).trim()
}

/** The argument of a command that ends at `from`: what its balanced braces hold, or else what stands before the next $ or line end. */
export function argumentAt(text: string, from: number): string | undefined {
  const start = from + /^\s*/.exec(text.slice(from, from + 20))![0].length
  if (text[start] !== '{') return /^[^\n$]*/.exec(text.slice(start))![0]
  let depth = 0
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return text.slice(start + 1, at)
  }
  return undefined
}
