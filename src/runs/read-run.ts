import { dirname } from 'node:path'
import type { AuditReport } from '../audit-report.js'
import { itemCaveats } from '../gaps/item-caveats.js'
import { itemFamiliarity } from '../gaps/item-familiarity.js'
import type { Files } from '../io/files.js'
import { powerCurve } from '../planning/curve.js'
import { INEXACT_SPANS } from '../scoring/score-sets.js'
import { type ModelLosses, modelPair, readLosses } from './losses.js'
import type { Run, RunItem, RunPair } from './run.js'
import { MANIFEST } from './run-files.js'
import { readTexts } from './texts.js'
import { readTokens } from './tokens.js'
import { trustedFiles } from './trusted-files.js'

export interface ReadRunOptions {
  /** Leave the items' texts out: for benchmarks that must not be published. */
  readonly texts: boolean
}

/** Said of a run whose files are bound together by nothing. */
const UNBOUND = `There is no ${MANIFEST} beside the report: whether the report and the files with it are as the audit wrote them cannot be checked.`

/**
 * A report with what lies beside it: losses of single items, their tokens and texts. What is not there is named in
 * `missing`; what is there must belong to the report.
 * @throws LossgapError HASH_MISMATCH when a file is not the one that the audit wrote, REPORT_INVALID when it is of other
 *   models, sets or losses than the report.
 */
export async function readRun(
  file: string,
  report: AuditReport,
  files: Files,
  { texts: wanted }: ReadRunOptions,
): Promise<Run> {
  const folder = dirname(file)
  const trusted = await trustedFiles(folder, file, files)
  const losses = await readLosses(folder, report, trusted, files)
  const rest = { file, report, power: powerCurve(report), itemCaveats: itemCaveats(report) }
  const missing: string[] = trusted.bound ? [] : [UNBOUND]
  if (losses.models === undefined)
    return { ...rest, items: undefined, pairs: undefined, missing: [...missing, ...losses.missing] }

  const [suspect, ...references] = losses.models
  const familiarity = itemFamiliarity(modelPair(suspect!), references.map(modelPair)).sort(
    (a, b) => b.familiarity - a.familiarity,
  )
  const texts = wanted ? await readTexts(folder, trusted, files) : undefined
  if (!wanted) missing.push('The texts of the items were left out on request.')
  else if (texts === undefined)
    missing.push(
      trusted.bound
        ? 'The texts of the items are not in this run, so that neither they nor their tokens are shown.'
        : 'Without it texts and scores cannot be put together, so that neither texts nor tokens are shown.',
    )
  const inexact = report.model.notes.some(note => note.endsWith(INEXACT_SPANS))
  if (texts && inexact)
    missing.push(
      'The tokenizer rewrites texts, so that its tokens cannot be placed in them exactly: no token is shown.',
    )
  const tokens = texts && !inexact ? await readTokens(folder, report, texts, files) : undefined
  const items = familiarity.map((item): RunItem => {
    const [text, scores] = [texts?.get(item.id), tokens?.get(item.id)]
    return { ...item, ...(text === undefined ? {} : { text }), ...(scores ? { tokens: scores } : {}) }
  })
  return { ...rest, items, pairs: pairsOf(suspect!), missing }
}

function pairsOf({ sets }: ModelLosses): RunPair[] | undefined {
  const [test, paraphrase] = [sets.get('test')!, sets.get('paraphrase')]
  if (paraphrase === undefined) return undefined
  const reworded = new Map(paraphrase.map(item => [item.id, item]))
  return test.flatMap(({ id, nats, tokens }) => {
    const other = reworded.get(id)
    return other ? [{ id, original: nats / tokens, reworded: other.nats / other.tokens }] : []
  })
}
