import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const BIN = join(ROOT, 'bin/lossgap.js')
const built = existsSync(join(ROOT, 'dist/cli/main.js'))
const demo = (name: string) => join(ROOT, 'datasets/demo', name)
const ready = built && existsSync(demo('clean/model.onnx')) && existsSync(demo('train.jsonl'))
if (!ready) console.info('skipped: dist/ or datasets/demo is missing (npm run build makes dist)')

const folder = mkdtempSync(join(tmpdir(), 'lossgap-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ending {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command in a process of its own; `onReport` sees each piece of its error stream. */
function lossgap(argv: readonly string[], onReport: (text: string, stop: () => void) => void = () => {}) {
  return new Promise<Ending>((done, fail) => {
    const child = spawn(process.execPath, [BIN, ...argv], {
      cwd: folder,
      env: { ...process.env, XDG_CACHE_HOME: folder, NO_COLOR: '1' },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', data => {
      out += data
    })
    child.stderr.on('data', data => {
      err += data
      onReport(String(data), () => child.kill('SIGINT'))
    })
    child.on('error', fail)
    child.on('close', code => done({ code, out, err }))
  })
}

function cachedTexts(cache: string): number {
  const logs = readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.log'))
  return logs.reduce((sum, name) => sum + readFileSync(join(cache, name), 'utf8').split('\n').length - 1, 0)
}

describe.skipIf(!ready)('node bin/lossgap.js', () => {
  it('prints results to its output, errors to the other stream, and ends with the exit code', async () => {
    expect(await lossgap(['--version'])).toMatchObject({ code: 0, err: '' })
    const { code, out, err } = await lossgap(['score', demo('clean'), 'none.jsonl'])
    expect(err).toMatch(/^error none\.jsonl does not exist\nfix {3}/)
    expect([code, out]).toEqual([3, ''])
  })

  it('stops at Ctrl-C with 130, keeps what it scored, and goes on from there', async () => {
    const cache = join(folder, 'cache')
    const argv = ['score', demo('clean'), `${demo('train.jsonl')}#0:2000`, '--out', 'scores.parquet']
    const options = ['--cache', cache, '--threads', '1', '--batch-tokens', '256']
    // Scoring has begun when its first line is out; a moment later some batches are done.
    let sent = false
    const first = await lossgap([...argv, ...options], (text, stop) => {
      if (sent || !text.includes('tokens to score')) return
      sent = true
      setTimeout(stop, 150)
    })
    expect(first.err).toContain('Stopping after this batch; press Ctrl-C again to stop at once')
    const kept = Number(/error Stopped at (\d+) of 2000 texts/.exec(first.err)?.[1])
    expect(kept, first.err).toBeGreaterThan(0)
    expect(kept).toBeLessThan(2000)
    expect(first.err).not.toMatch(/^\s+at /m)
    expect([first.code, first.out]).toEqual([130, ''])
    expect(existsSync(join(folder, 'scores.parquet'))).toBe(false)
    expect(cachedTexts(cache)).toBe(kept)

    let stopped = false
    const second = await lossgap([...argv, ...options], (text, stop) => {
      if (stopped || !text.includes('tokens to score')) return
      stopped = true
      stop()
    })
    expect(second.err).toContain(`${kept} of 2000 texts are in the cache`)
    expect(second.err).toContain(`${2000 - kept} texts, `)
    expect(second.code).toBe(130)
  }, 60_000)
})
