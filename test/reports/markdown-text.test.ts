import { parseHTML } from 'linkedom'
import MarkdownIt from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { gateMarkdown } from '../../src/reports/gate/markdown.js'
import { code, markdownTable, plainText } from '../../src/reports/markdown-text.js'
import { modelCard } from '../../src/reports/model-card.js'
import { printable } from '../../src/reports/printable.js'
import { sampleGate } from '../generators/gate.js'
import { sampleRun } from '../generators/run.js'

/** As GitHub and others read it: HTML is let through, tables are read, addresses become links. */
const reader = new MarkdownIt({ html: true, linkify: true })
const documentOf = (markdown: string) => {
  const { document } = parseHTML(`<!doctype html><html><body>${reader.render(markdown)}</body></html>`)
  return document.body
}
const tagsOf = (body: ReturnType<typeof documentOf>) =>
  new Set([...body.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase()))
/** What is shown, without the zero-width spaces that break addresses and mentions. */
const shown = (text: string | null) => text!.replaceAll('\u200b', '')
/** What GitHub and GitLab make links of in the text of a finished page. */
const LINKED = /:\/\/|www\.|@\w|[#!]\w/i

const NAMES = [
  '<img src=x onerror=alert(1)>',
  '`<img src=x onerror=alert(1)>|x',
  '`</td><script>alert(1)</script>',
  '`<b>`<i>``<s>`',
  'a`b``c|d\\|e\\',
  '``',
  '|',
  '\\`<img src=x>\\`',
  '![x](https://evil.example/a.png) [y](javascript:alert(1))',
  '<https://evil.example> https://evil.example/a www.evil.example WWW.evil.example',
  'someone@evil.example @everyone @org/team #12 org/name#12 !34',
  '$x^2$ $$y$$ ~~s~~ **b** __b__ *i* _i_',
  '&lt;b&gt; &amp; &#60;b&#62;',
  '[^1] - # 1. > {x} <!-- y',
  'a\n\n# b\n| c | d |\n```\n<script>',
  '\u200b`',
]

describe.each(NAMES.map(name => [JSON.stringify(name), name] as const))('a name %s', (_, name) => {
  const seen = printable(name)
  const visible = shown(seen)
  test('is shown to the letter, as text, as code and in a table', () => {
    const table = markdownTable(
      ['text', 'code'],
      [
        [seen, code(seen)],
        ['a', 'b'],
      ],
    )
    const body = documentOf(`x ${plainText(seen)} x\n\nx ${code(seen).text} x\n\n${table}\n`)
    const texts = [...body.querySelectorAll('p, td')].map(({ textContent }) => shown(textContent))
    expect(texts).toEqual([`x ${visible} x`, `x ${visible} x`, visible.trim(), visible.trim(), 'a', 'b'])
    expect(body.querySelectorAll('code')).toHaveLength(2)
    expect([...tagsOf(body)].sort()).toEqual(['code', 'p', 'table', 'tbody', 'td', 'th', 'thead', 'tr'])
    expect(body.textContent).not.toMatch(LINKED)
    // This reader knows no formulas, GitHub does.
    expect(plainText(seen)).not.toMatch(/(?<!\\)\$/)
  })

  test('is no markup in a model card, whatever bears it', () => {
    const plain = sampleRun({ leak: () => 0.3 })
    const { report } = plain
    const named = {
      ...report,
      model: {
        ...report.model,
        name,
        identity: { ...report.model.identity, precision: name, modelSha256: name },
      },
      sets: report.sets.map(set => ({ ...set, name: `${set.role}/${name}`, sha256: name })),
      verdict: { ...report.verdict, reasons: [{ code: name, text: name }], alternatives: [name] },
    }
    const [body, benign] = [named, report].map(one =>
      documentOf(modelCard([{ ...plain, report: one as never }])),
    )
    expect(tagsOf(body!)).toEqual(tagsOf(benign!))
    expect(body!.querySelectorAll('td')).toHaveLength(benign!.querySelectorAll('td').length)
    expect(body!.querySelectorAll('code')).toHaveLength(benign!.querySelectorAll('code').length)
    expect(body!.textContent).not.toMatch(LINKED)
  })

  test('is no markup in the summary of a gate', () => {
    const [body, benign] = [name, 'b'].map(one => {
      const report = sampleGate({ leak: 0.3, model: `runs/${one}2`, testFile: `data/${one}` })
      const reasons = report.reasons.map(reason => ({ ...reason, code: one }))
      return documentOf(gateMarkdown({ ...report, reasons, notes: [one], headline: one }))
    })
    expect(tagsOf(body!)).toEqual(tagsOf(benign!))
    for (const tag of ['td', 'li', 'p', 'h2', 'h3'])
      expect(body!.querySelectorAll(tag), tag).toHaveLength(benign!.querySelectorAll(tag).length)
    expect(body!.textContent).not.toMatch(LINKED)
    expect(shown(body!.querySelector('strong')!.textContent)).toBe(visible)
  })
})
