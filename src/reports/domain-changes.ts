import type { DomainChange, DomainsReport } from '../domains-report.js'
import { signed } from '../format.js'
import { left, right, table } from './table.js'

/** What the table below it holds. */
export const changesTitle = ({ models }: DomainsReport) =>
  `Change from ${models[0]!.name} to ${models.at(-1)!.name}, nats per standard token`

/** Below this there is no course to see. */
const LEAST_MODELS = 3

/** What moved from the first model to the last, and by which course. */
export function changeLines({ changes, models }: DomainsReport): string[] {
  const trended = models.length >= LEAST_MODELS
  const courses = coursesOf(changes.map(({ since }) => [0, ...since.map(({ change }) => change)]))
  return table(
    [
      ...[left('set'), left('kind'), right('change'), right('s.e.'), right('interval'), left('')],
      ...(trended ? [left('model by model')] : []),
    ],
    changes.map(({ set, kind, since }, s) => {
      const { change, error, interval, moves } = since.at(-1)!
      return [
        ...[set, kind, signed(change), error?.toFixed(3) ?? 'none'],
        intervalText(interval),
        ...[moves, ...(trended ? [courses[s]!] : [])],
      ]
    }),
  )
}

const HEIGHTS = [...'▁▂▃▄▅▆▇█']

/** Values as heights on one scale, so that a small change looks small beside a large one. */
function coursesOf(rows: readonly (readonly number[])[]): string[] {
  const [low, high] = [Math.min(...rows.flat()), Math.max(...rows.flat())]
  const height = (value: number) => Math.round(((value - low) / (high - low || 1)) * (HEIGHTS.length - 1))
  return rows.map(values => values.map(value => HEIGHTS[height(value)]).join(''))
}

export const intervalText = (interval: DomainChange['interval']) =>
  interval === null ? 'one document' : `${signed(interval.lower)} to ${signed(interval.upper)}`
