import { describe, expect, it } from 'vitest'
import { createBudget } from '../../src/endpoint/budget.js'
import { costOf, estimate, estimateTokens } from '../../src/endpoint/cost.js'
import { openJournal } from '../../src/endpoint/journal.js'
import { rehearse } from '../../src/endpoint/rehearse.js'
import { clientOf, newFolder } from './client.js'
import { completion, scriptedServer } from './server.js'

describe('estimates', () => {
  it('count four characters a token, and one in Chinese', () => {
    expect(estimateTokens('a'.repeat(40))).toBe(10)
    expect(estimateTokens('一二三')).toBe(3)
    // Three Han characters and eight others: 3 + 2.
    expect(estimateTokens('一二三 and etc')).toBe(5)
    expect(estimateTokens('')).toBe(0)
    expect(estimateTokens('😀'.repeat(4))).toBe(1)
  })

  it('add up: answers in the density of their prompts, never longer than the limit', () => {
    const request = (prompt: string, expectedCharacters: number) => ({
      prompt,
      variant: 0,
      expectedCharacters,
    })
    // 100 tokens and 10; 5 tokens and 5.
    expect(estimate([request('a'.repeat(400), 40), request('一二三四五', 5)], 50)).toEqual({
      ...{ requests: 2, promptTokens: 105, completionTokens: 15, mostCompletionTokens: 100 },
    })
    expect(estimate([request('abcd', 4000)], 50).completionTokens).toBe(50)
  })

  it('cost a price per million tokens', () => {
    // 2 million at 3, half a million at 10.
    expect(costOf({ promptTokens: 2e6, completionTokens: 5e5 }, { in: 3, out: 10 })).toBe(11)
  })
})

describe('rehearse', () => {
  it('counts what will be sent, without sending, and what is kept with its usage', async () => {
    const server = await scriptedServer(() => ({ body: completion('x') }))
    const client = clientOf(server.baseUrl)
    await client.ask('abcd')
    await client.ask('abcd', 1)
    const sampling = {
      ...{ model: 'tiny', temperature: undefined, maxTokens: 100 },
      ...{ maxTokensName: 'max_tokens' as const, seed: undefined },
    }
    const forecast = await rehearse(
      async complete => {
        for (const variant of [0, 1, 2, 2]) await complete({ prompt: 'abcd', variant, expectedCharacters: 8 })
      },
      sampling,
      openJournal(client.journal),
    )
    // The server counts 10 and 5 tokens an answer. Variant 2 is asked twice and sent once.
    expect(forecast).toEqual({
      kept: 2,
      keptUsage: { promptTokens: 20, completionTokens: 10 },
      toSend: { requests: 1, promptTokens: 1, completionTokens: 2, mostCompletionTokens: 100 },
    })
    expect(server.asked).toHaveLength(2)
  })
})

describe('a budget', () => {
  const answer = (promptTokens: number, completionTokens: number) => ({
    ...{ content: '', finishReason: 'stop', refusal: '' },
    usage: { promptTokens, completionTokens },
  })

  it('sets the longest answer aside until the real one is known', () => {
    // One unit a token; each request could cost 1 + 9 = 10.
    const budget = createBudget(25, { in: 1e6, out: 1e6 }, 9)
    const [first, second] = [budget.reserve('abcd'), budget.reserve('abcd')]
    expect(() => budget.reserve('abcd')).toThrow(expect.objectContaining({ code: 'BUDGET_EXCEEDED' }))
    first.settle(answer(1, 2))
    // 3 spent, 10 set aside, 10 more: 23 of 25.
    const third = budget.reserve('abcd')
    second.settle(undefined)
    third.settle(answer(1, 9))
    expect(budget.spent()).toBe(13)
    budget.add('abcd', answer(1, 2))
    expect(() => budget.reserve('abcd')).toThrow('16.0000 is spent')
  })

  it('counts by its own estimate where the server counts nothing', () => {
    const budget = createBudget(undefined, { in: 1e6, out: 1e6 }, 9)
    budget.add('abcdabcd', { content: 'abcd', finishReason: 'stop', refusal: '', usage: undefined })
    expect(budget.spent()).toBe(3)
  })

  it('stops a run before it is exceeded; the answers of an earlier run count, and are kept', async () => {
    const server = await scriptedServer(() => ({ body: completion('x') }))
    const settings = { budget: 260, concurrency: 1, journal: newFolder() }
    const ask = (prompts: readonly string[], budget: number) => {
      const client = clientOf(server.baseUrl, { ...settings, budget })
      return Promise.allSettled(prompts.map(prompt => client.ask(prompt)))
    }
    const prompts = Array.from({ length: 20 }, (_, i) => `q${i}`)
    // Each could cost 1 + 100 and costs 15: the n-th goes out while 15 (n − 1) + 101 ≤ 260, which is up to n = 11.
    const first = await ask(prompts, 260)
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(11)
    expect(first[11]).toMatchObject({ reason: { code: 'BUDGET_EXCEEDED', exitCode: 2 } })
    expect(server.asked).toHaveLength(11)
    await ask(prompts, 260)
    expect(server.asked).toHaveLength(11)
    await ask(prompts, 1000)
    expect(server.asked).toHaveLength(20)
  })
})
