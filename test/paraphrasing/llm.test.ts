import { describe, expect, it } from 'vitest'
import { llmParaphraser } from '../../src/paraphrasing/llm.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Completion, CompletionRequest, SourceRow } from '../../src/types.js'

const row = (id: string, fields: Record<string, unknown>): SourceRow => ({
  ...{ id, cluster: `of-${id}`, text: String(fields.question), line: 1 },
  fields,
})
const HENS = row('hens', { subject: 'farm', question: 'Ann has 3 hens.', answer: '6 legs', level: 2 })
const 鸡 = row('鸡', { subject: '农场', question: '小红有三只鸡。', answer: '六条腿', level: 1 })

const prompts = {
  english: ({ item, fields }: Record<string, string>) => `EN\n${item}\n${fields}`,
  chinese: ({ item, fields }: Record<string, string>) => `ZH\n${item}\n${fields}`,
}

async function paraphrase(
  rows: readonly SourceRow[],
  answer: (request: CompletionRequest) => Completion,
  fields = ['question', 'answer'],
) {
  const asked: CompletionRequest[] = []
  const { paraphrase } = llmParaphraser(async request => {
    asked.push(request)
    return answer(request)
  }, prompts)
  return { asked, ...(await paraphrase({ rows, fields, random: createRandom(1) })) }
}

describe('llmParaphraser', () => {
  it('shows the fields to reword as JSON, in the language of the row, and replaces these alone', async () => {
    const { asked, rows, exclusions } = await paraphrase([HENS, 鸡], ({ prompt }) => ({
      text: prompt.startsWith('EN')
        ? 'Sure! {"answer": "six legs", "question": "There are 3 hens, which Ann owns.", "subject": "x"}'
        : '```json\n{"question": "有三只鸡是小红的。", "answer": "六条"}\n```',
    }))
    expect(asked.map(({ prompt }) => prompt)).toEqual([
      'EN\n{"question":"Ann has 3 hens.","answer":"6 legs"}\nquestion, answer',
      'ZH\n{"question":"小红有三只鸡。","answer":"六条腿"}\nquestion, answer',
    ])
    expect(exclusions).toEqual([])
    expect(rows).toEqual([
      {
        ...{ id: 'hens', parent: 'hens', cluster: 'of-hens' },
        fields: {
          ...{ subject: 'farm', question: 'There are 3 hens, which Ann owns.' },
          ...{ answer: 'six legs', level: 2 },
        },
      },
      {
        ...{ id: '鸡', parent: '鸡', cluster: 'of-鸡' },
        fields: { subject: '农场', question: '有三只鸡是小红的。', answer: '六条', level: 1 },
      },
    ])
    expect(Object.keys(rows[0]!.fields)).toEqual(Object.keys(HENS.fields))
  })

  it.each<[string, Completion, string]>([
    ['a refusal', { text: 'I cannot.' }, 'the answer holds no JSON object'],
    ['what the endpoint could not use', { unusable: 'the answer is empty' }, 'the answer is empty'],
    ['a missing field', { text: '{"question": "Q"}' }, 'the answer has no text in "answer"'],
    [
      'a field of another kind',
      { text: '{"question": ["Q"], "answer": "A"}' },
      'the answer has no text in "question"',
    ],
    ['an empty field', { text: '{"question": " ", "answer": "A"}' }, 'the answer has no text in "question"'],
    [
      'the original',
      { text: '{"question": "ann  has 3 hens.", "answer": "6 legs\\n"}' },
      'the answer is the original, word for word',
    ],
  ])('leaves out %s, by reason and id', async (_, answer, reason) => {
    const { rows, exclusions } = await paraphrase([HENS], () => answer)
    expect(rows).toEqual([])
    expect(exclusions).toEqual([{ reason, ids: ['hens'] }])
  })

  it('asks nothing about a row without text in a field', async () => {
    const bare = row('bare', { question: 'Q?', answer: 7 })
    const { asked, rows, exclusions } = await paraphrase([bare, HENS], () => ({
      text: '{"question": "Q", "answer": "A"}',
    }))
    expect(asked).toHaveLength(1)
    expect(rows.map(({ parent }) => parent)).toEqual(['hens'])
    expect(exclusions).toEqual([{ reason: 'the field "answer" holds no text', ids: ['bare'] }])
  })

  it('passes an error on', async () => {
    const { paraphrase } = llmParaphraser(async () => Promise.reject(new Error('gone')), prompts)
    await expect(paraphrase({ rows: [HENS], fields: ['question'], random: createRandom(1) })).rejects.toThrow(
      'gone',
    )
  })
})
