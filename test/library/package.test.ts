import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'lossgap-package-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const run = promisify(execFile)
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'))

/**
 * What npm would publish, unpacked into an empty project. Only packages that are named as dependencies lie beside it, linked
 * from here: whatever else this repository has installed for its tests is out of reach.
 */
async function installed(): Promise<string> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder])
  const [{ filename }] = JSON.parse(stdout)
  const project = join(folder, 'project')
  await run('mkdir', ['-p', join(project, 'node_modules/lossgap')])
  await run('tar', [
    '-xzf',
    join(folder, filename),
    '--strip-components=1',
    '-C',
    join(project, 'node_modules/lossgap'),
  ])
  for (const name of Object.keys(dependencies)) {
    if (name.includes('/')) await run('mkdir', ['-p', join(project, 'node_modules', name.split('/')[0]!)])
    symlinkSync(resolve('node_modules', name), join(project, 'node_modules', name))
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
  return project
}

test('the package works in an empty project, as a command and as a library', {
  timeout: 180_000,
}, async () => {
  const cwd = await installed()
  const command = join('node_modules/lossgap/bin/lossgap.js')
  expect((await run(process.execPath, [command, '--version'], { cwd })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  const power = await run(process.execPath, [command, 'power', '--test-items', '300', '--ref-items', '300'], {
    cwd,
  })
  expect(power.stdout).toContain('300')
  writeFileSync(
    join(cwd, 'use.js'),
    `import { audit } from 'lossgap'
import schema from 'lossgap/schemas/audit.json' with { type: 'json' }
const data = 'node_modules/lossgap/datasets/demo/'
const { report } = await audit({
  model: data + 'clean',
  sets: { test: { path: data + 'test.jsonl#0:120' }, ref: { path: data + 'reference.jsonl#0:120' } },
})
console.log(report.schema, schema.title, report.sets.length)
`,
  )
  const { stdout } = await run(process.execPath, ['--no-warnings', 'use.js'], { cwd })
  expect(stdout).toBe('lossgap/audit/1 Report of lossgap audit 2\n')
})
