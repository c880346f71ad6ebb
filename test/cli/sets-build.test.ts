import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { commandLine, expectError } from './run.js'

const { at, run } = commandLine()

function write(name: string, rows: readonly object[]): string {
  const path = at(name)
  mkdirSync(path.slice(0, path.lastIndexOf('/')), { recursive: true })
  writeFileSync(path, rows.map(row => `${JSON.stringify(row)}\n`).join(''))
  return path
}

const rowsIn = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

const TOWNS = 'Arun Belo Cairn Dorva Elst Farro Gant'.split(' ')
const quiz = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `q${i}`,
    question: `Which town lies on river ${i}?`,
    choices: [0, 1, 2, 3].map(k => TOWNS[(i + k * (1 + (i % 2))) % 7]),
    answer: i % 4,
    cluster: `c${i >> 1}`,
  }))
const broken = {
  id: 'odd',
  question: 'Which?',
  choices: ['Arun', 'Belo', 'Cairn', 'Both A and B'],
  answer: 0,
  cluster: 'odd',
}
const TEMPLATE = ['--template', '{question} {choices.0} {answer}']

describe('sets build', () => {
  const from = write('quiz/quiz-train.jsonl', [...quiz(30), broken])
  write('quiz/quiz-dev.jsonl', quiz(3))
  write('quiz/other-dev.jsonl', quiz(3))
  const out = at('made/reference.jsonl')
  const argv = [
    'sets',
    'build',
    '--from',
    from,
    '--out',
    out,
    ...TEMPLATE,
    '--count',
    '40',
    '--licence',
    'CC0-1.0',
  ]
  const built = run(argv)

  it('writes the items, each with its parent and the split of that', async () => {
    expect(await built).toMatchObject({ exit: 0, err: '' })
    const rows = rowsIn(out)
    expect(rows).toHaveLength(40)
    for (const row of rows) {
      expect(Object.keys(row)).toEqual([
        'id',
        'cluster',
        'parent',
        'parent_split',
        'question',
        'choices',
        'answer',
      ])
      expect(row.parent_split).toBe('train')
      const parent = quiz(30).find(({ id }) => id === row.parent)!
      expect(row.cluster).toBe(parent.cluster)
      expect(row.choices[row.answer]).toBe(parent.choices[parent.answer])
    }
  })
  it('writes a manifest without times and folders', async () => {
    await built
    const text = readFileSync(at('made/reference.manifest.json'), 'utf8')
    expect(text).not.toContain(at(''))
    expect(JSON.parse(text)).toMatchObject({
      kind: 'reference',
      generator: { name: 'choices', options: { seed: 1, count: 40, perRow: 2 } },
      source: {
        file: 'quiz-train.jsonl',
        sha256: sha256(from),
        split: 'train',
        items: 31,
        licence: 'CC0-1.0',
      },
      output: { file: 'reference.jsonl', sha256: sha256(out), items: 40 },
      exclusions: [{ reason: 'options that name each other by letter', ids: ['odd'] }],
    })
  })
  it('says what it read, made and left out, what the parents mean, and what to do next', async () => {
    const { out: text } = await built
    expect(text).toMatch(/^read +31 {2}rows of quiz-train\.jsonl \(train\), made by choices$/m)
    expect(text).toMatch(/^made +40 {2}items from 30 rows$/m)
    expect(text).toMatch(/^left out +1 {2}rows:$/m)
    expect(text).toMatch(/^ +1 {4}options that name each other by letter: odd$/m)
    // Beside it lies a validation split of the same benchmark, and one of another.
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Safer parents: a validation or held-out split that is unlikely to be trained on, here quiz-dev.jsonl ',
    )
    expect(text).toContain('audit --train')
    expect(text).toContain(`Next: lossgap sets check ${out} --against TEST\n`)
  })
  it('repeats a build from its manifest, byte for byte', async () => {
    await built
    const manifest = at('made/reference.manifest.json')
    const again = await run([
      'sets',
      'build',
      '--manifest',
      manifest,
      '--from',
      from,
      '--out',
      at('again/reference.jsonl'),
    ])
    expect(again).toMatchObject({ exit: 0, err: '' })
    expect(again.out).toContain(
      `The bytes are those that the manifest tells (sha256 ${sha256(out).slice(0, 16)}…)`,
    )
    for (const name of ['reference.jsonl', 'reference.manifest.json'])
      expect(readFileSync(at(`again/${name}`)).equals(readFileSync(at(`made/${name}`)))).toBe(true)
  })
  it('refuses to repeat from another source, or to other bytes, and writes nothing', async () => {
    await built
    const manifest = at('made/reference.manifest.json')
    const changed = write('changed/quiz-train.jsonl', quiz(29))
    expectError(
      await run([
        'sets',
        'build',
        '--manifest',
        manifest,
        '--from',
        changed,
        '--out',
        at('no/reference.jsonl'),
      ]),
      3,
      `${changed} is not the file that the manifest was made from: its sha256 is ${sha256(changed).slice(0, 16)}…, the manifest says ${sha256(from).slice(0, 16)}…`,
      /--from/,
    )
    const told = JSON.parse(readFileSync(manifest, 'utf8'))
    told.generator.options.seed = 2
    writeFileSync(at('made/forged.manifest.json'), JSON.stringify(told))
    expectError(
      await run([
        'sets',
        'build',
        '--manifest',
        at('made/forged.manifest.json'),
        '--from',
        from,
        '--out',
        at('no/reference.jsonl'),
      ]),
      3,
      /^The build does not give the bytes that the manifest tells: .*; nothing was written$/,
      /build anew without --manifest/,
    )
    expect(existsSync(at('no/reference.jsonl'))).toBe(false)
  })
})

describe('parents', () => {
  const build = async (name: string, ...more: string[]) => {
    const { out } = await run([
      'sets',
      'build',
      '--from',
      write(`p/${name}`, quiz(9)),
      '--out',
      at(`p/out-${name}`),
      ...TEMPLATE,
      ...more,
    ])
    return out.replace(/\s+/g, ' ')
  }
  it('from the test set are warned of loudly', async () => {
    const text = await build('test.jsonl')
    expect(text).toContain('! The parents are TEST items')
    expect(rowsIn(at('p/out-test.jsonl'))[0].parent_split).toBe('test')
  })
  it('from a held-out split are the best', async () => {
    expect(await build('validation.jsonl')).toContain(
      '· The parents are validation items, the safest there are',
    )
  })
  it('of a split that no name tells are recorded as other, with a warning', async () => {
    expect(await build('items.jsonl')).toContain('Say it with --split')
    expect(rowsIn(at('p/out-items.jsonl'))[0].parent_split).toBe('other')
    expect(await build('mine.jsonl', '--split', 'train')).toContain('The parents are train items')
  })
})

describe('windows', () => {
  const text = (d: number) =>
    Array.from({ length: 30 }, (_, s) => `Boat ${d} left pier ${s} with ${'more '.repeat(s % 4)}salt.`).join(
      ' ',
    )
  const from = write(
    'w/news.jsonl',
    Array.from({ length: 12 }, (_, d) => ({
      text: text(d),
      date: `2024-${String(d + 1).padStart(2, '0')}-01`,
    })),
  )
  const like = write(
    'w/target.jsonl',
    Array.from({ length: 6 }, (_, i) => ({ text: `${'word '.repeat(20 + 4 * i)}${i}` })),
  )
  const argv = ['sets', 'build', '--from', from, '--out', at('w/ref.jsonl')]

  it('match the lengths of --like, after --after; the manifest repeats them', async () => {
    const built = await run([...argv, '--like', like, '--after', '2024-06-01'])
    expect(built).toMatchObject({ exit: 0, err: '' })
    expect(built.out).toMatch(/^made +6 {2}items from 6 rows$/m)
    expect(built.out).toContain('dated 2024-06-01 or before: 0, 1, 2, 3, …')
    expect(built.out).not.toContain('--split')
    const before = readFileSync(at('w/ref.jsonl'))
    const again = await run(['sets', 'build', '--manifest', at('w/ref.manifest.json')])
    expect(again.out).toContain('The bytes are those')
    expect(readFileSync(at('w/ref.jsonl')).equals(before)).toBe(true)
    writeFileSync(like, `${readFileSync(like, 'utf8')}{"text": "one more"}\n`)
    expectError(
      await run(['sets', 'build', '--manifest', at('w/ref.manifest.json')]),
      3,
      /^.*target\.jsonl is not the file/,
      /--like/,
    )
  })
  it('say what they lack', async () => {
    expectError(
      await run(argv),
      3,
      `No builder can work with ${from}. templates: templates needs the fields question and answer, and answers with <<48/2=24>> and a last line #### 72. choices: It needs a list of options and a key; 0 of 12 rows have them (the first without: no list of options). windows: It needs the model's cut-off: --after YYYY-MM-DD`,
      /Give what is missing/,
    )
  })
})

describe('what is refused', () => {
  const from = write('r/train.jsonl', quiz(9))
  it.each([
    [['--out', 'x.jsonl'], 'sets build needs --from SET'],
    [['--from', from], 'sets build needs --out FILE'],
    [['--from', from, '--out', at('r/x.csv')], `--out: a set is written as JSONL, got ${at('r/x.csv')}`],
    [['--from', from, '--out', from, ...TEMPLATE], `--out: ${from} is the set to build from`],
  ])('%j', async (argv, what) => {
    expectError(await run(['sets', 'build', ...argv]), 2, what, /./)
  })
  it('options that a manifest settles', async () => {
    await run(['sets', 'build', '--from', from, '--out', at('r/ref.jsonl'), ...TEMPLATE])
    expectError(
      await run(['sets', 'build', '--manifest', at('r/ref.manifest.json'), '--per-row', '3']),
      2,
      '--manifest settles --per-row',
      /Leave --per-row out/,
    )
    expectError(
      await run(['sets', 'build', '--manifest', from]),
      3,
      /train\.jsonl is no manifest of a made set/,
      /manifest\.json/,
    )
  })
  it('a set of which nothing can be made', async () => {
    const odd = write('r/odd.jsonl', [broken, { ...broken, id: 'odder', question: 'What?' }])
    expectError(
      await run(['sets', 'build', '--from', odd, '--out', at('r/none.jsonl'), ...TEMPLATE]),
      3,
      `choices could make nothing from ${odd}: 2 rows options that name each other by letter`,
      /--from/,
    )
  })
  it.each(['2024-13-01', 'yesterday', '2024-05'])('--after %s', async day => {
    const { exit, err } = await run([
      'sets',
      'build',
      '--from',
      from,
      '--out',
      at('r/x.jsonl'),
      '--after',
      day,
    ])
    expect(exit).toBe(2)
    expect(err).toContain('It must be a day such as 2024-05-31.')
  })
})
