/**
 * Colours of the two themes. Text has a contrast of 4.5 : 1 or more with its ground and what a plot draws 3 : 1, as
 * WCAG 2.2 AA asks (1.4.3, 1.4.11). The sets' colours keep apart in the common kinds of colour blindness (blue, orange
 * and violet of different lightness), and each also has its name beside it.
 */
export interface Palette {
  readonly ground: string
  /** Ground of what stands apart a little: controls, the row of an opened item. */
  readonly raised: string
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly link: string
  /** Edges of controls. */
  readonly edge: string
  readonly test: string
  readonly ref: string
  readonly train: string
  readonly paraphrase: string
  /** Words of a verdict. */
  readonly exposed: string
  readonly clear: string
  readonly open: string
  /** Grounds of tokens, from the least to the most familiar; text stands on each. */
  readonly heat: readonly [string, string, string, string, string]
  /** Bars under tokens. */
  readonly bar: string
}

export const LIGHT: Palette = {
  ground: '#fdfdfb',
  raised: '#f4f3ef',
  text: '#1d1f22',
  muted: '#5a5f66',
  line: '#dcdad4',
  link: '#1b5a94',
  edge: '#83878d',
  test: '#b4460b',
  ref: '#24699f',
  train: '#7a4fa3',
  paraphrase: '#3f6e4f',
  exposed: '#a23a0a',
  clear: '#1f6a4a',
  open: '#5a5f66',
  heat: ['#fdfdfb', '#fdf0e4', '#fbdfc6', '#f8c9a0', '#f3ae76'],
  bar: '#b4460b',
}

export const DARK: Palette = {
  ground: '#16181b',
  raised: '#1f2226',
  text: '#e6e5e1',
  muted: '#a3a7ad',
  line: '#33373c',
  link: '#86bdec',
  edge: '#7b8087',
  test: '#f0935a',
  ref: '#6fb3ea',
  train: '#c09fe6',
  paraphrase: '#84c39a',
  exposed: '#f5a06b',
  clear: '#7fcfa6',
  open: '#b4b8bd',
  heat: ['#16181b', '#2b221b', '#42301f', '#5e4022', '#7c5226'],
  bar: '#f0935a',
}

const propertiesOf = ({ heat, ...colours }: Palette) =>
  [...Object.entries(colours), ...heat.map((colour, level) => [`heat-${level}`, colour] as const)]
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')

/** The palettes as custom properties: the system's theme, unless the reader has chosen one; paper is light. */
export function paletteCss(): string {
  const [light, dark] = [propertiesOf(LIGHT), propertiesOf(DARK)]
  return `:root { color-scheme: light; ${light} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme='light']) { color-scheme: dark; ${dark} } }
@media screen { :root[data-theme='dark'] { color-scheme: dark; ${dark} } }
`
}
