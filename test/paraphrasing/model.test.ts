import { describe, expect, it } from 'vitest'
import { modelParaphraser, type RewordingRequest } from '../../src/paraphrasing/model.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Completion, SourceRow, Step } from '../../src/types.js'

const row = (id: string, fields: Record<string, unknown>): SourceRow => ({
  ...{ id, cluster: `of-${id}`, text: String(fields.question), line: 1 },
  fields,
})
const HENS = row('hens', { subject: 'farm', question: 'Ann has 3 hens.', answer: 'Hens have two legs.' })
const 鸡 = row('鸡', { subject: '农场', question: '小红有三只鸡。', answer: '六条腿' })
const WORKED = row('worked', { question: 'Ann has 3 hens.', answer: '3*2=<<3*2=6>>6 legs\n#### 6' })

const prompts = {
  english: ({ text }: Record<string, string>) => `EN ${text}`,
  chinese: ({ text }: Record<string, string>) => `ZH ${text}`,
}

/** Answers by the field's text. */
async function paraphrase(
  rows: readonly SourceRow[],
  answers: Readonly<Record<string, Completion | string>>,
  fields = ['question', 'answer'],
) {
  const asked: RewordingRequest[] = []
  const { paraphrase } = modelParaphraser(async request => {
    asked.push(request)
    const answer = answers[request.prompt.slice(3)]!
    return typeof answer === 'string' ? { text: answer } : answer
  }, prompts)
  return { asked, ...(await paraphrase({ rows, fields, random: createRandom(1) })) }
}

const SOUND = {
  'Ann has 3 hens.': 'Here it is:\n\nAnn owns three hens.',
  'Hens have two legs.': 'A hen walks on 2 legs.',
  '小红有三只鸡。': '有三只鸡是小红的。',
  六条腿: '腿有六条',
}

describe('modelParaphraser', () => {
  it('shows each row before it is asked for, and can be stopped there', async () => {
    const steps: object[] = []
    const stopAtSecond = async (step: Step) => {
      steps.push(step)
      if (step.done === 1) throw new Error('stopped')
    }
    const { paraphrase } = modelParaphraser(async () => ({ text: 'Ann owns 3 hens.' }), prompts)
    const request = { rows: [HENS, 鸡], fields: ['question'], random: createRandom(1), pace: stopAtSecond }
    await expect(paraphrase(request)).rejects.toThrow('stopped')
    expect(steps).toEqual([0, 1].map(done => ({ what: 'rewording', done, of: 2 })))
  })

  it('asks for each field in the language of its text, and replaces these alone', async () => {
    const { asked, rows, exclusions, notes } = await paraphrase([HENS, 鸡], SOUND)
    expect(asked.map(({ prompt }) => prompt)).toEqual([
      ...['EN Ann has 3 hens.', 'EN Hens have two legs.', 'ZH 小红有三只鸡。', 'ZH 六条腿'],
    ])
    // 32 + half of 15, 19, 7 · 3 and 3 · 3 bytes.
    expect(asked.map(({ maxTokens }) => maxTokens)).toEqual([40, 42, 43, 37])
    expect(exclusions).toEqual([])
    expect(rows).toEqual([
      {
        ...{ id: 'hens', parent: 'hens', cluster: 'of-hens' },
        fields: { subject: 'farm', question: 'Ann owns three hens.', answer: 'A hen walks on 2 legs.' },
      },
      {
        ...{ id: '鸡', parent: '鸡', cluster: 'of-鸡' },
        fields: { subject: '农场', question: '有三只鸡是小红的。', answer: '腿有六条' },
      },
    ])
    expect(notes).toHaveLength(1)
  })

  it('keeps a worked answer word for word, and says so', async () => {
    const { asked, rows, notes } = await paraphrase([WORKED, HENS], SOUND)
    expect(asked).toHaveLength(3)
    expect(rows[0]!.fields).toEqual({ question: 'Ann owns three hens.', answer: WORKED.fields.answer })
    expect(notes[1]).toMatch(/^1 of the items keeps its worked answer/)
  })

  it.each(['42', 'B', '$5', '3 m'])('keeps the answer %j, which has no other words', async answer => {
    const { asked, rows } = await paraphrase([row('x', { ...HENS.fields, answer })], SOUND)
    expect(asked).toHaveLength(1)
    expect(rows[0]!.fields.answer).toBe(answer)
  })

  it.each<[string, Completion | string, string]>([
    ['cut off', { unusable: 'the answer was cut off' }, 'the answer was cut off'],
    ['empty', '  ', 'the answer is empty'],
    ['unchanged', '"ann has  3 hens."', 'the answer is the original, word for word'],
    ['with another number', 'Ann owns 4 hens.', 'the answer has other numerals than the field "question"'],
    ['without its number', 'Ann owns hens.', 'the answer has other numerals than the field "question"'],
    [
      'with one more',
      'Ann owns 3 hens and 1 cat.',
      'the answer has other numerals than the field "question"',
    ],
    ['solved', 'Ann owns 3 hens.\n#### 6', 'the answer has other numerals than the field "question"'],
  ])('leaves out what comes back %s', async (_, answer, reason) => {
    const { rows, exclusions } = await paraphrase([WORKED, 鸡], { ...SOUND, 'Ann has 3 hens.': answer })
    expect(rows.map(({ parent }) => parent)).toEqual(['鸡'])
    expect(exclusions).toEqual([{ reason, ids: ['worked'] }])
  })

  it('keeps a row with one field in other words', async () => {
    const { rows } = await paraphrase([HENS], { ...SOUND, 'Hens have two legs.': 'Hens have two legs.' })
    expect(rows).toHaveLength(1)
  })

  it('leaves out rows that hold nothing to reword, without asking', async () => {
    const empty = row('empty', { question: 7, answer: 'x' })
    const bare = row('bare', { question: '1 + 1 = ?', answer: '2' })
    const { asked, exclusions } = await paraphrase([empty, bare], {})
    expect(asked).toEqual([])
    expect(exclusions).toEqual([
      { reason: 'it holds only worked answers, numbers and letters, which are kept', ids: ['bare'] },
      { reason: 'the field "question" holds no text', ids: ['empty'] },
    ])
  })

  it('draws for each field by the seed and its row, whatever rows came before', async () => {
    const first = await paraphrase([HENS, 鸡], SOUND)
    const alone = await paraphrase([鸡], SOUND)
    const drawn = ({ asked }: typeof first) => asked.map(({ uniform }) => uniform())
    const [one, two, ...rest] = drawn(first)
    expect(one).not.toBe(two)
    expect(rest).toEqual(drawn(alone))
  })
})
