import { join } from 'node:path'
import { addressOf } from '../endpoint/address.js'
import { createBudget } from '../endpoint/budget.js'
import { createClient } from '../endpoint/client.js'
import { openJournal } from '../endpoint/journal.js'
import { forecastText, rehearse } from '../endpoint/rehearse.js'
import { type Secret, secretOf } from '../endpoint/secret.js'
import { LossgapError } from '../errors.js'
import { takeLock } from '../io/lock.js'
import type { Complete } from '../types.js'
import { checkLimits, pricesOf } from './endpoint-limits.js'
import type { EndpointArguments } from './endpoint-options.js'
import type { Ports } from './ports.js'
import { samplingOf, toManifest } from './sampling.js'

/** A language model that a command may ask. */
export interface Endpoint {
  /** For a manifest: what decided the answers, besides the prompts. */
  readonly options: Readonly<Record<string, string | number>>
  /**
   * Prints what `make` will ask for and cost, and then lets it ask. Undefined after --dry-run.
   * `make` runs twice, first without answers, and must ask the same both times.
   * @throws BUDGET_EXCEEDED, and what `make` and the client throw.
   */
  run<T>(make: (complete: Complete) => Promise<T>): Promise<T | undefined>
}

/** A line of progress is written at most this often, in milliseconds. */
const LINE_INTERVAL = 10_000

/**
 * The endpoint that the options and the environment name. Nothing is sent yet.
 * @param out file that will be written; the journal lies beside it by default.
 * @throws USAGE; `run` throws IN_USE while another process writes to the journal, and FILE_UNREADABLE.
 */
export function endpointOf(options: EndpointArguments, out: string, ports: Ports): Endpoint {
  const { env, report } = ports
  const base = options.baseUrl || env.LOSSGAP_BASE_URL || env.OPENAI_BASE_URL
  const address = addressOf(base || missing('--base-url', 'http://127.0.0.1:8080/v1'))
  const secret = secretFrom(options, env, address.secrets)
  const prices = pricesOf(options)
  const sampling = samplingOf(options.model ?? missing('--model', 'NAME'), options)
  const folder = options.journal ?? journalBeside(out)

  async function run<T>(make: (complete: Complete) => Promise<T>): Promise<T | undefined> {
    if (options.dryRun) return ask(make)
    // Before the journal is read: two processes that ask the same would pay twice, and each use answers of its own.
    const lock = takeLock(join(folder, '.lock'), `The journal ${folder} is being written`, ports.self)
    try {
      return await ask(make)
    } finally {
      lock.release()
    }
  }

  async function ask<T>(make: (complete: Complete) => Promise<T>): Promise<T | undefined> {
    const journal = openJournal(folder, address.shown)
    const forecast = await rehearse(make, sampling, journal)
    const print = options.dryRun ? ports.print : report
    print(forecastText(forecast, prices))
    if (journal.lost > 0)
      report(
        `${journal.lost} requests of earlier runs have no answer here: they may be billed twice if sent again\n`,
      )
    if (forecast.toSend.requests > 0 && journal.otherEndpoints.length > 0)
      report(
        `The journal has answers of ${journal.otherEndpoints.join(', ')} too, which are not taken for those of ${address.shown}\n`,
      )
    if (journal.damaged > 0) report(`${journal.damaged} lines of the journal cannot be read\n`)
    if (address.inTheOpen && secret.header() !== undefined)
      report(`The key goes to ${address.shown} without encryption\n`)
    if (options.dryRun) return undefined
    checkLimits(forecast, options, prices)
    const budget = createBudget(options.budget, prices ?? { in: 0, out: 0 }, sampling.maxTokens)
    const complete = createClient({
      address,
      secret,
      timeoutMs: options.timeout * 1000,
      sampling,
      journal,
      budget,
      ports,
      concurrency: options.concurrency,
      retries: options.retries,
      onAnswer: counter(forecast.toSend.requests, ports),
      onRefusal: complaint => report(`One request was refused: ${complaint}\n`),
    })
    const made = await make(complete)
    if (prices !== undefined)
      report(`The answers cost ${budget.spent().toFixed(4)}, those of the journal included\n`)
    return made
  }

  return { options: { ...toManifest(sampling), endpoint: address.shown }, run }
}

/** Where answers are kept unless --journal says otherwise: `reference.jsonl` → `reference.answers`. */
export function journalBeside(out: string): string {
  return `${out.replace(/\.jsonl$/, '')}.answers`
}

function missing(option: string, example: string): never {
  throw new LossgapError('USAGE', `${option} is missing`, `Add ${option} ${example}`)
}

/** A local server needs no key, so only a variable that was named must hold one. */
function secretFrom({ keyEnv }: EndpointArguments, env: Ports['env'], others: readonly string[]): Secret {
  const name = keyEnv ?? 'OPENAI_API_KEY'
  if (keyEnv !== undefined && !env[keyEnv]) {
    // Whoever puts the key itself there must not find it in a log.
    throw new LossgapError(
      'USAGE',
      '--key-env names a variable that the environment does not have, or that is empty',
      'Set that variable, or name another; the key itself never goes on the command line',
    )
  }
  return secretOf(env[name], name, others)
}

function counter(total: number, { report, now }: Ports): () => void {
  let received = 0
  let shown = now()
  return () => {
    received++
    if (received < total && now() - shown < LINE_INTERVAL) return
    shown = now()
    report(`${received} of ${total} answers received\n`)
  }
}
