import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main.js'
import { diskFiles } from '../../src/io/files.js'

const readme = readFileSync('README.md', 'utf8')

describe('README', () => {
  test('shows what the demo prints, line by line', { timeout: 120_000 }, async () => {
    let printed = ''
    const code = await main({
      argv: ['demo'],
      files: diskFiles(),
      print: text => {
        printed += text
      },
      report: () => {},
      interactive: false,
      colour: { out: 0, err: 0 },
      width: 100,
      cacheFolder: '',
      now: () => 0,
      fetch,
      env: {},
      sleep: async () => {},
      signal: new AbortController().signal,
      self: { pid: process.pid, host: 'here', isAlive: () => true },
    })
    expect(code).toBe(0)
    const [quoted] = /(?<=```\n)Checkpoint[\s\S]*?(?=```)/.exec(readme) ?? []
    const lines = quoted?.split('\n') ?? []
    expect(lines.length).toBeGreaterThan(10)
    const output = printed.split('\n')
    for (const line of lines) expect(output).toContain(line)
  })

  test('is short, and its test command is what CI runs', () => {
    expect(readme.split('\n').length).toBeLessThan(200)
    expect(readme).toContain('npm ci && npm test')
    expect(readFileSync('.ci/run', 'utf8')).toContain('\nnpm ci && npm test\n')
  })
})

describe('documents', () => {
  const root = new URL('../../', import.meta.url)
  test.each([
    'README.md',
    'CONTRIBUTING.md',
    'docs/decision.md',
    'docs/sets.md',
    'docs/benchmarks.md',
    'docs/calibration.md',
    'docs/ci.md',
    'docs/monitoring.md',
  ])('%s links to files that are there', name => {
    const url = new URL(name, root)
    const text = readFileSync(url, 'utf8')
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(match => match[1]!)
    const named = [...text.matchAll(/`(docs|schemas|bench|tools|test|src)\/[\w./-]+`/g)].map(match =>
      match[0].slice(1, -1),
    )
    const missing = [
      ...targets.map(target => new URL(target, url)),
      ...named.map(path => new URL(path, root)),
    ]
    expect(missing.filter(target => !existsSync(target)).map(String)).toEqual([])
  })
})
