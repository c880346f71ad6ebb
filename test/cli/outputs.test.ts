import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { inputsOf, refuseOverwriting, runFiles } from '../../src/cli/outputs.js'
import { commandLine, expectError } from './run.js'

const { at, run } = commandLine()
/** Not there: a command that came so far would end with another error. */
const MODEL = at('model')
const NAMES = ['t.jsonl', 'r.jsonl', 'tasks.csv', 'check.json', 'b.json', 'lossgap.yml']

/** What lies in the files is not what they should hold: it is never read, let alone scored. */
beforeEach(() => {
  for (const name of NAMES) writeFileSync(at(name), `the user's ${name}`)
})

/** Refused with exit code 2, and every file as it was, with none beside them. */
async function refused(argv: readonly string[], what: string | RegExp) {
  expectError(await run(argv), 2, what, /^(Name another path|Give each a file of its own)/)
  for (const name of NAMES)
    if (name !== 'lossgap.yml' || argv[0] !== 'gate')
      expect(readFileSync(at(name), 'utf8')).toBe(`the user's ${name}`)
  expect(readdirSync(at('.')).filter(name => !NAMES.includes(name))).toEqual([])
}

const isSet = (option: string, file: string, key: string) =>
  `${option}: ${at(file)} is the set of ${key}, which would be overwritten`

describe('refuseOverwriting', () => {
  const reading = (path: string) => inputsOf('a set', path)
  test.each([
    ['a/../t.jsonl', 't.jsonl'],
    [resolve('t.jsonl'), './t.jsonl'],
    ['t.jsonl', 't.jsonl#0:300'],
    ['t.jsonl', 't.jsonl#:'],
    // A file may have such a name.
    ['t.jsonl#0:3', 't.jsonl#0:3'],
  ])('%s is what %s reads', (path, input) => {
    expect(() => refuseOverwriting([{ option: '--out', path }], reading(input))).toThrow(
      expect.objectContaining({
        code: 'USAGE',
        message: `--out: ${path} is a set, which would be overwritten`,
      }),
    )
  })
  test('a file beside it, and one that another is named after, are others', () => {
    for (const path of ['t.json', 'deep/t.jsonl', 't.jsonl.html', 't.jsonl#0'])
      expect(() => refuseOverwriting([{ option: '--out', path }], reading('t.jsonl#0:300'))).not.toThrow()
  })
})

test('score', async () => {
  const argv = ['score', MODEL, `${at('r.jsonl')}#0:1`]
  writeFileSync(at('r.jsonl'), '{"text":"abc"}\n{"text":"abd"}\n')
  expectError(
    await run([...argv, '--out', at('s.parquet'), '--signals', at('r.jsonl')]),
    2,
    `--signals: ${at('r.jsonl')} is a set that is scored, which would be overwritten`,
    'Name another path for --signals',
  )
  expect(readFileSync(at('r.jsonl'), 'utf8')).toContain('abd')
  expect(readdirSync(at('.'))).not.toContain('s.parquet')
})

test('audit: sets, set checks and the model, as the page and as the folder', async () => {
  const sets = ['--test', `${at('t.jsonl')}#0:300`, '--ref', at('r.jsonl'), '--train', at('tasks.csv')]
  const argv = ['audit', MODEL, ...sets, '--set-check', at('check.json'), '--out', at('out')]
  await refused([...argv, '--html', at('t.jsonl')], isSet('--html', 't.jsonl', '--test'))
  await refused([...argv, '--html', at('r.jsonl')], isSet('--html', 'r.jsonl', '--ref'))
  await refused([...argv, '--html', at('tasks.csv')], isSet('--html', 'tasks.csv', '--train'))
  await refused([...argv, '--html', at('check.json')], /check.json is a report of --set-check/)
  await refused([...argv, '--html', join(MODEL, 'tokenizer.json')], /tokenizer.json is a file of the model /)
  await refused([...argv, '--html', at('out/report.json')], /^--html and --out are the same file/)
  const texts = at('run/test-texts.jsonl')
  const again = ['audit', MODEL, '--test', texts, '--ref', at('r.jsonl'), '--out', at('run')]
  await refused(again, `--out: ${texts} is the set of --test, which would be overwritten`)
})

test('domains: sets, benchmarks, the table, and one file twice', async () => {
  const sets = ['--sets', at('t.jsonl'), '--benchmark', `${at('r.jsonl')}#0:5`, '--tasks', at('tasks.csv')]
  const argv = ['domains', MODEL, ...sets]
  await refused(
    [...argv, '--out', at('t.jsonl')],
    isSet('--out', 't.jsonl', '--sets').replace('the set', 'a set'),
  )
  await refused([...argv, '--html', at('t.jsonl')], /^--html: .*t.jsonl is a set of --sets/)
  await refused([...argv, '--html', at('r.jsonl')], /^--html: .*r.jsonl is a set of --benchmark/)
  await refused([...argv, '--out', at('tasks.csv')], /^--out: .*tasks.csv is the table of --tasks/)
  await refused(
    [...argv, '--out', at('d.json'), '--html', at('d.json')],
    `--html and --out are the same file, ${at('d.json')}`,
  )
})

describe('gate', () => {
  const gate = (keys: object, ...more: readonly string[]) => {
    const sets = {
      test: { file: 't.jsonl', rows: '0:9' },
      ref: 'r.jsonl',
      placebos: ['tasks.csv', 'p1.jsonl', 'p2.jsonl'],
    }
    const all = {
      version: 1,
      sets,
      'set-checks': ['check.json'],
      monitoring: { baseline: 'b.json' },
      ...keys,
    }
    writeFileSync(at('lossgap.yml'), stringify(all))
    return ['gate', MODEL, '--policy', at('lossgap.yml'), ...more]
  }
  test.each(['json', 'junit', 'sarif', 'markdown'])('outputs.%s', async name => {
    const outputs = (path: string) => ({ outputs: { [name]: path } })
    const option = `outputs.${name}`
    await refused(gate(outputs('./t.jsonl')), isSet(option, 't.jsonl', 'sets.test'))
    await refused(gate(outputs('r.jsonl')), isSet(option, 'r.jsonl', 'sets.ref'))
    await refused(gate(outputs('tasks.csv')), isSet(option, 'tasks.csv', 'sets.placebos'))
    await refused(gate(outputs('check.json')), /check.json is a report of set-checks/)
    await refused(gate(outputs('lossgap.yml')), /lossgap.yml is the policy/)
    await refused(gate(outputs('b.json')), new RegExp(`^${option} and monitoring.baseline are the same file`))
    await refused(
      gate(outputs('c.json'), '--baseline', at('c.json')),
      new RegExp(`^${option} and --baseline are the same file`),
    )
  })
  test('one file twice, and a set as the baseline that is made anew', async () => {
    await refused(
      gate({ outputs: { json: 'gate.out', sarif: 'x/../gate.out' } }),
      /^outputs.sarif and outputs.json are the same file/,
    )
    await refused(
      gate({}, '--baseline', at('t.jsonl'), '--update-baseline'),
      isSet('--baseline', 't.jsonl', 'sets.test'),
    )
  })
})

test('the files of a run are its report, its manifest, its texts and the scores of each model', () => {
  expect(runFiles('r', 2).sort()).toEqual(
    ['report.json', 'run.json', 'scores-reference-1.parquet', 'scores.parquet', 'test-texts.jsonl'].map(
      name => join('r', name),
    ),
  )
})
