import { escapeUnprintable } from '../reports/printable.js'
import type { Progress } from '../scoring/run-jobs.js'
import type { Ports } from './ports.js'

/** A bar is drawn anew at most this often; a plain line is written at most this often (in milliseconds). */
const BAR_INTERVAL = 100
const LINE_INTERVAL = 10_000
const BAR_WIDTH = 24

/** Shows how scoring goes on: a bar on a terminal, a line now and then elsewhere, with the rate and the time left. */
export function progressReporter({ report, interactive, now }: Ports): (progress: Progress) => void {
  let model = ''
  let started = 0
  let shown = 0
  return progress => {
    const time = now()
    if (progress.model !== model || progress.tokensDone === 0) {
      model = progress.model
      started = time
      shown = 0
      if (progress.textsCached > 0 && progress.textsDone === progress.textsCached) {
        report(`${nameOf(model)}: ${progress.textsCached} of ${progress.texts} texts are in the cache\n`)
      }
      if (progress.tokens === 0) return
    }
    const finished = progress.tokensDone >= progress.tokens
    if (!finished && time - shown < (interactive ? BAR_INTERVAL : LINE_INTERVAL) && shown > 0) return
    shown = time
    const line = lineOf(progress, (time - started) / 1000)
    if (interactive) report(`\r\u001b[2K${bar(progress)} ${line}${finished ? '\n' : ''}`)
    else report(`${line}\n`)
  }
}

function bar({ tokens, tokensDone }: Progress): string {
  const full = Math.round((tokensDone / tokens) * BAR_WIDTH)
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full)
}

function lineOf({ model, texts, textsDone, tokens, tokensDone }: Progress, seconds: number): string {
  const name = nameOf(model)
  if (tokensDone === 0) return `${name}: ${texts - textsDone} texts, ${tokens} tokens to score`
  const rate = tokensDone / seconds
  const left =
    tokensDone < tokens ? `, ${duration((tokens - tokensDone) / rate)} left` : `, took ${duration(seconds)}`
  return `${name}: ${textsDone}/${texts} texts, ${Math.round(rate)} tokens/s${left}`
}

function nameOf(model: string): string {
  return escapeUnprintable(model.split('/').at(-1)!)
}

export function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
  return `${Math.floor(seconds / 3600)} h ${Math.round((seconds % 3600) / 60)} min`
}
