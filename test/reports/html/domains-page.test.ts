import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import type { DomainsReport } from '../../../src/domains-report.js'
import { signed } from '../../../src/format.js'
import { domainsConsole } from '../../../src/reports/domains.js'
import { domainsPage } from '../../../src/reports/html/index.js'
import { sampleDomains } from '../../generators/domains.js'
import { pageParts } from '../../generators/run.js'

const COURSES = [
  { name: 'news.jsonl', step: 0.02 },
  { name: 'web.jsonl', step: 0.03 },
  { name: 'test.jsonl', kind: 'benchmark', step: -0.1 },
] as const
const full = sampleDomains({ courses: COURSES, models: 9, tasks: ['boolq', 'piqa'] })
const pageOf = (report: DomainsReport) => parseHTML(domainsPage(report, pageParts)).document
const idsOf = (report: DomainsReport) =>
  [...pageOf(report).querySelectorAll('main > section')].map(({ id }) => id)

describe('the page of domains', () => {
  test('has the sections of which the report has something', () => {
    expect(idsOf(full)).toEqual([
      ...['finding', 'changes', 'trends', 'perplexities', 'tasks', 'manifest', 'limits'],
    ])
    const two = sampleDomains({ courses: COURSES, models: 2 })
    expect(idsOf(two)).not.toContain('trends')
    expect(idsOf(two)).not.toContain('tasks')
    const one = sampleDomains({ courses: COURSES.slice(0, 1), models: 1 })
    expect(idsOf(one)).toEqual(['finding', 'perplexities', 'manifest', 'limits'])
    const benchmarks = sampleDomains({ courses: COURSES.slice(2), models: 2 })
    expect(pageOf(benchmarks).querySelector('#finding')!.textContent).toContain('no average over general')
  })

  test('says first what the report says, and shows its numbers', () => {
    const document = pageOf(full)
    expect(document.querySelector('#finding')!.textContent).toContain(full.signature!.text)
    const rows = [...document.querySelectorAll('#changes tbody tr')].map(row => row.textContent)
    // Benchmarks come last.
    expect(rows.length).toBe(3)
    full.changes.forEach(({ set, since }, s) => {
      expect(rows[s]).toContain(set)
      expect(rows[s]).toContain(signed(since.at(-1)!.change))
    })
    const cells = [...document.querySelectorAll('#perplexities table')][0]!.textContent
    for (const { sets, average } of full.models) {
      for (const { perplexity } of sets) expect(cells).toContain(perplexity.toFixed(2))
      expect(cells).toContain(average!.ofDomains.toFixed(2))
    }
  })

  test('draws a panel per set, whose points stand as far apart as the changes are', () => {
    const svg = pageOf(full).querySelector('#trends svg.wide')!
    const panels = [...svg.querySelectorAll('path[stroke-width="2"], g[stroke-width="2"] path')].map(path =>
      [...path.getAttribute('d')!.matchAll(/,(-?[\d.]+)/g)].map(([, y]) => Number(y)),
    )
    expect(panels.length).toBe(3)
    const ratios = full.changes.flatMap(({ since }, s) =>
      since.map(({ change }, m) => (panels[s]![0]! - panels[s]![m + 1]!) / change),
    )
    // One scale for all: pixels per nat are the same everywhere.
    for (const ratio of ratios) expect(ratio / ratios[0]!).toBeCloseTo(1, 1)
    expect(ratios[0]).toBeGreaterThan(0)
  })

  test('each plot is an image in colours of the theme, with a table beside it', () => {
    const figures = [...pageOf(full).querySelectorAll('figure')]
    expect(figures.length).toBe(4)
    for (const figure of figures) {
      expect(figure.querySelectorAll('svg[role=img]').length).toBe(2)
      expect(figure.querySelectorAll('details tbody tr').length).toBeGreaterThan(0)
      for (const plot of figure.querySelectorAll('svg')) {
        expect(plot.outerHTML).not.toMatch(/NaN|undefined|Infinity/)
        for (const colour of plot.innerHTML.matchAll(/(?:fill|stroke)="([^"]*)"/g))
          expect(colour[1]).toMatch(/^(none|currentColor|var\(--[a-z]+\))$/)
      }
    }
  })

  test('names from outside are only ever text, and the same report gives the same bytes', () => {
    const hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    const courses = [
      { name: hostile, step: 0.02 },
      { name: `b${hostile}`, kind: 'benchmark', step: -0.1 },
    ] as const
    const report = sampleDomains({ courses, models: 4, tasks: [hostile] })
    const document = pageOf(report)
    expect(document.querySelectorAll('img').length).toBe(0)
    expect(document.querySelectorAll('script').length).toBe(1)
    expect(domainsPage(report, pageParts)).toBe(domainsPage(structuredClone(report), pageParts))
  })

  test('one document, and changes of nothing, draw no number that is none', () => {
    const courses = [{ name: 'a', step: 0 }]
    const single = sampleDomains({ courses, models: 3, documents: 1, tasks: ['t'] })
    expect(single.changes[0]!.since[0]!.interval).toBeNull()
    expect(domainsPage(single, pageParts)).not.toMatch(/NaN|Infinity/)
    const [set] = single.changes
    const still = {
      ...single,
      changes: [{ ...set!, since: set!.since.map(one => ({ ...one, change: 0 })) }],
    }
    expect(domainsPage(still, pageParts)).not.toMatch(/NaN|Infinity/)
    expect(domainsConsole(still, { colourLevel: 0, width: 100 })).not.toMatch(/NaN|undefined/)
  })
})

test('the console draws the course of every set on one scale', () => {
  const text = domainsConsole(full, { colourLevel: 0, width: 120 })
  const course = (set: string) => text.match(new RegExp(`${set.replace('.', '\\.')} .*?([▁-█]{9})`))![1]!
  expect(course('test.jsonl').at(-1)).toBe('▁')
  expect(course('web.jsonl').at(-1)).toBe('█')
  // All begin at no change.
  expect(course('news.jsonl')[0]).toBe(course('web.jsonl')[0])
})

test('the console turns a table that is too wide, and keeps one that fits', () => {
  const courses = Array.from({ length: 12 }, (_, s) => ({ name: `domain-${s}.jsonl`, step: 0 }))
  const headings = (width: number) =>
    domainsConsole(sampleDomains({ courses, models: 2 }), { colourLevel: 0, width })
      .split('\n')
      .filter(line => line.startsWith('  model'))
  for (const heading of headings(80)) expect(heading).toMatch(/^ {2}model +step-1000 +step-2000$/)
  for (const heading of headings(300)) expect(heading).toContain('domain-11.jsonl')
})
