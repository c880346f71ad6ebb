import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../src/statistics/random.js'
import { newFolder } from './client.js'
import { completion, scriptedServer } from './server.js'

const built = existsSync(resolve(import.meta.dirname, '../../dist/building/llm.js'))
if (!built) console.info('skipped: dist/ is missing (npm run build makes it)')

const CHILD = join(import.meta.dirname, 'build-items.mjs')
const ITEMS = 60
const CONCURRENCY = 4
const KILLS = 5

interface Line {
  readonly kind: 'used' | 'made'
  readonly value: unknown
}

/** Prompts whose answer is in the journal, with the answer. */
function keptIn(folder: string): Map<string, string> {
  const lines = readdirSync(folder).flatMap(name => readFileSync(join(folder, name), 'utf8').split('\n'))
  const whole = lines.flatMap(line => {
    try {
      return [JSON.parse(line)]
    } catch {
      return []
    }
  })
  const answers = whole.filter(({ kind }) => kind === 'answer')
  return new Map(
    answers.map(({ request, raw }) => [
      request.messages[0].content,
      JSON.parse(JSON.parse(raw).choices[0].message.content).question,
    ]),
  )
}

describe.skipIf(!built)('a builder that is killed (SIGKILL) at random points and started again', () => {
  it('loses no answer that it received and asks for none of them again', async () => {
    const random = createRandom('kill')
    const journal = newFolder()
    // Every answer is another one, so that an answer that was paid twice would show.
    const server = await scriptedServer(({ index }) => ({
      delayMs: random.integer(15),
      body: completion(JSON.stringify({ question: `How many wheels do ${index} cars have?` })),
    }))

    function run(killAfter?: { requests: number; ms: number }): Promise<Line[]> {
      return new Promise(done => {
        const child = spawn(process.execPath, [CHILD, server.baseUrl, journal, String(ITEMS)])
        const until = server.asked.length + (killAfter?.requests ?? 0)
        const watch = setInterval(() => {
          if (killAfter === undefined || server.asked.length < until) return
          clearInterval(watch)
          setTimeout(() => child.kill('SIGKILL'), killAfter.ms)
        }, 1)
        let out = ''
        child.stdout.on('data', data => {
          out += data
        })
        child.stderr.on('data', data => console.info(String(data)))
        child.on('close', (_, signal) => {
          clearInterval(watch)
          expect(signal).toBe(killAfter === undefined ? null : 'SIGKILL')
          const whole = out.split('\n').slice(0, -1)
          done(whole.map(line => JSON.parse(line)))
        })
      })
    }

    const inFlight = new Map<string, number>()
    for (let kill = 0; kill < KILLS; kill++) {
      const before = server.asked.length
      const keptBefore = existsSync(journal) ? keptIn(journal) : new Map()
      const lines = await run({ requests: 1 + random.integer(9), ms: random.integer(12) })
      const kept = keptIn(journal)
      const sent = server.asked.slice(before).map(({ prompt }) => prompt)
      // Nothing that was kept is asked for again, and what was kept stays what it was.
      expect(sent.filter(prompt => keptBefore.has(prompt))).toEqual([])
      for (const [prompt, answer] of keptBefore) expect(kept.get(prompt)).toBe(answer)
      // Whatever was made use of was in the journal first.
      expect(lines.filter(({ kind, value }) => kind === 'used' && !kept.has(value as string))).toEqual([])
      // What was on its way at the kill cannot be kept: at most as many as may be under way at once.
      const lost = sent.filter(prompt => !kept.has(prompt))
      expect(lost.length).toBeLessThanOrEqual(CONCURRENCY)
      for (const prompt of lost) inFlight.set(prompt, (inFlight.get(prompt) ?? 0) + 1)
    }
    expect(keptIn(journal).size).toBeGreaterThan(0)
    expect(keptIn(journal).size).toBeLessThan(ITEMS)

    const lines = await run()
    const kept = keptIn(journal)
    const times = new Map<string, number>()
    for (const { prompt } of server.asked) times.set(prompt, (times.get(prompt) ?? 0) + 1)
    expect(times.size).toBe(ITEMS)
    // Each prompt was sent once, and once more for every time that a kill met it on its way.
    for (const [prompt, sent] of times) expect(sent, prompt).toBe(1 + (inFlight.get(prompt) ?? 0))
    const made = lines.find(({ kind }) => kind === 'made')!.value as { fields: { question: string } }[]
    expect(made.map(({ fields }) => fields.question).sort()).toEqual([...kept.values()].sort())
    expect(made).toHaveLength(ITEMS)

    // Once more: the same items, and no request.
    const asked = server.asked.length
    const again = await run()
    expect(again.find(({ kind }) => kind === 'made')!.value).toEqual(made)
    expect(server.asked).toHaveLength(asked)
    console.info(
      `${KILLS} kills: ${asked} requests for ${ITEMS} items, ${asked - ITEMS} of them for answers on their way at a kill`,
    )
  }, 60_000)
})
