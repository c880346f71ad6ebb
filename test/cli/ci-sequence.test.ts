import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { bashAt, ROOT, standIns } from './pipeline-shell.js'

/**
 * Every example pipeline, run on one checkpoint after the other. Of a run the next one has what the CI system carries over
 * and nothing else: the remote repository, the cache that the example names (scores), and for Jenkins and pre-commit the
 * working tree.
 */
const folder = mkdtempSync(join(tmpdir(), 'lossgap-sequence-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)
const text = (name: string) => readFileSync(name, 'utf8')

mkdirSync(at('scores'))
const env: Record<string, string | undefined> = {
  ...process.env,
  PATH: `${standIns(at('bin'), ':')}:${process.env.PATH}`,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GITHUB_ACTIONS: undefined,
  GITHUB_STEP_SUMMARY: undefined,
}

function sh(cwd: string, script: string, more: Record<string, string> = {}) {
  const { status, stdout, stderr } = bashAt(cwd, script, { ...env, ...more })
  return { status, out: stdout, err: stderr }
}

const AS = '-c user.name=a -c user.email=a@b'

/** A repository after the example policy, 120 items in a set, whose checkpoint is the one named. */
function repository(name: string): string {
  const work = at(`${name}-work`)
  const rows = (source: string, from: number, count: number) =>
    text(`datasets/demo/${source}.jsonl`)
      .split('\n')
      .slice(from, from + count)
      .map(row => `${JSON.stringify({ text: JSON.parse(row).question })}\n`)
      .join('')
  mkdirSync(join(work, 'data'), { recursive: true })
  mkdirSync(join(work, 'ci'))
  writeFileSync(join(work, 'data/test.jsonl'), rows('test', 0, 120))
  writeFileSync(join(work, 'data/reference.jsonl'), rows('reference', 0, 120))
  for (const p of [1, 2, 3, 4, 5])
    writeFileSync(join(work, `data/placebo-${p}.jsonl`), rows('train', 60 * p, 60))
  cpSync('examples/ci/lossgap.yml', join(work, 'lossgap.yml'))
  cpSync('examples/ci/lossgap-baseline.sh', join(work, 'ci/lossgap-baseline.sh'))
  writeFileSync(join(work, '.gitignore'), '.lossgap-cache\nlossgap-results\nlossgap-baseline.json\n')
  const remote = at(`${name}.git`)
  const made = sh(
    folder,
    `git init --quiet --bare "${remote}" && cd "${work}" && git init --quiet -b main && git remote add origin "${remote}"`,
  )
  expect(made.status, made.err).toBe(0)
  return remote
}

/** Puts a checkpoint onto main, as a training job does. */
function train(name: string, checkpoint: 'clean' | 'leaked'): void {
  const work = at(`${name}-work`)
  rmSync(join(work, 'models'), { recursive: true, force: true })
  cpSync(`datasets/demo/${checkpoint}`, join(work, 'models/checkpoint'), { recursive: true })
  const pushed = sh(
    work,
    `git add . && git ${AS} commit --quiet -m ${checkpoint} && git push --quiet origin main`,
  )
  expect(pushed.status, pushed.err).toBe(0)
}

/** What a runner finds: main in a folder of its own, the scores of before. */
function checkout(name: string, run: string): string {
  const work = at(`${name}-${run}`)
  const cloned = sh(
    folder,
    `git clone --quiet --depth=1 --branch main "file://${at(`${name}.git`)}" "${work}"`,
  )
  expect(cloned.status, cloned.err).toBe(0)
  symlinkSync(at('scores'), join(work, '.lossgap-cache'))
  return work
}

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly if?: string
}

/** The run steps and the action's own, each with what the runner gives it; the first code that is not 0 is the job's. */
function github(work: string) {
  const { steps } = parse(text('examples/ci/github.yml')).jobs.gate as { steps: Step[] }
  const action = parse(text('action.yml'))
  const gate = action.runs.steps.find(({ id }: Step) => id === 'gate')
  const variables = Object.fromEntries(
    Object.entries(gate.env as Record<string, string>).map(([key, value]) => {
      const input = /inputs\.([\w-]+)/.exec(value)?.[1]
      return [key, input ? action.inputs[input].default : ROOT]
    }),
  )
  const runner = { GITHUB_REF_NAME: 'main', GITHUB_OUTPUT: join(work, '.git/output') }
  const ran: ReturnType<typeof sh>[] = []
  let status: number | null = 0
  for (const step of steps) {
    const script = step.run ?? (step.uses?.startsWith('lossgap/') ? gate.run : undefined)
    if (script === undefined || (status !== 0 && step.if !== 'always()')) continue
    const one = sh(work, script, step.run ? runner : { ...runner, ...variables })
    ran.push(one)
    status ||= one.status
  }
  return { status, out: ran.map(({ out }) => out).join(''), err: ran.map(({ err }) => err).join('') }
}

function gitlab(work: string) {
  const { script, variables } = parse(text('examples/ci/gitlab.yml')).lossgap
  return sh(work, script.join('\n'), {
    ...variables,
    ...{ CI_COMMIT_REF_NAME: 'main', LOSSGAP_REMOTE: sh(work, 'git remote get-url origin').out.trim() },
  })
}

/** The code of the step that returns its status is the build's, after the steps behind it. */
function jenkins(work: string) {
  const steps = [...text('examples/ci/Jenkinsfile').matchAll(/(\bsh |script: )'([^']+)'/g)]
  const ran = steps.map(([, kind, script]) => {
    const one = sh(work, script!, { BRANCH_NAME: 'main', LOSSGAP_PACKAGE: 'lossgap' })
    if (kind === 'sh ') expect(one.status, one.err).toBe(0)
    return one
  })
  return {
    status: ran.find(({ status }) => status !== 0)?.status ?? 0,
    out: ran.map(({ out }) => out).join(''),
    err: ran.map(({ err }) => err).join(''),
  }
}

function preCommit(work: string) {
  return sh(work, parse(text('examples/ci/pre-commit-config.yaml')).repos[0].hooks[0].entry, {
    LOSSGAP_CACHE: at('scores'),
  })
}

const HOUR = 600_000

describe.each([
  ['GitHub', github, 'a new folder'],
  ['GitLab', gitlab, 'a new folder'],
  ['Jenkins', jenkins, 'a new folder'],
  ['pre-commit', preCommit, 'the same working tree'],
] as const)('the example for %s', (name, pipeline, where) => {
  test(
    `compares the second checkpoint with the first, in ${where}`,
    () => {
      repository(name)
      train(name, 'clean')
      let work = checkout(name, 'first')
      const first = pipeline(work)
      expect(first.err).not.toMatch(/^(error|bug|fatal)/m)
      expect(first.out).toContain('GATE OPEN')
      expect(first.out).not.toContain('checkpoint 1')
      expect(first.status).toBe(0)

      train(name, 'leaked')
      if (where === 'a new folder') work = checkout(name, 'second')
      else expect(sh(work, 'git pull --quiet').status).toBe(0)
      const second = pipeline(work)
      expect(second.err).not.toMatch(/^(error|bug|fatal)/m)
      expect(second.out).toContain('GATE CLOSED')
      expect(second.out).toContain('checkpoint 1')
      expect(second.status).toBe(1)
      if (name !== 'GitHub') return
      // A closed gate is remembered as well, and the same model again is no third test.
      const third = pipeline(checkout(name, 'third'))
      expect(third.out).toContain('as checkpoint 1, which was not let through')
      expect(third.status).toBe(1)
      expect(sh(at(`${name}.git`), 'git rev-list --count lossgap-baseline/main').out).toBe('2\n')
    },
    HOUR,
  )
})

test('every example lets one run wait for the other', () => {
  expect(parse(text('examples/ci/github.yml')).concurrency).toEqual({
    group: expect.stringContaining('github.ref'),
    'cancel-in-progress': false,
  })
  expect(parse(text('examples/ci/gitlab.yml')).lossgap.resource_group).toContain('$CI_COMMIT_REF_SLUG')
  expect(text('examples/ci/Jenkinsfile')).toContain('disableConcurrentBuilds()')
})

describe('lossgap-baseline.sh', () => {
  const script = (work: string, what: string, remote = 'origin') =>
    sh(work, `sh ci/lossgap-baseline.sh ${what} lossgap-baseline/main "${remote}"`)
  const write = (work: string, contents: string) =>
    writeFileSync(join(work, 'lossgap-baseline.json'), contents)
  const kept = (work: string) => text(join(work, 'lossgap-baseline.json'))
  repository('script')
  train('script', 'clean')

  test('takes a remote that does not answer for a fault, and then saves nothing', () => {
    const work = checkout('script', 'unreachable')
    expect(script(work, 'restore', at('nowhere.git')).status).toBeGreaterThan(2)
    write(work, '{}')
    expect(script(work, 'save').status).toBe(0)
    expect(sh(at('script.git'), 'git branch --list "lossgap-baseline/*"').out).toBe('')
  })
  test('saves nothing where nothing was accepted', () => {
    const work = checkout('script', 'nothing')
    expect(script(work, 'restore').status).toBe(0)
    expect(script(work, 'save').status).toBe(0)
    expect(sh(at('script.git'), 'git branch --list "lossgap-baseline/*"').out).toBe('')
  })
  test('carries the file, and what has not changed makes no commit', () => {
    const [one, two] = [checkout('script', 'one'), checkout('script', 'two')]
    expect(script(one, 'restore').out).toContain('no branch')
    write(one, '{"a": 1}\n')
    expect(script(one, 'save').status).toBe(0)
    expect(script(two, 'restore').status).toBe(0)
    expect(kept(two)).toBe('{"a": 1}\n')
    expect(script(two, 'save').status).toBe(0)
    expect(sh(at('script.git'), 'git rev-list --count lossgap-baseline/main').out).toBe('1\n')
  })
  test('never overwrites what another run has saved in between', () => {
    const [one, two] = [checkout('script', 'early'), checkout('script', 'late')]
    for (const work of [one, two]) expect(script(work, 'restore').status).toBe(0)
    write(one, '{"a": 2}\n')
    expect(script(one, 'save').status).toBe(0)
    write(two, '{"a": 3}\n')
    expect(script(two, 'save').status).not.toBe(0)
    expect(sh(at('script.git'), 'git show lossgap-baseline/main:lossgap-baseline.json').out).toBe(
      '{"a": 2}\n',
    )
    expect(existsSync(join(two, 'lossgap-baseline.json'))).toBe(true)
  })
})
