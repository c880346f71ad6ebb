import type { DomainsReport } from '../domains-report.js'
import { LossgapError } from '../errors.js'
import { correlation, firstDifferences, LEAST_PAIRS } from '../statistics/correlation.js'

/** A row of a table with a column `model` and a column for each task. */
export interface TaskRow {
  readonly line: number
  readonly fields: Readonly<Record<string, unknown>>
}

/** The scores of one task, model by model. */
export interface TaskScores {
  readonly task: string
  readonly values: readonly number[]
}

export interface TaskTable {
  readonly tasks: readonly TaskScores[]
  /** Models of the table that are none of those asked for. */
  readonly unknown: readonly string[]
}

/**
 * The columns of a table of task scores in the order of the models, each of which the table may call by any of its names.
 * @throws LossgapError ROW_INVALID for a table that does not fit the models.
 */
export function taskScores(
  path: string,
  rows: readonly TaskRow[],
  models: readonly (readonly string[])[],
): TaskTable {
  const invalid = (what: string, fix: string) => new LossgapError('ROW_INVALID', what, fix)
  const columns = Object.keys(rows[0]?.fields ?? {}).filter(name => name !== 'model')
  if (rows[0] === undefined || !('model' in rows[0].fields) || columns.length === 0)
    throw invalid(
      `${path} has no column "model" beside one with scores`,
      'Give it a row per model: model,task,… with the name or path that the command line has',
    )
  const scored = models.map(names => {
    const mine = rows.filter(({ fields }) => names.includes(String(fields.model)))
    if (mine.length === 1) return mine[0]!
    throw invalid(
      `${path} has ${mine.length} rows for ${names[0]}`,
      'Give every model one row, with its name or path in the column "model"',
    )
  })
  const tasks = columns.map(task => ({
    task,
    values: scored.map(({ fields, line }) => {
      const value = Number(fields[task])
      if (String(fields[task] ?? '').trim() !== '' && Number.isFinite(value)) return value
      throw invalid(
        `${path}:${line} has no number in the column "${task}"`,
        'Fill it in, or delete the column',
      )
    }),
  }))
  const known = new Set(models.flat())
  const unknown = rows.map(({ fields }) => String(fields.model)).filter(name => !known.has(name))
  return { tasks, unknown }
}

/** Of so many models there are enough changes from one to the next, too. */
export const LEAST_MODELS = LEAST_PAIRS + 1

/**
 * How task scores go with the models' average loss: of the levels, and of the changes from each model to the next. Levels of
 * checkpoints all drift, so they correlate whatever they measure; changes do not. The average loss is the mean over domains,
 * so that a good score at a low loss gives a negative coefficient.
 */
export function correlateTasks(
  tasks: readonly TaskScores[],
  losses: readonly number[],
): DomainsReport['correlations'] {
  return tasks.map(({ task, values }) => ({
    task,
    models: losses.length,
    scores: [...values],
    levels: correlation(losses, values) ?? null,
    differences: correlation(firstDifferences(losses), firstDifferences(values)) ?? null,
    enough: losses.length >= LEAST_MODELS,
  }))
}
