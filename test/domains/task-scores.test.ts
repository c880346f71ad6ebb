import { describe, expect, test } from 'vitest'
import { correlateTasks, type TaskRow, taskScores } from '../../src/domains/task-scores.js'

const models = [3, 2.5, 2, 1.5].map((loss, m) => ({ names: [`runs/step-${m}`, `step-${m}`], loss }))
const correlate = (table: readonly TaskRow[], of = models) =>
  correlateTasks(
    taskScores(
      't.csv',
      table,
      of.map(({ names }) => names),
    ).tasks,
    of.map(({ loss }) => loss),
  )
const rows = (scores: readonly unknown[]) =>
  scores.map((score, m) => ({ line: m + 2, fields: { model: `step-${m}`, boolq: score } }))

describe('task scores beside losses', () => {
  test('a score that rises as the loss falls has the coefficient −1, on levels and changes alike where both are straight', () => {
    const [task] = correlate(rows(['50', '55', '60', '65']))
    expect(task).toMatchObject({ task: 'boolq', models: 4, enough: false, differences: null })
    expect(task!.levels!.pearson.r).toBeCloseTo(-1, 12)
  })
  test('levels that drift together need not change together', () => {
    const uneven = [3, 2.9, 2.2, 2.1].map((loss, m) => ({ ...models[m]!, loss }))
    const [task] = correlate(rows([50, 60, 61, 71]), uneven)
    expect(task!.levels!.pearson.r).toBeLessThan(-0.5)
    // Losses move by −0.1, −0.7, −0.1 and scores by 10, 1, 10: the large move of one is the small one of the other.
    expect(task!.differences!.pearson.r).toBeCloseTo(1, 12)
  })
  test('rows of other models are listed', () => {
    const table = [...rows([1, 2, 3, 4]), { line: 6, fields: { model: 'step-9', boolq: 5 } }]
    const { tasks, unknown } = taskScores(
      't.csv',
      table,
      models.map(({ names }) => names),
    )
    expect(unknown).toEqual(['step-9'])
    expect(tasks[0]!.values).toEqual([1, 2, 3, 4])
  })
  test('are enough from nine models on, which have eight changes', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, m) => ({ names: [`step-${m}`], loss: (m * m) % 7 }))
    const enough = (count: number) =>
      correlate(rows(Array.from({ length: count }, (_, m) => (3 * m * m) % 11)), many(count))[0]!
    expect(enough(8).enough).toBe(false)
    expect(enough(9).enough).toBe(true)
    expect(enough(9).differences!.n).toBe(8)
  })
  test.each([
    ['a model without a row', rows([1, 2, 3]), /0 rows for runs\/step-3/],
    ['a model with two', [...rows([1, 2, 3, 4]), ...rows([1])], /2 rows for runs\/step-0/],
    ['a score that is none', rows([1, 2, '', 4]), /t\.csv:4 has no number in the column "boolq"/],
    ['a table without models', [{ line: 2, fields: { boolq: 1 } }], /no column "model"/],
    ['a table without tasks', [{ line: 2, fields: { model: 'step-0' } }], /no column "model" beside/],
  ])('%s is refused', (_, table, message) => {
    expect(() => correlate(table)).toThrow(message)
  })
})
