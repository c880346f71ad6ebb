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

describe('sets build', () => {
  const from = write('quiz/quiz-train.jsonl', [...quiz(30), broken])
  write('quiz/quiz-dev.jsonl', quiz(3))
  write('quiz/other-dev.jsonl', quiz(3))
  const out = at('made/reference.jsonl')
  const argv = ['sets', 'build', '--from', from, '--out', out, '--count', '40', '--licence', 'CC0-1.0']
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
      /^The build does not give the bytes that the manifest tells: .* the manifest or lossgap itself was changed since; nothing was written$/,
      /^(?!.*version).*build anew without --manifest/,
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
  it('may be a whole document that is short, with or without a line break at its end', async () => {
    const short = Array.from({ length: 8 }, (_, d) => ({
      text: `Boat ${d} left the pier at dawn. It came back with salt and rope at night.${d % 2 ? '\n' : ''}`,
      date: '2025-01-01',
    }))
    const target = write(
      'w/short-target.jsonl',
      Array.from({ length: 4 }, (_, i) => ({ text: `${'word '.repeat(14)}${i}` })),
    )
    const corpus = write('w/short.jsonl', short)
    const to = at('w/short-ref.jsonl')
    const built = await run([
      'sets',
      'build',
      '--from',
      corpus,
      '--out',
      to,
      '--like',
      target,
      '--after',
      '2024-06-01',
      '--count',
      '8',
    ])
    expect(built.exit, built.err).toBe(0)
    expect(rowsIn(to).map(({ text }) => text)).toEqual(short.map(({ text }) => text.trim()))
    expect(built.out).not.toContain('shows nothing of what was changed')
  })
  it.each([
    [['--like', like], '--after YYYY-MM-DD'],
    [['--after', '2024-06-01'], '--like SET'],
  ])('asked for by name with %j alone are refused before a file is read', async (more, missing) => {
    expectError(
      await run([...argv, '--by', 'windows', ...more]),
      2,
      `--by windows needs ${missing}`,
      `Add ${missing}`,
    )
  })
  it('say what they lack', async () => {
    const lacking = await run(['sets', 'build', '--from', from, '--out', at('w/none.jsonl')])
    // A line a builder: one message of all four would be 500 characters long.
    expect(lacking.exit).toBe(3)
    expect(lacking.err.split('\n')).toEqual([
      `error No builder can work with ${from}`,
      '      templates: templates needs the fields question and answer as text, and answers with <<48/2=24>> and a last line #### 72',
      '      choices: It needs a list of options and a key; 0 of 12 rows have them (the first without: no list of options)',
      "      windows: It needs the model's cut-off: --after YYYY-MM-DD",
      '      llm: It needs a language model: --by llm, --base-url URL and --model NAME',
      'fix   Give what is missing, or name another set with --from',
      '',
    ])
  })
})

describe('what is refused', () => {
  const from = write('r/train.jsonl', quiz(9))
  it.each([
    [['--out', 'x.jsonl'], 'sets build needs --from SET'],
    [['--from', from], 'sets build needs --out FILE'],
    [['--from', from, '--out', at('r/x.csv')], `--out: a set is written as JSONL, got ${at('r/x.csv')}`],
    [['--from', from, '--out', from], `--out: ${from} is a set that is read for it`],
  ])('%j', async (argv, what) => {
    expectError(await run(['sets', 'build', ...argv]), 2, what, /./)
  })
  it('options that a manifest settles', async () => {
    await run(['sets', 'build', '--from', from, '--out', at('r/ref.jsonl')])
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
      await run(['sets', 'build', '--from', odd, '--out', at('r/none.jsonl')]),
      3,
      `choices could make nothing from ${odd}: options that name each other by letter (2)`,
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

describe('multiple choice', () => {
  const made = async (name: string, rows: readonly object[], ...more: string[]) => {
    const from = write(`mc/${name}-train.jsonl`, rows)
    const out = at(`mc/${name}.jsonl`)
    const outcome = await run(['sets', 'build', '--from', from, '--out', out, ...more])
    return { ...outcome, path: out, rows: outcome.exit === 0 ? rowsIn(out) : [] }
  }
  const arc = quiz(12).map(({ id, question, choices, answer }, i) => {
    const count = 3 + (i % 3)
    const label = ['A', 'B', 'C', 'D', 'E'].slice(0, count)
    const text = [...choices, 'Zorn'].slice(0, count)
    return { id, question, choices: { text, label }, answerKey: label[answer % 3] }
  })

  it('of ARC with three to five options needs no template, and no text is that of a parent', async () => {
    const { exit, rows, err } = await made('arc', arc)
    expect([exit, err]).toEqual([0, ''])
    expect(new Set(rows.map(row => row.choices.text.length))).toEqual(new Set([3, 4, 5]))
    const text = ({ question, choices, answerKey }: (typeof arc)[number]) =>
      `${question} ${choices.label.map((one, o) => `${one}. ${choices.text[o]}`).join(' ')} ${answerKey}`
    const old = new Set(arc.map(text))
    expect(rows.filter(row => old.has(text(row)))).toEqual([])
  })
  it('whose options the template leaves out is left out with the reason', async () => {
    const all = await made('blind', quiz(30), '--template', '{question}')
    expectError(
      all,
      3,
      /could make nothing .*the template "\{question\}" shows nothing of what was changed \(30\)/,
      /--from/,
    )
    // Where options move and the key with them, one in four keys stays: that item's text is its parent's.
    const some = await made('half', quiz(30), '--template', '{question} {answer}')
    const parents = new Map(quiz(30).map(row => [row.id, row.answer]))
    expect(some.rows.length).toBeGreaterThan(0)
    expect(some.rows.filter(row => row.answer === parents.get(row.parent))).toEqual([])
    expect(some.out).toMatch(/shows nothing of what was changed: /)
    expect(some.out).not.toMatch(/-\d+ +rows/)
  })
  it('with a key that is always 1 says how to settle what it counts from, and can be settled', async () => {
    const ones = quiz(12).map(row => ({ ...row, answer: 1 }))
    const why = /"answer" names the right option by number and is always 1, which may count from 0 or from 1$/
    expectError(await made('one', ones), 3, why, 'Say which: --answer-base 0 or --answer-base 1')
    for (const base of [0, 1]) {
      const { rows } = await made(`base-${base}`, ones, '--answer-base', String(base))
      expect(rows).toHaveLength(12)
      for (const row of rows) {
        const parent = ones.find(({ id }) => id === row.parent)!
        expect(row.choices[row.answer - base]).toBe(parent.choices[1 - base])
      }
      const again = await run(['sets', 'build', '--manifest', at(`mc/base-${base}.manifest.json`)])
      expect(again.exit, again.err).toBe(0)
    }
  })
})

describe('two builds of one set at the same time', () => {
  const from = write('at-once/quiz-train.jsonl', quiz(9))
  const build = (seed: number, out: string, ...more: string[]) =>
    run(['sets', 'build', '--from', from, '--out', out, '--seed', String(seed), ...more])
  it.each([[[]], [['--force']]])('do not write over each other: %j', async more => {
    const out = at(`at-once/${more.length}.jsonl`)
    const both = await Promise.all([build(1, out, ...more), build(2, out, ...more)])
    expect(both.map(({ exit }) => exit).sort()).toEqual([0, 3])
    const refused = both.find(({ exit }) => exit === 3)!
    expectError(refused, 3, `${out} is being made by process ${process.pid}`, /Wait until it has ended/)
    const seed = both[0]!.exit === 0 ? 1 : 2
    expect(
      JSON.parse(readFileSync(out.replace('.jsonl', '.manifest.json'), 'utf8')).generator.options.seed,
    ).toBe(seed)
  })
})

describe('a file that is there already', () => {
  const from = write('there/train.jsonl', quiz(9))
  const argv = ['sets', 'build', '--from', from, '--out', at('there/out.jsonl')]

  it('is replaced with --force only', async () => {
    writeFileSync(at('there/out.jsonl'), 'mine\n')
    expectError(await run(argv), 2, `--out: ${at('there/out.jsonl')} is there already`, /--force/)
    expect(readFileSync(at('there/out.jsonl'), 'utf8')).toBe('mine\n')
    expect((await run([...argv, '--force'])).exit).toBe(0)
    expect(rowsIn(at('there/out.jsonl'))).toHaveLength(9)
  })
  it('counts also where it is the manifest of another set', async () => {
    write('there/other.manifest.json', [{}])
    expectError(
      await run(['sets', 'build', '--from', from, '--out', at('there/other.jsonl')]),
      2,
      `--out: ${at('there/other.manifest.json')} is there already, without its set: a run was stopped as it wrote them, or the set was removed`,
      /^Make that set again with --manifest .*other\.manifest\.json, .*--force/,
    )
  })
  it('may be repeated from its manifest in place, unless it was changed since', async () => {
    const out = at('there/again.jsonl')
    await run(['sets', 'build', '--from', from, '--out', out])
    const repeat = ['sets', 'build', '--manifest', at('there/again.manifest.json')]
    expect((await run(repeat)).exit).toBe(0)
    writeFileSync(out, 'edited\n')
    expectError(await run(repeat), 2, `--out: ${out} is there already`, /--force/)
    expect((await run([...repeat, '--force'])).exit).toBe(0)
  })
})

describe('a manifest', () => {
  it('finds sources beside and below it, and asks for others with their hash', async () => {
    const below = write('m/raw/train.jsonl', quiz(9))
    const away = write('elsewhere/train.jsonl', quiz(9))
    for (const [name, from] of [
      ['near', below],
      ['far', away],
    ] as const)
      await run(['sets', 'build', '--from', `${from}#0:8`, '--out', at(`m/${name}.jsonl`)])
    const told = (name: string) => JSON.parse(readFileSync(at(`m/${name}.manifest.json`), 'utf8')).source.file
    expect([told('near'), told('far')]).toEqual(['raw/train.jsonl#0:8', 'train.jsonl#0:8'])
    expect((await run(['sets', 'build', '--manifest', at('m/near.manifest.json')])).exit).toBe(0)
    const far = ['sets', 'build', '--manifest', at('m/far.manifest.json')]
    expectError(
      await run(far),
      3,
      `${at('m/far.manifest.json')} was made from train.jsonl#0:8, which is not in ${at('m')}`,
      `Say where it is: --from PATH (its sha256 begins with ${sha256(away).slice(0, 16)})`,
    )
    expect((await run([...far, '--from', `${away}#0:8`])).exit).toBe(0)
  })
  it.each([
    ['seed', 'x', 'is "x"'],
    ['count', 1.5, 'is 1.5'],
    ['perRow', undefined, 'is missing'],
  ])('with a damaged %s is refused, naming it', async (name, value, fault) => {
    await run(['sets', 'build', '--from', write('d/train.jsonl', quiz(9)), '--out', at('d/ok.jsonl')])
    const manifest = JSON.parse(readFileSync(at('d/ok.manifest.json'), 'utf8'))
    manifest.generator.options[name] = value
    writeFileSync(at('d/bad.manifest.json'), JSON.stringify(manifest))
    expectError(
      await run(['sets', 'build', '--manifest', at('d/bad.manifest.json')]),
      3,
      new RegExp(
        `bad\\.manifest\\.json is damaged: generator\\.options\\.${name} ${fault}, and must be a whole number`,
      ),
      /without --manifest/,
    )
  })
})

describe('the report of a build', () => {
  it('counts rows that repeat another among those read, and no wish that nobody had', async () => {
    const from = write(
      'counted/quiz-train.jsonl',
      [...quiz(9), quiz(9)[0]!, broken].map((row, i) => ({ ...row, id: `n${i}` })),
    )
    const { out, exit } = await run(['sets', 'build', '--from', from, '--out', at('counted/ref.jsonl')])
    expect(exit).toBe(0)
    expect(out).toMatch(/^read +11 /m)
    expect(out).toMatch(/^made +9 .*; the aim was 10, as many as --from has: /m)
    expect(out).toMatch(/^left out +2 /m)
  })
})

describe('fewer items than were wanted', () => {
  it('are laid to --per-row only where that is the limit', async () => {
    const from = write('few/train.jsonl', quiz(9))
    const argv = (name: string, ...more: string[]) => [
      ...['sets', 'build', '--from', from, '--out', at(`few/${name}.jsonl`), '--count', '900', ...more],
    ]
    const capped = await run(argv('capped', '--per-row', '1'))
    expect(capped.out).toContain('900 were wanted: each gave the 1 that --per-row allows: raise it')
    expect(capped.err).toBe('9 items at most can be made of these rows; the aim is 900\n')
    // Four options have 24 orders, and each of three may be exchanged for one of three other towns: 24 + 9 · 24 = 240.
    const worn = await run([...argv('worn', '--per-row', '1000'), '--count', '9000'])
    expect(worn.out).toContain('none of them gives more (--per-row 1000 is not the limit): take more rows')
  })
})

describe('Ctrl-C', () => {
  it('ends a build between rows with 130, and nothing is written', async () => {
    const stop = new AbortController()
    let time = 0
    // Each look at the clock finds a second gone; the third breath is when the key is pressed.
    let breaths = 0
    const outcome = await run(
      ['sets', 'build', '--from', write('stop/train.jsonl', quiz(40)), '--out', at('stop/out.jsonl')],
      {
        signal: stop.signal,
        now: () => {
          time += 1000
          return time
        },
        sleep: async () => {
          if (++breaths === 3) stop.abort()
        },
      },
    )
    expectError(
      outcome,
      130,
      /^Stopped while making, at 2 of 40, with 2 items made; nothing was written$/,
      /again/,
    )
    expect(existsSync(at('stop/out.jsonl'))).toBe(false)
  })
  it('finds progress on the way, with the time left', async () => {
    let time = 0
    const { err, exit } = await run(
      ['sets', 'build', '--from', write('slow/train.jsonl', quiz(40)), '--out', at('slow/out.jsonl')],
      {
        now: () => {
          time += 4000
          return time
        },
      },
    )
    expect(exit).toBe(0)
    expect(err).toMatch(/^making: \d+ of 40, \d+ of 40 items, .* left$/m)
  })
})

it('a worked step with brackets in brackets is left out with a reason, and is unreadable to the check', async () => {
  const deep = `${'('.repeat(5000)}5${')'.repeat(5000)}`
  const sums = Array.from({ length: 6 }, (_, i) => ({
    question: `Ida has ${i + 12} pens and buys 30 more pens. How many pens does Ida have now?`,
    answer: `Ida has ${i + 12}+30=<<${i + 12}+30=${i + 42}>>${i + 42} pens.\n#### ${i + 42}`,
  }))
  const from = write('deep/train.jsonl', [
    ...sums,
    { question: 'How many?', answer: `<<${deep}=5>>5\n#### 5` },
  ])
  const { exit, out } = await run(['sets', 'build', '--from', from, '--out', at('deep/out.jsonl')])
  expect(exit).toBe(0)
  expect(out).toContain('an annotation is not plain arithmetic: 6')
  const checked = await run(['sets', 'check', from, '--against', write('deep/test.jsonl', sums.slice(0, 2))])
  expect(checked.exit).toBe(3)
  expect(checked.out.replace(/\s+/g, ' ')).toContain('1 steps of 1 items could not be read')
})
