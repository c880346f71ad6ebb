// Observable Plot: it draws synchronously into any DOM (linkedom, so no browser is needed), takes CSS variables as
// colours, which lets one SVG serve both themes, and runs on Node 20; Vega-Lite 6 asks for Node 22 and numbers its clip
// paths per process, so that the same report would differ from run to run.
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { escapeHtml, Markup } from './markup.js'

/** Widths in CSS pixels: of the column of text, and of a phone's. A page shows one of the two drawings. */
const WIDTHS = { wide: 700, narrow: 340 } as const

export type Breadth = keyof typeof WIDTHS

export interface Drawing {
  /** Unique in the page. */
  readonly id: string
  readonly title: string
  /** What the plot shows, in a sentence, for those who do not see it. */
  readonly description: string
  /** In CSS pixels, of both breadths or of each. */
  readonly height: number | ((breadth: Breadth) => number)
  readonly options: (breadth: Breadth) => Omit<Plot.PlotOptions, 'document' | 'width' | 'height'>
}

/** A plot for each breadth of page, as SVG with its own title and description. */
export function drawingOf(drawing: Drawing): Markup {
  return new Markup((['wide', 'narrow'] as const).map(breadth => svgOf(drawing, breadth)).join(''))
}

function svgOf({ id, title, description, height, options }: Drawing, breadth: Breadth): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = Plot.plot({
    document: document as never,
    ...options(breadth),
    width: WIDTHS[breadth],
    height: typeof height === 'number' ? height : height(breadth),
  }) as unknown as ReturnType<typeof document.createElement>
  // The page's own style does what Plot's would; a policy against inline styles lets only one of them in.
  for (const style of svg.querySelectorAll('style')) style.remove()
  // Parts of an image are not read out, so their names would only be noise in the file.
  for (const part of svg.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  const name = `${id}-${breadth}`
  svg.setAttribute('class', `plot ${breadth}`)
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-labelledby', `${name}-title ${name}-desc`)
  const [open, rest] = splitAfterFirstTag(svg.outerHTML)
  return `${open}<title id="${name}-title">${escapeHtml(title)}</title><desc id="${name}-desc">${escapeHtml(description)}</desc>${rest}`
}

function splitAfterFirstTag(markup: string): [string, string] {
  const end = markup.indexOf('>') + 1
  return [markup.slice(0, end), markup.slice(end)]
}
