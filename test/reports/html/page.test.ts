import { createHash } from 'node:crypto'
import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { escapeHtml, html, Markup } from '../../../src/reports/html/markup.js'
import { DARK, LIGHT, type Palette } from '../../../src/reports/html/palette.js'
import { SECTIONS } from '../../../src/reports/html/sections/index.js'
import { LEVELS } from '../../../src/reports/levels.js'
import { escapeUnprintable } from '../../../src/reports/printable.js'
import type { Run } from '../../../src/runs/run.js'
import { orderAt } from '../../generators/order.js'
import { itemOf, pageOfRuns, sampleItems, sampleRun } from '../../generators/run.js'

const leaky = { leak: () => 0.3 }
/** Made once: simulating losses takes most of a page's time. */
const exposed = sampleRun(leaky)
const unexposed = sampleRun({ train: 0 })
const page = (run = exposed) => parseHTML(pageOfRuns([run])).document
const titles = (document: ReturnType<typeof page>) =>
  [...document.querySelectorAll('main > section')].map(section => section.id)

/** The same run of another model. */
function other(run: Run, letter = 'c'): Run {
  const { model } = run.report
  const identity = { ...model.identity, modelSha256: letter.repeat(64) }
  return { ...run, report: { ...run.report, model: { ...model, identity } } }
}

describe('markup', () => {
  test('escapes what is put into it, and nothing twice', () => {
    const name = `<b class='x' title="y">&amp;</b>`
    expect(escapeHtml(name)).toBe('&lt;b class=&#39;x&#39; title=&quot;y&quot;&gt;&amp;amp;&lt;/b&gt;')
    expect(html`<p title="${name}">${html`<i>${name}</i>`}${[1, undefined, 'a<b']}</p>`.text).toBe(
      `<p title="${escapeHtml(name)}"><i>${escapeHtml(name)}</i>1a&lt;b</p>`,
    )
    expect(html`${new Markup('<hr>')}`.text).toBe('<hr>')
  })
})

describe('a page', () => {
  test('is the same, byte for byte, for the same audit', () => {
    expect(pageOfRuns([exposed])).toBe(pageOfRuns([sampleRun(leaky)]))
  })

  test('has the sections in their order, those of which the audit has something', () => {
    expect(titles(page())).toEqual([
      'verdict',
      'gap',
      'losses',
      'arms',
      'power',
      'dose',
      'recall',
      'checks',
      'items',
      'manifest',
      'limits',
    ])
    expect(SECTIONS.map(({ id }) => id)).toEqual(titles(page()))
    // Without train split, order and paraphrases there is no other arm; where nothing was found there is no dose.
    const [family] = unexposed.report.families
    const families = [{ ...family!, finding: 'absent' as const }]
    const plain = titles(page({ ...unexposed, report: { ...unexposed.report, families } }))
    expect(plain).not.toContain('arms')
    expect(plain).not.toContain('dose')
  })

  test('says the verdict in the words of the report', () => {
    const run = exposed
    const text = page(run).querySelector('#verdict')!.textContent!
    const { headline, evidence, errorRate, alternatives } = run.report.verdict
    for (const sentence of [headline, evidence, errorRate, ...alternatives]) expect(text).toContain(sentence)
    expect(text).toContain('EXPOSED (likely)')
  })

  test('asks for nothing: no address but anchors and data, no handler, no inline style', () => {
    const document = page()
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes) {
        if (['href', 'src', 'xlink:href'].includes(name)) expect(value).toMatch(/^(#|data:,$)/)
        expect(name).not.toMatch(/^(on|style$|srcset$|action$)/)
        expect(value).not.toMatch(/url\(/)
      }
    expect(document.querySelector('style')!.textContent).not.toMatch(/url\(|@import/)
  })

  test('lets only its own script and style through', () => {
    const document = page()
    const policy = document.querySelector('meta[http-equiv]')!.getAttribute('content')!
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
    const scripts = [...document.querySelectorAll('script:not([type])')]
    expect(scripts.length).toBe(1)
    expect(policy).toContain(`default-src 'none'`)
    expect(policy).toContain(`script-src ${hash(scripts[0]!.textContent!)};`)
    expect(document.querySelectorAll('style').length).toBe(1)
    expect(policy).toContain(`style-src ${hash(document.querySelector('style')!.textContent!)};`)
    expect(policy).not.toContain('unsafe')
  })

  test('has headings without a gap, and ids that are its own', () => {
    for (const runs of [[exposed], [exposed, other(unexposed)]]) {
      const { document } = parseHTML(pageOfRuns(runs))
      const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map(({ tagName }) => Number(tagName[1]))
      expect(levels[0]).toBe(1)
      levels.forEach((level, h) => {
        if (h > 0) expect(level - levels[h - 1]!).toBeLessThanOrEqual(1)
      })
      const ids = [...document.querySelectorAll('[id]')].map(({ id }: { id: string }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      for (const link of document.querySelectorAll('a[href^="#"]'))
        expect(ids).toContain(link.getAttribute('href')!.slice(1))
    }
  })

  test('each plot is an image with title and description, in colours of the theme, and a table beside it', () => {
    const order = { ...orderAt(0.001), pHolm: 0.001, finding: 'found' as const }
    const pairs = Array.from({ length: 1200 }, (_, i) => ({
      id: `${i}`,
      original: 1 + i / 1200,
      reworded: 2,
    }))
    const document = page({ ...exposed, report: { ...exposed.report, order }, pairs })
    const figures = [...document.querySelectorAll('figure')]
    expect(figures.length).toBeGreaterThanOrEqual(6)
    for (const figure of figures) {
      const plots = [...figure.querySelectorAll('svg')]
      expect(plots.map(plot => plot.getAttribute('class'))).toEqual(['plot wide', 'plot narrow'])
      for (const plot of plots) {
        expect(plot.getAttribute('role')).toBe('img')
        const named = plot.getAttribute('aria-labelledby')!.split(' ')
        expect(named.map((id: string) => plot.querySelector(`#${id}`)?.tagName.toLowerCase())).toEqual([
          'title',
          'desc',
        ])
        for (const colour of plot.innerHTML.matchAll(/(?:fill|stroke)="([^"]*)"/g))
          expect(colour[1]).toMatch(/^(none|currentColor|var\(--[a-z]+\))$/)
        expect(plot.innerHTML).not.toMatch(/NaN|undefined|Infinity/)
      }
      expect(figure.querySelectorAll('details table tbody tr').length).toBeGreaterThan(0)
    }
  })

  test('draws at most a thousand pairs, and says so; without scores it says what is missing', () => {
    const pairs = Array.from({ length: 2500 }, (_, i) => ({
      id: `${i}`,
      original: 1 + i / 2500,
      reworded: 2,
    }))
    const run = exposed
    const [family] = run.report.families
    const families = [family!, { ...family!, name: 'paraphrase' as const }]
    const document = page({ ...run, report: { ...run.report, families }, pairs })
    const figure = [...document.querySelectorAll('#arms figure')].at(-1)!
    expect(figure.querySelectorAll('svg.wide circle').length).toBe(834)
    expect(figure.textContent).toContain('One pair in 3 is drawn')
    // All of the 2500 differences run evenly from −1 to 0.
    expect(figure.querySelector('tbody')!.textContent).toMatch(/50 %\s*−0\.500/)
    expect(
      page({ ...run, report: { ...run.report, families } }).querySelector('#arms')!.textContent,
    ).toContain('they need the score files of the run')
  })

  test('without items it says why, and a page without texts has none', () => {
    const bare = page({ ...exposed, items: undefined, missing: ['scores.parquet is not beside the report'] })
    expect(bare.querySelector('#items')!.textContent).toContain('scores.parquet is not beside the report')
    expect(bare.querySelector('[data-items]')).toBeNull()
  })

  test('the list of items never accuses: it says so, and what its p-values lack', () => {
    const text = (run: Parameters<typeof page>[0]) => page(run).querySelector('#items')!.textContent!
    expect(text(exposed)).toContain('never accuses by itself')
    expect(text(exposed)).not.toContain('Exploratory')
    expect(text({ ...exposed, itemCaveats: ['The sets are told apart by text alone.'] })).toContain(
      'Exploratory. The conditions of these p-values are not met: The sets are told apart by text alone.',
    )
    expect(text(unexposed)).toContain('no item of it is evidence of exposure')
  })
})

describe('many audits in one page', () => {
  const second = { ...unexposed.report, model: { ...unexposed.report.model, name: 'models/b' } }
  const third = sampleRun({ model: 'models/b', testName: 'data/other.jsonl', ownBase: false }).report
  const runs = [exposed, other({ ...unexposed, report: second }), other({ ...exposed, report: third }, 'd')]
  const { document } = parseHTML(pageOfRuns(runs))

  test('begin with a matrix of models and benchmarks', () => {
    const table = document.querySelector('#matrix table')!
    const cells = (row: number) => [...table.querySelectorAll('tr')][row]!.querySelectorAll('th,td')
    expect([...cells(0)].map(cell => cell.textContent)).toEqual(['Model', 'test.jsonl', 'other.jsonl'])
    const [a, aTest, aOther] = [...cells(1)].map(cell => cell.textContent!)
    expect([a, aOther]).toEqual(['suspect', 'not audited'])
    const { effect } = runs[0]!.report.families[0]!
    expect(aTest).toContain(`◐ EXPOSED (likely)`)
    expect(aTest).toContain(`+${effect.toFixed(3)}`)
    const [, bTest, bOther] = [...cells(2)].map(cell => cell.textContent!)
    expect(bTest).toContain(LEVELS[unexposed.report.verdict.level].word)
    expect(bOther).toContain('INCONCLUSIVE')
    expect(bOther).toContain('q none')
  })

  test('then have each audit with ids of its own', () => {
    const articles = [...document.querySelectorAll('article')]
    expect(articles.map(({ id }) => id)).toEqual(['audit-1', 'audit-2', 'audit-3'])
    expect(articles.every(article => article.querySelector('section.verdict') !== null)).toBe(true)
  })

  test('an audit that is exposed by itself but not called among many is shown as not called', () => {
    const report = runs[0]!.report
    const level = 'exposure-likely' as const
    // A p of 0.2 would never be called at a rate of 0.1.
    const weak = {
      ...report,
      verdict: { ...report.verdict, level },
      families: report.families.map(f => ({ ...f, pHolm: 0.2 })),
    }
    const page = parseHTML(pageOfRuns([{ ...runs[0]!, report: weak }, runs[1]!])).document
    expect(page.querySelector('#matrix')!.textContent).toMatch(/EXPOSED \(likely\), not called/)
    expect(page.querySelector('#matrix .exposure-likely')).toBeNull()
  })
})

describe('hostile texts', () => {
  const TEXTS = [
    '</script><script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<!--<script>',
    'a\u2028b\u2029c\u0000d\u202etset\u202c',
    ']]>&lt;\ud800',
    '\u001b[2J\u009b',
    'a\u200bb\u{e0041}\ufeff',
  ]
  const OBEYED = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

  test('as items are data that a parser gives back, and nothing else', () => {
    const items = TEXTS.map((text, i) => itemOf(`${text}${i}`, text))
    const source = pageOfRuns([{ ...exposed, items }])
    expect(source.match(/<script/g)!.length).toBe(2)
    expect(source).not.toMatch(OBEYED)
    const data = parseHTML(source).document.querySelector('script[type="application/json"]')!.textContent!
    expect(data).not.toMatch(/[<>&]/)
    expect(JSON.parse(data).map((row: unknown[]) => row[6])).toEqual(TEXTS)
  })

  test('as names of models and sets are text', () => {
    for (const name of TEXTS) {
      const { report } = exposed
      const [set, ...sets] = report.sets
      const named = { ...report, model: { ...report.model, name }, sets: [{ ...set!, name }, ...sets] }
      const items = sampleItems(2).map(item => ({ ...item, id: name + item.id }))
      const source = pageOfRuns([{ ...exposed, report: named, items }])
      expect(source.match(/<(script|img|!--)/g)!.length).toBe(2)
      expect(source).not.toMatch(OBEYED)
    }
  })

  test('in everything else that is said of a run are text', () => {
    const { report } = exposed
    const identity = { ...report.model.identity, modelSha256: 'e'.repeat(64) }
    const another = { ...exposed, report: { ...report, model: { ...report.model, identity } } }
    for (const name of TEXTS) {
      const power = { ...exposed.power!, barred: [name], assumed: [name] }
      const said = { ...exposed, file: name, itemCaveats: [name], missing: [name], power }
      for (const runs of [[said], [said, another], [{ ...said, items: undefined }]]) {
        const source = pageOfRuns(runs)
        expect(source).not.toMatch(OBEYED)
        expect(source).not.toMatch(/<(img|!--)/)
        expect(source).toContain(escapeHtml(escapeUnprintable(name)))
      }
    }
  })
})

describe('the palettes', () => {
  /** WCAG 2.2: (L1 + 0.05)/(L2 + 0.05) with the relative luminance of sRGB. */
  const luminance = (colour: string) => {
    const [r, g, b] = [1, 3, 5].map(at => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
  }
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y)
    return (high! + 0.05) / (low! + 0.05)
  }

  test('the ratio is that of the definition: black on white 21, and 4.54 for #767676', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10)
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
  })

  test.each([
    ['light', LIGHT],
    ['dark', DARK],
  ] as const)('%s: text 4.5 : 1, what is drawn 3 : 1', (_, palette: Palette) => {
    const { ground, raised, text, heat, bar, edge } = palette
    for (const name of ['text', 'muted', 'link', 'exposed', 'clear', 'open'] as const)
      for (const behind of [ground, raised])
        expect(contrast(palette[name], behind), name).toBeGreaterThanOrEqual(4.5)
    for (const level of heat) expect(contrast(text, level)).toBeGreaterThanOrEqual(4.5)
    // Labels of lines are set in their colours.
    for (const colour of [palette.test, palette.ref, palette.train, palette.paraphrase])
      expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5)
    for (const drawn of [edge, bar]) expect(contrast(drawn, ground)).toBeGreaterThanOrEqual(3)
    // Levels follow each other in one direction of lightness.
    const steps = heat.map(level => contrast(level, ground))
    expect([...steps].sort((a, b) => a - b)).toEqual(steps)
  })
})
