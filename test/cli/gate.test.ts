import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { baselineSchema } from '../../src/gate-baseline.js'
import { diskFiles } from '../../src/io/files.js'
import { obeyedLines, parseAnnotations } from '../reports/workflow-commands.js'
import { commandLine, expectError } from './run.js'

/** The embedded data, questions only: their texts are short. Scores are kept from test to test. */
const demo = (name: string) => fileURLToPath(new URL(`../../datasets/demo/${name}`, import.meta.url))
const { at, run } = commandLine()
const questions = (name: string, rows?: string) => ({
  file: demo(`${name}.jsonl`),
  template: '{question}',
  ...(rows ? { rows } : {}),
})
const SETS = { test: questions('test', '0:250'), ref: questions('reference', '0:250') }
const PLACEBOS = ['0:60', '60:120', '120:180', '180:240'].map(rows => questions('train', rows))
const OUTPUTS = { json: 'gate.json', junit: 'gate.xml', sarif: 'gate.sarif', markdown: 'gate.md' }
const HOUR = 600_000

/** Writes a policy into a folder of its own. */
function policy(folder: string, keys: object = {}): string {
  const file = join(at(folder), 'lossgap.yml')
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, stringify({ version: 1, sets: SETS, ...keys }))
  return file
}

const gate = (file: string, model: string, ...more: string[]) =>
  run(['gate', demo(model), '--policy', file, ...more])
const read = (folder: string, name: string) => readFileSync(join(at(folder), name), 'utf8')

describe('a repository with two checkpoints', () => {
  const file = policy('repository', {
    sets: { ...SETS, placebos: PLACEBOS },
    outputs: OUTPUTS,
    monitoring: { baseline: 'baseline.json', horizon: 10 },
  })
  const state = () =>
    Object.values(OUTPUTS)
      .map(name => read('repository', name))
      .concat(read('repository', 'baseline.json'))

  test(
    'the gate lets the clean one pass, and pins it',
    async () => {
      const { exit, out } = await gate(file, 'clean')
      expect(out).toMatch(/^GATE OPEN\n/)
      expect(exit).toBe(0)
      const baseline = baselineSchema.parse(JSON.parse(read('repository', 'baseline.json')))
      expect(baseline.sets.map(({ role, ids }) => [role, ids.length])).toEqual([
        ['test', 250],
        ['ref', 250],
        ['placebo', 60],
        ['placebo', 60],
        ['placebo', 60],
        ['placebo', 60],
      ])
      expect(baseline.tested).toEqual([])
      // JUnit has statements and no reasons.
      for (const name of ['json', 'sarif', 'markdown'] as const)
        expect(read('repository', OUTPUTS[name])).toMatch(/First run, there was no .*: nothing was compared/)
      expect(out.replace(/\s+/g, ' ')).toMatch(/First run, .* --require-baseline, .* \[baseline_pinned\]/)
    },
    HOUR,
  )

  test(
    'the same again is no first run, keeps the baseline, and then changes no byte',
    async () => {
      const baseline = read('repository', 'baseline.json')
      const { exit, out } = await gate(file, 'clean', '--require-baseline')
      expect([exit, read('repository', 'baseline.json')]).toEqual([0, baseline])
      expect(out).not.toContain('baseline_pinned')
      const before = state()
      expect((await gate(file, 'clean')).exit).toBe(0)
      expect(state()).toEqual(before)
    },
    HOUR,
  )

  test(
    'it closes on the leaked one: by its own verdict and by the jump, at its checkpoint',
    async () => {
      const { exit, out } = await gate(file, 'leaked')
      expect(exit).toBe(1)
      expect(out).toMatch(/^GATE CLOSED\n/)
      const report = JSON.parse(read('repository', 'gate.json'))
      expect(
        report.reasons
          .filter((one: { level: string }) => one.level === 'error')
          .map((one: { code: string }) => one.code),
      ).toEqual(expect.arrayContaining(['exposure_strong', 'jump']))
      expect(report.monitoring).toMatchObject({
        checkpoint: 1,
        letThrough: false,
        previous: { checkpoint: 0 },
      })
      // It is remembered, and later ones are still compared with the clean one.
      const baseline = baselineSchema.parse(JSON.parse(read('repository', 'baseline.json')))
      expect(baseline.tested).toHaveLength(1)
      expect(baseline.previous).toEqual({ ...baseline.accepted, audit: undefined })
    },
    HOUR,
  )

  test(
    'the same again spends nothing, and changes no byte',
    async () => {
      const before = state()
      const { exit } = await gate(file, 'leaked')
      expect([exit, state()]).toEqual([1, before])
    },
    HOUR,
  )

  test(
    'the accepted one still passes after that',
    async () => {
      expect((await gate(file, 'clean')).exit).toBe(0)
    },
    HOUR,
  )

  test(
    'with 20 items of each set it is inconclusive, whatever the model',
    async () => {
      const few = policy('few', { budget: { items: 20 }, outputs: OUTPUTS })
      for (const model of ['clean', 'leaked']) {
        const { exit, out } = await gate(few, model)
        expect(out).toMatch(/^INCONCLUSIVE\n/)
        expect(out).toContain('[too_few_items]')
        expect(out).toContain('at most 20 items of each set were scored, a random sample by seed 1')
        expect(exit).toBe(5)
      }
      expect((await gate(few, 'leaked', '--baseline', at('few-baseline.json'))).exit).toBe(5)
      expect(existsSync(at('few-baseline.json'))).toBe(false)
    },
    HOUR,
  )

  test(
    'an exposed state is not pinned, nor accepted anew',
    async () => {
      const fresh = at('fresh.json')
      const refused = await gate(file, 'leaked', '--baseline', fresh)
      expect(refused.exit).toBe(1)
      expect(refused.out).toMatch(/fresh.json was not written: a state that is\s+exposed is not accepted/)
      expect(existsSync(fresh)).toBe(false)
      const before = read('repository', 'baseline.json')
      expect((await gate(file, 'leaked', '--update-baseline')).exit).toBe(1)
      expect(read('repository', 'baseline.json')).toBe(before)
    },
    HOUR,
  )

  test(
    'other sets, another template, another plan or no placebos are refused with what differs',
    async () => {
      const monitored = { monitoring: { baseline: '../repository/baseline.json', horizon: 10 } }
      const sets = { ...SETS, placebos: PLACEBOS }
      const refusal = async (keys: object) => {
        const { exit, err, out } = await gate(policy('other', { sets, ...monitored, ...keys }), 'leaked')
        expect([exit, out]).toEqual([3, ''])
        expect(err).toContain('baseline.json is the baseline of something else')
        expect(err).toContain('--update-baseline')
        return err
      }
      expect(await refusal({ alpha: 0.05 })).toContain('alpha: 0.01 in the baseline, 0.05 in the policy')
      expect(await refusal({ monitoring: { baseline: '../repository/baseline.json' } })).toContain(
        'horizon: 10 in the baseline, null in the policy',
      )
      expect(await refusal({ sets: SETS })).toContain('sets: 6 in the baseline, 2 now')
      for (const [keys, line] of [
        [{ references: [demo('clean')] }, /reference models: none in the baseline, .*clean .* now/],
        [{ seed: 2 }, 'seed: 1 in the baseline, 2 now'],
        [
          { sets: { ...sets, train: questions('train') } },
          'sets of the audit alone: none in the baseline, train ',
        ],
      ] as const) {
        const err = await refusal(keys)
        expect(err).toMatch(line)
        expect(err).toContain('Judge by the same as before.')
      }
      const other = [...PLACEBOS.slice(1), questions('train', '240:300')]
      expect(await refusal({ sets: { ...SETS, placebos: other } })).toMatch(
        /placebo set .*: the items of .* are others/,
      )
    },
    HOUR,
  )
})

describe('a baseline that another checkpoint is to take over', () => {
  /** With a floor that no own verdict reaches, so that only the comparison finds the leak. */
  const file = policy('taken-over', {
    sets: { ...SETS, placebos: PLACEBOS },
    ...{ 'effect-floor': 3, 'on-inconclusive': 'warn', outputs: { json: 'gate.json' } },
  })
  const found = () => JSON.parse(read('taken-over', 'gate.json'))
  const codes = () => found().reasons.map(({ code }: { code: string }) => code)

  test(
    'keeps its state where the gate closes on that one, before and after it was tested',
    async () => {
      const state = ['--baseline', at('kept.json')]
      expect((await gate(file, 'clean', ...state)).exit).toBe(0)
      const pinned = readFileSync(at('kept.json'), 'utf8')
      const untested = await gate(file, 'leaked', ...state, '--update-baseline')
      expect([untested.exit, readFileSync(at('kept.json'), 'utf8')]).toEqual([1, pinned])
      expect(codes()).toContain('jump')

      expect((await gate(file, 'leaked', ...state)).exit).toBe(1)
      const tested = readFileSync(at('kept.json'), 'utf8')
      const known = await gate(file, 'leaked', ...state, '--update-baseline')
      expect([known.exit, readFileSync(at('kept.json'), 'utf8')]).toEqual([1, tested])
      expect(known.out).toMatch(/^GATE CLOSED\n[\s\S]* jump since clean: /)
      expect(known.out).toMatch(/was not accepted: it closed the gate as\s+checkpoint 1/)
    },
    HOUR,
  )

  test(
    'is written anew where no alarm stands, and unread where it is no baseline, with a warning',
    async () => {
      const state = ['--baseline', at('over.json'), '--update-baseline']
      writeFileSync(at('over.json'), '{}')
      expect((await gate(file, 'leaked', ...state)).exit).toBe(0)
      expect(found().reasons.at(-1)).toMatchObject({ code: 'baseline_pinned', level: 'warning' })
      expect((await gate(file, 'clean', ...state)).exit).toBe(0)
      expect(codes().at(-1)).toBe('baseline_replaced')
      const { accepted, tests } = baselineSchema.parse(JSON.parse(readFileSync(at('over.json'), 'utf8')))
      expect([accepted.name.split('/').at(-1), tests]).toEqual(['clean', 0])
    },
    HOUR,
  )
})

test(
  'of two gates at once on one baseline the second reports no success, and takes nothing away',
  async () => {
    const file = policy('at-once', { sets: SETS, 'on-inconclusive': 'warn', outputs: { json: 'gate.json' } })
    const state = at('at-once.json')
    const files = diskFiles()
    const argv = ['gate', demo('clean'), '--policy', file, '--baseline', state]
    /** Another gate ends between the n-th look at the file and the next. */
    const during = (looks: number) => {
      let left = looks
      return {
        ...files,
        kind: async (path: string) => {
          const kind = await files.kind(path)
          if (path === state && --left === 0) writeFileSync(state, 'of another gate')
          return kind
        },
      }
    }
    // Behind the first look it was scored; behind the second the result is printed already.
    for (const looks of [1, 2]) {
      rmSync(state, { force: true })
      const { exit, out, err } = await run(argv, { files: during(looks) })
      expect([exit, readFileSync(state, 'utf8')]).toEqual([3, 'of another gate'])
      expect(err).toMatch(
        /at-once.json was written by something else[\s\S]*Run again, one gate after the other/,
      )
      expect(out === '').toBe(looks === 1)
      expect(existsSync(join(at('at-once'), 'gate.json'))).toBe(false)
      expect(existsSync(at('.at-once.json.lock'))).toBe(false)
    }
    rmSync(state)
    expect((await run(argv)).exit).toBe(0)
    const before = readFileSync(state, 'utf8')
    writeFileSync(at('.at-once.json.lock'), '{"pid":1,"host":"elsewhere"}')
    const held = await run([...argv, '--update-baseline'])
    expect([held.exit, readFileSync(state, 'utf8')]).toEqual([3, before])
    expect(held.err).toContain('at-once.json is being written by process 1 on elsewhere')
  },
  HOUR,
)

test('a baseline whose history was cut is refused before anything is scored', async () => {
  const cut = JSON.parse(read('repository', 'baseline.json'))
  cut.tested = []
  writeFileSync(at('cut.json'), JSON.stringify(cut))
  expectError(
    await gate(join(at('repository'), 'lossgap.yml'), 'clean', '--baseline', at('cut.json')),
    3,
    /cut.json is no baseline of lossgap gate \(tested: expected 1 tests, got 0\)/,
    /Restore the file .* --update-baseline/,
  )
})

describe('what a policy makes of an inconclusive result', () => {
  test.each([
    ['pass', 0, 'notice'],
    ['warn', 0, 'warning'],
    ['fail', 1, 'error'],
    ['exit-5', 5, 'error'],
  ])(
    '%s: exit %d and annotations of level %s',
    async (handling, code, level) => {
      const file = policy(`handled-${handling}`, { budget: { items: 20 }, 'on-inconclusive': handling })
      const { exit, out } = await run(['gate', demo('clean'), '--policy', file, '--format', 'annotations'])
      expect(exit).toBe(code)
      expect(
        parseAnnotations(out)
          .slice(1)
          .map(({ command }) => command),
      ).toContain(level)
    },
    HOUR,
  )
})

test(
  'sets that are told apart are a failed check: exit 3, or what the policy says',
  async () => {
    const shouting = at('shouting.jsonl')
    const rows = readFileSync(demo('reference.jsonl'), 'utf8').split('\n').slice(0, 200)
    writeFileSync(
      shouting,
      rows
        .map(
          row =>
            `${JSON.stringify({ id: JSON.parse(row).id, question: `WHAT NOW: ${JSON.parse(row).question}` })}\n`,
        )
        .join(''),
    )
    const sets = { test: questions('test', '0:200'), ref: { file: shouting, template: '{question}' } }
    const strict = await gate(policy('apart', { sets }), 'clean')
    expect(strict.out).toMatch(/^A CHECK FAILED\n/)
    expect(strict.exit).toBe(3)
    expect((await gate(policy('apart', { sets, 'on-failed-check': 'warn' }), 'clean')).exit).toBe(0)
  },
  HOUR,
)

test(
  'when the time is up it ends inconclusive, writes its outputs and leaves the baseline alone',
  async () => {
    const file = policy('hurried', {
      budget: { minutes: 0.5 },
      outputs: OUTPUTS,
      monitoring: { baseline: 'b.json' },
    })
    const waited: number[] = []
    const sleep = async (milliseconds: number) => {
      waited.push(milliseconds)
    }
    const cache = ['--cache', at('empty-cache')]
    const { exit, out } = await run(['gate', demo('clean'), '--policy', file, ...cache], { sleep })
    expect(exit).toBe(5)
    expect(out).toMatch(/The 0.5 minutes of the policy were over[\s\S]*\[out_of_time\]/)
    expect(waited).toEqual([30_000])
    expect(JSON.parse(read('hurried', 'gate.json'))).toMatchObject({ outcome: 'inconclusive', audit: null })
    expect(existsSync(join(at('hurried'), 'b.json'))).toBe(false)
  },
  HOUR,
)

test(
  'Ctrl-C is no result: exit 130',
  async () => {
    const signal = AbortSignal.abort()
    const { exit, out } = await run(
      [
        'gate',
        demo('clean'),
        '--policy',
        policy('stopped', { budget: { minutes: 1 } }),
        '--cache',
        at('none'),
      ],
      {
        signal,
        sleep: () => new Promise(() => {}),
      },
    )
    expect([exit, out]).toEqual([130, ''])
  },
  HOUR,
)

test(
  'on GitHub there are annotations, and the step summary keeps what stood in it',
  async () => {
    const summary = at('summary.md')
    writeFileSync(summary, 'what another step wrote\n')
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary }
    const { out } = await run(['gate', demo('clean'), '--policy', policy('github')], { env })
    expect(parseAnnotations(out.slice(out.indexOf('::notice')))[0]!.properties.title).toBe(
      'lossgap: gate open',
    )
    expect(readFileSync(summary, 'utf8')).toMatch(/^what another step wrote\n## lossgap: gate open\n/)
    const quiet = await run(
      ['gate', demo('clean'), '--policy', policy('github', { outputs: { annotations: false } })],
      { env },
    )
    expect(quiet.out).not.toContain('::')
  },
  HOUR,
)

describe('a run that ends without a result', () => {
  const names = Object.values(OUTPUTS)
  const env = { GITHUB_ACTIONS: 'true' }
  const stale = (folder: string, keys: object = {}) => {
    const file = policy(folder, { outputs: OUTPUTS, ...keys })
    for (const name of names) writeFileSync(join(at(folder), name), 'gate open')
    return file
  }
  const left = (folder: string) => names.filter(name => existsSync(join(at(folder), name)))

  test.each([
    ['no model', 2, {}, []],
    ['a model that is not there', 4, {}, [at('no-model')]],
    ['a set that is not there', 3, { sets: { ...SETS, ref: 'none.jsonl' } }, [demo('clean')]],
    ['a baseline that is lost', 2, { monitoring: { baseline: 'b.json', require: true } }, [demo('clean')]],
  ])('%s: exit %d, no result of an earlier run is left, and GitHub is told', async (_, code, keys, model) => {
    const file = stale('stale', keys)
    const { exit, out, err } = await run(['gate', ...model, '--policy', file], { env })
    expect([exit, left('stale')]).toEqual([code, []])
    const [, message] = /^error (.*)$/m.exec(err)!
    expect(parseAnnotations(out)).toEqual([
      { command: 'error', properties: { title: 'lossgap gate' }, message },
    ])
  })

  test('a policy that is not read says nothing of files, and is annotated too', async () => {
    const file = stale('unread', { alpha: 2 })
    const { exit, out, err } = await run(['gate', '--policy', file, '--format', 'json'], { env })
    expect([exit, left('unread'), out]).toEqual([2, names, ''])
    expect(err).toMatch(/^::error title=lossgap gate::.*lossgap.yml:\d+:\d+: alpha: /m)
  })

  test('without GitHub, or where the policy wants none, nothing is annotated', async () => {
    const none = await run(['gate', '--policy', policy('silent')])
    const off = policy('silent', { outputs: { annotations: false } })
    const unwanted = await run(['gate', '--policy', off], { env })
    for (const { out, err } of [none, unwanted]) expect(`${out}${err}`).not.toContain('::')
  })

  test('a message cannot end its annotation or begin another', async () => {
    const file = at('no-model\n::error::100%25')
    const { out, err } = await run(['gate', file, '--policy', policy('faked')], { env })
    expect(parseAnnotations(out)).toHaveLength(1)
    expect(obeyedLines(err)).toEqual([])
  })

  test('a folder or a link in the place of an output is not removed', async () => {
    const file = policy('others', { outputs: { json: 'link', sarif: 'folder' } })
    mkdirSync(join(at('others'), 'folder'), { recursive: true })
    writeFileSync(join(at('others'), 'notes'), 'kept')
    symlinkSync('notes', join(at('others'), 'link'))
    expectError(
      await gate(file, 'clean'),
      3,
      /^outputs.sarif: .*folder is a folder$/,
      /for example outputs.sarif: .*folder\/gate.out$/,
    )
    expect([read('others', 'link'), read('others', 'notes')]).toEqual(['kept', 'kept'])
  })
})

test.each(['json', 'sarif', 'junit', 'markdown'])(
  'on GitHub --format %s has stdout for itself, as without it; annotations go to stderr',
  async format => {
    const argv = ['gate', demo('clean'), '--policy', policy('github', { budget: { items: 20 } })]
    const env = { GITHUB_ACTIONS: 'true' }
    const { exit, out, err } = await run([...argv, '--format', format], { env })
    expect([exit, obeyedLines(out)]).toEqual([5, []])
    if (format === 'json' || format === 'sarif') expect(JSON.parse(out)).toBeTypeOf('object')
    if (format === 'junit') expect(out).toMatch(/<\/testsuites>\n?$/)
    expect(out).toBe((await run([...argv, '--format', format])).out)
    const annotations = await run([...argv, '--format', 'annotations'])
    expect(parseAnnotations(annotations.out).length).toBeGreaterThan(1)
    expect(err.endsWith(annotations.out)).toBe(true)
  },
  HOUR,
)

describe('errors', () => {
  test('no policy, no model, a misspelt key', async () => {
    expectError(
      await run(['gate', '--policy', at('none.yml')]),
      3,
      /There is no policy .*none.yml/,
      /--policy FILE/,
    )
    expectError(await run(['gate', '--policy', policy('bare')]), 2, /names a model/, /lossgap gate MODEL/)
    expectError(
      await gate(policy('misspelt', { 'on-inconclusve': 'fail' }), 'clean'),
      2,
      /lossgap.yml:\d+:1: there is no key "on-inconclusve"; did you mean "on-inconclusive"\?/,
      /Use one of version/,
    )
  })
  test('a baseline that is none, one without a file, one beside a sequential audit', async () => {
    writeFileSync(at('broken.json'), '{"schema": "lossgap/gate-baseline/1"}')
    const file = policy('plain')
    expectError(
      await gate(file, 'clean', '--baseline', at('broken.json')),
      3,
      /broken.json is no baseline of lossgap gate/,
      /Restore the file as lossgap gate .* --update-baseline/,
    )
    expectError(
      await gate(file, 'clean', '--update-baseline'),
      2,
      '--update-baseline without a baseline',
      /--baseline FILE/,
    )
    expectError(
      await gate(policy('parts', { sequential: true }), 'clean', '--baseline', at('b.json')),
      2,
      /sequential does not go with a baseline/,
      /Take sequential out/,
    )
    expectError(
      await gate(file, 'clean', '--require-baseline'),
      2,
      '--require-baseline without a baseline',
      /--baseline FILE/,
    )
    expectError(
      await gate(policy('bare-requirement', { monitoring: { require: true } }), 'clean'),
      2,
      /monitoring.require without a baseline/,
      /under monitoring.baseline/,
    )
    expectError(
      await gate(file, 'clean', '--baseline', at('lost.json'), '--require-baseline'),
      2,
      /There is no baseline .*lost.json, and --require-baseline asks for one/,
      /Restore it .* --update-baseline/,
    )
    expectError(
      await gate(policy('strict', { monitoring: { baseline: 'lost.json', require: true } }), 'clean'),
      2,
      /There is no baseline .*lost.json, and monitoring.require in .*lossgap.yml asks for one/,
      /Restore it .* --update-baseline/,
    )
    const twice = { ...SETS, placebos: [PLACEBOS[0], PLACEBOS[1], PLACEBOS[0]] }
    expectError(
      await gate(policy('twice', { sets: twice }), 'clean', '--baseline', at('b.json')),
      3,
      /The placebo set train.jsonl#0:60 has the very items of the placebo set train.jsonl#0:60/,
      /rows that do not overlap/,
    )
  })
})

test(
  'paths are relative to the policy file, and rows are taken',
  async () => {
    rmSync(at('moved'), { recursive: true, force: true })
    const file = policy('moved', {
      model: 'models/it',
      sets: { test: { file: 'test.jsonl', rows: '0:30' }, ref: 'ref.jsonl' },
      outputs: { json: 'deep/gate.json' },
    })
    mkdirSync(join(at('moved'), 'models/it'), { recursive: true })
    for (const name of ['model.onnx', 'tokenizer.json', 'tokenizer_config.json', 'config.json'])
      writeFileSync(join(at('moved'), 'models/it', name), readFileSync(demo(`clean/${name}`)))
    for (const [name, from] of [
      ['test', 'test'],
      ['ref', 'reference'],
    ] as const) {
      const rows = readFileSync(demo(`${from}.jsonl`), 'utf8')
        .split('\n')
        .slice(0, 40)
      writeFileSync(
        join(at('moved'), `${name}.jsonl`),
        rows.map(row => `${JSON.stringify({ text: JSON.parse(row).question })}\n`).join(''),
      )
    }
    expect((await run(['gate', '--policy', file])).exit).toBe(5)
    const { audit } = JSON.parse(read('moved', 'deep/gate.json'))
    expect(audit.sets.map((set: { loss: { items: number } }) => set.loss.items)).toEqual([30, 40])
  },
  HOUR,
)
