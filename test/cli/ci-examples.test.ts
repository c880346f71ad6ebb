import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readPolicy } from '../../src/policy/read-policy.js'
import { bashAt, ROOT, standIns } from './pipeline-shell.js'

/**
 * The shell steps of the examples, run as they stand in a repository with a model and 20 items a set: too few, so that the
 * gate answers fast and by the code of the policy. Installing is done by a stand-in.
 */
const folder = mkdtempSync(join(tmpdir(), 'lossgap-ci-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (...names: string[]) => join(folder, ...names)

const POLICY = readFileSync('examples/ci/lossgap.yml', 'utf8')
mkdirSync(at('data'))
cpSync('datasets/demo/clean', at('models/checkpoint'), { recursive: true })
for (const [name, source, from] of [
  ['test', 'test', 0],
  ['reference', 'reference', 0],
  ...[1, 2, 3, 4, 5].map(p => [`placebo-${p}`, 'train', 20 * p] as const),
] as const) {
  const rows = readFileSync(`datasets/demo/${source}.jsonl`, 'utf8')
    .split('\n')
    .slice(from, from + 20)
  writeFileSync(at('data', `${name}.jsonl`), `${rows.join('\n')}\n`)
}
writeFileSync(at('lossgap.yml'), POLICY.replace('on-inconclusive: warn\n', ''))
const MINUTE = 60_000
const bin = standIns(at('bin'), `echo "$@" >> "${at('npm.log')}"`)
const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, LOSSGAP_CACHE: at('cache') }
delete (env as Record<string, unknown>).GITHUB_ACTIONS

function bash(script: string, more: Record<string, string> = {}) {
  rmSync(at('lossgap-results'), { recursive: true, force: true })
  return bashAt(folder, script, { ...env, ...more })
}

function expectResults({ status, stderr }: ReturnType<typeof bash>): void {
  expect(stderr).not.toMatch(/^(error|bug) /m)
  expect(status).toBe(5)
  for (const name of ['gate.json', 'junit.xml', 'gate.sarif', 'gate.md'])
    expect(existsSync(at('lossgap-results', name)), name).toBe(true)
}

test('the example policy is one', () => {
  expect(readPolicy('lossgap.yml', POLICY)['on-inconclusive']).toBe('warn')
  expect(POLICY).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/schemas\/policy\.schema\.json\n/)
})

describe('the action', () => {
  const { inputs, runs } = parse(readFileSync('action.yml', 'utf8'))
  const [setup, build, gate] = runs.steps
  test('is a composite one whose scripts hold no expression: inputs reach them as variables', () => {
    expect(runs.using).toBe('composite')
    expect(setup.uses).toMatch(/^actions\/setup-node@/)
    for (const step of [build, gate]) {
      expect(step.shell).toBe('bash')
      expect(step.run).not.toContain('${{')
    }
    const named = [...JSON.stringify(gate).matchAll(/inputs\.([\w-]+)/g)].map(match => match[1])
    expect(new Set(named)).toEqual(new Set(Object.keys(inputs)))
    expect(build.run).toContain('npm ci')
  })
  const variables = (changes: Record<string, string>) => ({
    ...Object.fromEntries(
      Object.entries(gate.env as Record<string, string>).map(([name, value]) => {
        const input = /inputs\.([\w-]+)/.exec(value)?.[1]
        return [name, input ? inputs[input].default : ROOT]
      }),
    ),
    ...{ GITHUB_OUTPUT: at('output'), LOSSGAP_CACHE: at('cache') },
    ...changes,
  })
  test(
    'runs, and hands the exit code on',
    () => {
      writeFileSync(at('output'), '')
      expectResults(bash(gate.run, variables({})))
      expect(readFileSync(at('output'), 'utf8')).toBe('exit-code=5\n')
    },
    MINUTE,
  )
  test(
    'takes what an input says for a name, whatever it says',
    () => {
      const name = '--x "$(touch owned)"; touch owned; `touch owned`'
      const { status, stderr } = bash(gate.run, variables({ LOSSGAP_MODEL: name }))
      expect(status).toBe(4)
      expect(stderr).toContain(`No model at ${name}`)
      expect(existsSync(at('owned'))).toBe(false)
    },
    MINUTE,
  )
})

test('the GitHub workflow uses the action by inputs that it has', () => {
  const workflow = parse(readFileSync('examples/ci/github.yml', 'utf8'))
  const steps: { uses?: string; with?: object }[] = workflow.jobs.gate.steps
  const { inputs } = parse(readFileSync('action.yml', 'utf8'))
  const ours = steps.find(({ uses }) => uses?.includes('lossgap@'))!
  for (const name of Object.keys(ours.with!)) expect(Object.keys(inputs)).toContain(name)
  expect(JSON.stringify(steps)).toContain(readPolicy('p', POLICY).outputs.sarif)
})

test('the GitLab job hands the exit code on', () => {
  const { lossgap } = parse(readFileSync('examples/ci/gitlab.yml', 'utf8'))
  expect(lossgap.allow_failure.exit_codes).toBe(5)
  expect(lossgap.artifacts.reports.junit).toBe(readPolicy('p', POLICY).outputs.junit)
})

test('the brackets of the Jenkins pipeline are closed', () => {
  const text = readFileSync('examples/ci/Jenkinsfile', 'utf8')
  for (const [open, close] of ['{}', '()', '[]'])
    expect(text.split(open!).length, `${open}${close}`).toBe(text.split(close!).length)
})

test(
  'the pre-commit hook runs, and by pre-commit itself where that is installed',
  () => {
    copyFileSync('examples/ci/pre-commit-config.yaml', at('.pre-commit-config.yaml'))
    const [hook] = parse(readFileSync('examples/ci/pre-commit-config.yaml', 'utf8')).repos[0].hooks
    expect([hook.language, hook.pass_filenames, hook.stages]).toEqual(['system', false, ['pre-push']])
    expectResults(bash(hook.entry))
    if (spawnSync('pre-commit', ['--version'], { env }).status !== 0) return
    execFileSync('git', ['init', '--quiet'], { cwd: folder, env })
    execFileSync('git', ['add', '.'], { cwd: folder, env })
    const { status, stdout } = bash('pre-commit run --all-files --hook-stage pre-push')
    expect(stdout).toContain('INCONCLUSIVE')
    expect(status).toBe(1)
  },
  MINUTE,
)
