import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './written-files.js'

const { write, load, refuses, folder } = temporaryFolder()
const writeRows = (name: string, rows: readonly object[]) =>
  write(name, rows.map(row => `${JSON.stringify(row)}\n`).join(''))

describe('the template of a file', () => {
  it('is settled by its first row, also when the range leaves that out', async () => {
    writeRows('kinds.jsonl', [
      { question: 'q0', answer: 'a0' },
      { question: 'q1', answer: 'a1', text: 't1' },
      { text: 't2' },
    ])
    const set = await load('kinds.jsonl#1:2')
    expect([set.template, set.items[0]?.text]).toEqual(['{question} {answer}', 'q1 a1'])
    await refuses('kinds.jsonl', {
      code: 'FIELD_MISSING',
      what: 'kinds.jsonl:3 has no field "question" (fields: text)',
      fix: 'Add the field to the row, or change --template "{question} {answer}"',
    })
  })
})

describe('ids', () => {
  it('come from the field id if every row has one', async () => {
    writeRows('ids.jsonl', [
      { id: 'a', text: 'x' },
      { id: 7, text: 'y' },
    ])
    expect((await load('ids.jsonl')).items.map(({ id }) => id)).toEqual(['a', '7'])
  })

  it.each([[{ text: 'y' }], [{ id: null, text: 'y' }], [{ id: ' ', text: 'y' }]])(
    'are row numbers if a row lacks one (%j)',
    async row => {
      writeRows('partly.jsonl', [{ id: 'a', text: 'x' }, { id: 'a', text: 'x' }, row, { id: 'b', text: 'z' }])
      const { items, exclusions } = await load('partly.jsonl')
      expect(items.map(({ id, cluster }) => [id, cluster])).toEqual([
        ['0', '0'],
        ['2', '2'],
        ['3', '3'],
      ])
      expect(exclusions).toEqual([{ reason: 'duplicate text', ids: ['1'] }])
    },
  )

  it('come from --id-field, which every row must then have', async () => {
    writeRows('field.jsonl', [
      { key: 'a', text: 'x' },
      { kay: 'b', text: 'y' },
    ])
    expect((await load('field.jsonl#0:1', { idField: 'key' })).items[0]?.id).toBe('a')
    await refuses(
      'field.jsonl',
      {
        code: 'FIELD_MISSING',
        what: 'field.jsonl:2 has no field "key" (fields: kay, text)',
        fix: 'Did you mean "kay"? Change --id-field key',
      },
      { idField: 'key' },
    )
    writeRows('blank.jsonl', [{ key: '', text: 'x' }])
    await refuses(
      'blank.jsonl',
      {
        code: 'ROW_INVALID',
        what: 'blank.jsonl:1 has an empty id (field "key")',
        fix: 'Fill it in or delete the row',
      },
      { idField: 'key' },
    )
  })

  it('are reported at the first of several duplicates', async () => {
    writeRows('several.jsonl', [
      { id: 'a', text: 'v' },
      { id: 'b', text: 'w' },
      { id: 'a', text: 'x' },
      { id: 'b', text: 'y' },
    ])
    await expect(load('several.jsonl')).rejects.toThrow(
      /several\.jsonl:3 has the id "a" of .*several\.jsonl:1$/,
    )
  })

  it('must differ; both lines are named', async () => {
    writeRows('twice.jsonl', [
      { id: 'a', text: 'x' },
      { id: 'b', text: 'y' },
      { id: 'a', text: 'z' },
    ])
    const refusal = {
      code: 'ID_DUPLICATE',
      what: 'twice.jsonl:3 has the id "a" of twice.jsonl:1',
      fix: 'Make the ids unique, or name a field that is: --id-field FIELD',
    }
    await refuses('twice.jsonl', refusal)
    await refuses('twice.jsonl', refusal, { idField: 'id' })
    await refuses('twice.jsonl', refusal, { sample: { count: 1, seed: 1 } })
    expect((await load('twice.jsonl#1:3')).items.map(({ id }) => id)).toEqual(['b', 'a'])
    writeRows('number.jsonl', [
      { id: 1, text: 'x' },
      { id: '1', text: 'y' },
    ])
    await refuses('number.jsonl', { ...refusal, what: 'number.jsonl:2 has the id "1" of number.jsonl:1' })
  })
})

describe('clusters', () => {
  it('come from the field cluster where there is one, or else are the id', async () => {
    writeRows('clusters.jsonl', [
      { id: 'a', text: 'x', cluster: 'doc' },
      { id: 'b', text: 'y', cluster: 3 },
      { id: 'c', text: 'z' },
      { id: 'd', text: 'w', cluster: null },
    ])
    expect((await load('clusters.jsonl')).items.map(({ cluster }) => cluster)).toEqual(['doc', '3', 'c', 'd'])
  })

  it('come from --cluster-field, which every row must then have', async () => {
    writeRows('documents.jsonl', [{ text: 'x', meta: { doc: 'd1' } }, { text: 'y' }])
    expect((await load('documents.jsonl#0:1', { clusterField: 'meta.doc' })).items[0]?.cluster).toBe('d1')
    await refuses(
      'documents.jsonl',
      {
        code: 'FIELD_MISSING',
        what: 'documents.jsonl:2 has no field "meta.doc" (fields: text)',
        fix: 'Add the field to the row, or change --cluster-field meta.doc',
      },
      { clusterField: 'meta.doc' },
    )
  })
})

describe('repeated texts', () => {
  it('are kept once and counted, also when only white space differs', async () => {
    writeRows('repeats.jsonl', [
      { id: 'a', text: 'one two' },
      { id: 'b', text: ' one\n\ttwo ' },
      { id: 'c', text: 'One two' },
      { id: 'd', text: 'one  two' },
    ])
    const { items, exclusions } = await load('repeats.jsonl')
    expect(items.map(({ id }) => id)).toEqual(['a', 'c'])
    expect(exclusions).toEqual([{ reason: 'duplicate text', ids: ['b', 'd'] }])
    expect((await load('repeats.jsonl#1:3')).exclusions).toEqual([])
  })
})

describe('samples', () => {
  const texts = Array.from({ length: 50 }, (_, i) => ({ text: `t${i % 40}` }))
  const sample = (count: number, seed: number) => load('many.jsonl', { sample: { count, seed } })

  it('are part of the whole set, in file order, and named', async () => {
    writeRows('many.jsonl', texts)
    const whole = await load('many.jsonl')
    const set = await sample(10, 1)
    expect(set.name).toBe(`${folder}/many.jsonl (10 sampled, seed 1)`)
    expect((await load('many.jsonl#0:30', { sample: { count: 10, seed: 1 } })).name).toBe(
      `${folder}/many.jsonl#0:30 (10 sampled, seed 1)`,
    )
    const chosen = new Set(set.items.map(({ id }) => id))
    expect(chosen.size).toBe(10)
    expect(set.items).toEqual(whole.items.filter(({ id }) => chosen.has(id)))
    expect(set.exclusions).toEqual(whole.exclusions)
    expect(set.exclusions[0]?.ids).toHaveLength(10)
  })

  it('are the same for the same seed, and differ between seeds', async () => {
    const [once, again] = [await sample(10, 1), await sample(10, 1)]
    expect({ ...once, allTexts: undefined }).toEqual({ ...again, allTexts: undefined })
    expect((await sample(10, 1)).items).not.toEqual((await sample(10, 2)).items)
  })

  it('know every text of the range, drawn or not, and no other', async () => {
    const { allTexts } = await load('many.jsonl#0:30', { sample: { count: 3, seed: 1 } })
    expect(['t0', 'T29!', 't30', 't'].map(text => allTexts!.has(text))).toEqual([true, true, false, false])
    expect((await load('many.jsonl')).allTexts).toBeUndefined()
  })

  it('take the whole set when it is not larger', async () => {
    for (const count of [40, 41, 1000]) expect(await sample(count, 1)).toEqual(await load('many.jsonl'))
  })

  it.each([
    [0, 1],
    [-1, 1],
    [2.5, 1],
    [Number.NaN, 1],
    [5, 0.5],
  ])('refuse %d items with seed %d', async (count, seed) => {
    const what = `A sample of ${count} items with seed ${seed} cannot be drawn`
    const fix = 'Give a whole number of items above 0, and a whole number as the seed'
    await refuses('many.jsonl', { code: 'USAGE', what, fix }, { sample: { count, seed } })
  })
})
