import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { commandLine, expectError } from './run.js'

const { at, run, set } = commandLine()
const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const ITEMS = path('test/fixtures/order/items.jsonl')
const REFERENCE = path('datasets/demo/reference.jsonl')
const audit = (test: string, ...options: string[]) =>
  run([
    ...['audit', path('test/fixtures/order/ordered'), '--test', test, '--template', '{text}'],
    ...['--ref', REFERENCE, '--ref-template', '{question}', ...options],
  ])

describe('audit --order', () => {
  it('finds that a file was seen in its order, and says on whose word and at what cost', async () => {
    const small = ['--shards', '8', '--permutations', '9']
    const { exit, out, err } = await audit(`${ITEMS}#0:40`, '--order', 'canonical', ...small)
    expect(exit).toBe(0)
    expect(out).toMatch(
      /^EXPOSED \(strong evidence\)\n {2}ordered has seen items\.jsonl#0:40 in this order\.\n/,
    )
    expect(out).toMatch(/Order test.*\n.*p of ranks.*\n {2} *order +\+[\d.]+.*found/)
    expect(out.replace(/\s+/g, ' ')).toContain('rests on this: the user says so')
    expect(err).toMatch(
      /The order test takes 80 texts with \d+ tokens to score .*: about \d\d % of this audit/,
    )
    expect(err).toContain('order test: 80 texts')
  })

  it('knows the sets that it knows', async () => {
    const order = ['--order', 'published', '--shards', '4', '--permutations', '3', '--format', 'json']
    const { out } = await audit(
      `${path('datasets/demo/test.jsonl')}#300:340`,
      ...order,
      '--test-template',
      '{question}',
    )
    // 0.01 must be within reach: 4 ** −4 = 0.0039.
    expect(JSON.parse(out).order).toMatchObject({
      wordOf: 'catalogue',
      items: 40,
      shards: 4,
      permutations: 3,
    })
  })

  it('tests nothing where the file is sorted, and says so before it scores', async () => {
    const lines = readFileSync(ITEMS, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).text)
    const sorted = set('sorted.jsonl', ...lines.sort())
    const { out, err } = await audit(sorted, '--order', 'canonical', '--format', 'json')
    expect(err.indexOf('No order test: The order follows the content')).toBeLessThan(
      err.indexOf('tokens to score'),
    )
    expect(err).not.toContain('The order test takes')
    expect(JSON.parse(out)).toMatchObject({
      verdict: { level: 'inconclusive' },
      order: { eligible: false, estimate: null, pHolm: null, finding: 'open' },
    })
  })
})

describe('refused (exit 2 or 3)', () => {
  it('a sample', async () => {
    expectError(
      await audit(ITEMS, '--order', 'canonical', '--sample', '20'),
      2,
      /random choice of items \(--sample 20\)/,
      `Leave --sample out, or name a stretch of the file such as ${ITEMS}#0:20`,
    )
  })
  it('a file that nobody knows', async () => {
    expectError(
      await audit(ITEMS, '--order', 'published'),
      2,
      /^--order published: nothing is known/,
      /--order canonical/,
    )
  })
  it('a file that was shuffled since', async () => {
    const lines = readFileSync(ITEMS, 'utf8').trim().split('\n')
    writeFileSync(at('shuffled.jsonl'), `${[...lines.slice(40), ...lines.slice(0, 40)].join('\n')}\n`)
    expectError(
      await audit(at('shuffled.jsonl'), '--order', 'canonical'),
      3,
      /as after shuffling$/,
      /canonical:HASH/,
    )
    expectError(
      await audit(at('shuffled.jsonl'), '--order', 'canonical:0123abcd'),
      3,
      /^--order canonical:0123abcd: .* is not the file that was meant$/,
      /^Fetch the file again/,
    )
  })
  it('numbers of a test that is not asked for', async () => {
    expectError(await audit(ITEMS, '--shards', '5'), 2, /which is not asked for$/, /^Ask for it with --order/)
  })
  it.each(['yes', 'canonical:', 'canonical:12', 'canonical:xyzxyzxyz', 'PUBLISHED'])(
    '--order %s',
    async word => {
      const { exit, err } = await audit(ITEMS, '--order', word)
      expect(exit).toBe(2)
      expect(err).toContain('--order')
    },
  )
})
