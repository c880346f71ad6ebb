import { describe, expect, it } from 'vitest'
import { llmBuilder } from '../../src/building/llm.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Completion, CompletionRequest, SourceRow } from '../../src/types.js'

const row = (n: number, extra: object = {}): SourceRow => ({
  id: `row-${n}`,
  cluster: `document-${n % 2}`,
  line: n + 1,
  text: `Ann has ${n} hens. How many legs? ${2 * n}`,
  fields: { id: `row-${n}`, question: `Ann has ${n} hens. How many legs?`, answer: `${2 * n}`, ...extra },
})
const ROWS = [0, 1, 2, 3, 4].map(n => row(n))

const prompts = {
  english: ({ examples, fields }: Record<string, string>) => `EN\n${examples}\n${fields}`,
  chinese: ({ examples, fields }: Record<string, string>) => `ZH\n${examples}\n${fields}`,
}

/** Builds with a model that answers by a script, and remembers what it was asked. */
async function build(
  answer: (request: CompletionRequest, index: number) => Completion,
  { rows = ROWS, count = 3, perRow = 10, seed = 1 } = {},
) {
  const asked: CompletionRequest[] = []
  const builder = llmBuilder(async request => {
    asked.push(request)
    // The later a request, the sooner its answer: order must not come from time.
    for (let turn = asked.length; turn < 10; turn++) await undefined
    return answer(request, asked.indexOf(request))
  }, prompts)
  return { asked, ...(await builder.build({ rows, count, perRow, random: createRandom(seed) })) }
}

const item = (n: number) => JSON.stringify({ question: `Bo has ${n} cows?`, answer: 4 * n })

describe('llmBuilder', () => {
  it('shows three rows as JSON without their ids, its parent last, and makes one item a request', async () => {
    const { asked, rows, exclusions } = await build((_, i) => ({ text: item(i) }))
    expect(exclusions).toEqual([])
    expect(rows).toHaveLength(3)
    rows.forEach(({ id, parent, cluster, fields }, i) => {
      const source = ROWS.find(one => one.id === parent)!
      const [language, ...lines] = asked[i]!.prompt.split('\n')
      expect([language, lines.pop()]).toEqual(['EN', 'question, answer'])
      const shown = lines.map(line => JSON.parse(line))
      expect(shown).toHaveLength(3)
      expect(new Set(lines).size).toBe(3)
      expect(shown[2]).toEqual({ question: source.fields.question, answer: source.fields.answer })
      expect([id, cluster]).toEqual([`${parent}-llm-0`, source.cluster])
      // The model wrote a number; the benchmark's answers are text.
      expect(fields).toEqual({ id: parent, question: `Bo has ${i} cows?`, answer: String(4 * i) })
      expect(Object.keys(fields)).toEqual(Object.keys(source.fields))
    })
  })

  it('shows whole numbers of Parquet as they are, those too that a double would round', async () => {
    const rows = [0n, 1n, 2n].map((n, i) => row(i, { key: 2n ** 53n + 1n + 2n * n, level: n }))
    const { asked } = await build(() => ({ text: '' }), { rows, count: 1 })
    const shown = asked[0]!.prompt.split('\n').slice(1, 4)
    const keys = shown.map(line => JSON.parse(line)).map(({ key, level }) => [key, level])
    // 2^53 + 1 is the first whole number that no double holds.
    expect(keys.sort()).toEqual([
      ['9007199254740993', 0],
      ['9007199254740995', 1],
      ['9007199254740997', 2],
    ])
  })

  it('lists what came to nothing by reason, the commonest first', async () => {
    const answers = ['no', item(1), 'no', '{}', 'no']
    const { exclusions } = await build((_, i) => ({ text: answers[i]! }), { count: 5 })
    expect(exclusions.map(({ reason, ids }) => [reason, ids.length])).toEqual([
      ['the answer holds no JSON object', 3],
      ['the field "question" is missing', 1],
    ])
  })

  it('asks in Chinese about Chinese rows', async () => {
    const rows = ROWS.map(one => ({ ...one, text: '小红有几只鸡？' }))
    const { asked } = await build(() => ({ text: '' }), { rows })
    expect(asked.map(({ prompt }) => prompt.slice(0, 2))).toEqual(['ZH', 'ZH', 'ZH'])
  })

  it('goes through all rows before it takes one again, and stops at the most of a row', async () => {
    const { asked, rows, notes } = await build((_, i) => ({ text: item(i) }), { count: 14, perRow: 2 })
    expect(asked.map(({ variant }) => variant)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    const parents = rows.map(({ parent }) => parent)
    expect(parents.slice(0, 5)).toEqual(parents.slice(5))
    expect(new Set(parents).size).toBe(5)
    expect(new Set(rows.map(({ id }) => id)).size).toBe(10)
    expect(notes.at(-1)).toBe('10 of 14 items were made: 10 were asked for, and 0 answers could not be used.')
  })

  it('asks the same for the same seed, something else for another, and the same first when more is wanted', async () => {
    const prompts = async (options: object) =>
      (await build((_, i) => ({ text: item(i) }), options)).asked.map(({ prompt }) => prompt)
    const first = await prompts({})
    expect(await prompts({})).toEqual(first)
    expect(await prompts({ seed: 2 })).not.toEqual(first)
    expect((await prompts({ count: 9 })).slice(0, 3)).toEqual(first)
  })

  it('leaves out what is no item, by reason and id, and keeps the order of the others', async () => {
    const bad: Record<number, Completion> = {
      1: { text: 'I am sorry, I cannot do that.' },
      2: { unusable: 'the answer is empty' },
      3: { text: '{"question": "Only half"}' },
      4: { text: 'Sorry.' },
    }
    const { rows, exclusions, notes } = await build((_, i) => bad[i] ?? { text: item(i) }, { count: 7 })
    expect(rows.map(({ fields }) => fields.question)).toEqual([0, 5, 6].map(i => `Bo has ${i} cows?`))
    expect(exclusions.map(({ reason, ids }) => [reason, ids.length])).toEqual([
      ['the answer holds no JSON object', 2],
      ['the answer is empty', 1],
      ['the field "answer" is missing', 1],
    ])
    const ids = [...rows.map(({ id }) => id), ...exclusions.flatMap(one => one.ids)]
    expect(new Set(ids).size).toBe(7)
    expect(notes.at(-1)).toMatch(/^3 of 7 items were made/)
  })

  it('leaves out a copy of any source row, and of an item made before, whatever its case and white space', async () => {
    const copy = JSON.stringify({ question: ' ann has 3 hens.\nHow many  LEGS?', answer: '6' }).replace(
      '" ',
      '"',
    )
    const { rows, exclusions } = await build((_, i) => ({ text: i === 1 ? copy : item(i > 2 ? 0 : i) }), {
      count: 4,
    })
    expect(rows).toHaveLength(2)
    expect(exclusions.map(({ reason }) => reason)).toEqual([
      'the answer repeats a row of the source',
      'the answer repeats an item that was made before',
    ])
  })

  it('keeps options as many as they were, and asks for no field that is null', async () => {
    const rows = [0, 1, 2].map(n => row(n, { choices: ['a', 'b'], hint: null }))
    const choices = [['c', 'd'], ['c'], ['c', 'd', 'e']]
    const {
      asked,
      rows: made,
      exclusions,
    } = await build((_, i) => ({ text: JSON.stringify({ ...JSON.parse(item(i)), choices: choices[i] }) }), {
      rows,
    })
    expect(asked[0]!.prompt).not.toContain('hint')
    expect(made.map(({ fields }) => [fields.choices, fields.hint])).toEqual([[['c', 'd'], null]])
    expect(exclusions).toMatchObject([
      { reason: 'the field "choices" has another number of entries than its example', ids: { length: 2 } },
    ])
  })

  it('waits for every answer before it passes an error on', async () => {
    let asked = 0
    let answered = 0
    const builder = llmBuilder(async () => {
      if (asked++ === 0) throw new Error('gone')
      await new Promise(done => setTimeout(done, 20))
      answered++
      return { text: '' }
    }, prompts)
    const request = { rows: ROWS, count: 3, perRow: 1, random: createRandom(1) }
    await expect(builder.build(request)).rejects.toThrow('gone')
    expect(answered).toBe(2)
  })

  it('needs three rows with fields of their own', () => {
    const { accepts } = llmBuilder(async () => ({ text: '' }), prompts)
    expect(accepts(ROWS)).toBe(true)
    expect(accepts(ROWS.slice(0, 2))).toBe('a prompt shows 3 rows, and there are 2')
    expect(accepts([...ROWS, { ...row(9), fields: { id: 'row-9' } }])).toBe(
      'row row-9 has no field besides its id',
    )
  })
})
