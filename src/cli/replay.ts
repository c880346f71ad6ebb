import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { completionOf } from '../endpoint/answer.js'
import { REFUSED } from '../endpoint/client.js'
import { openJournal } from '../endpoint/journal.js'
import { chatRequest } from '../endpoint/request.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { Manifest } from '../sets/index.js'
import type { Complete, Completion, CompletionRequest } from '../types.js'
import type { Asker, Excluding } from './asker.js'
import { journalBeside } from './endpoint.js'
import { endpointFlags } from './endpoint-options.js'
import { anew } from './manifest-options.js'
import { loadPrompts } from './prompt-files.js'
import { fromManifest, toManifest } from './sampling.js'

/** Options that say where the parts of an earlier run lie. */
const PLACES = ['--journal', '--prompt']

/**
 * The answers that a manifest's set was made from, out of the journal alone: asked again, a model may answer otherwise.
 * @param path of the manifest; the journal lies beside it unless --journal names it.
 * @throws USAGE for options that only matter to requests, HASH_MISMATCH for another prompt; `run` throws FILE_MISSING
 * where the journal lacks answers.
 */
export async function replayOf(
  kind: 'build' | 'paraphrase',
  path: string,
  known: Manifest,
  command: Command,
  places: { readonly journal?: string; readonly prompt?: string },
  files: Files,
): Promise<Asker> {
  const flag = endpointFlags(command).find(one => !PLACES.includes(one))
  if (flag !== undefined)
    throw new LossgapError(
      'USAGE',
      `${flag} has no use beside --manifest, which takes the answers from the journal and asks no model`,
      `Leave ${flag} out, or ${anew(known.kind)}`,
    )
  const prompts = await loadPrompts(kind, places.prompt, files)
  const { options } = known.generator
  if (options.prompt !== prompts.sha256)
    throw new LossgapError(
      'HASH_MISMATCH',
      `The prompt is not the one of the manifest: its sha256 is ${prompts.sha256.slice(0, 16)}…, the manifest says ${String(options.prompt).slice(0, 16)}…`,
      `Name the prompt of that time with --prompt, or ${anew(known.kind)}`,
    )
  const folder = places.journal ?? journalBeside(join(dirname(path), known.output.file))
  const sampling = fromManifest(options)
  // Manifests of earlier versions do not tell it.
  const endpoint = options.endpoint === undefined ? undefined : String(options.endpoint)

  let contested = 0

  async function run<T extends Excluding>(make: (complete: Complete) => Promise<T>): Promise<T> {
    const journal = openJournal(folder, endpoint)
    contested = journal.contested
    const kept = new Set<string>()
    const absent = new Set<string>()
    const answered = async (request: CompletionRequest): Promise<Completion> => {
      const { key } = chatRequest(sampling, request)
      const answer = journal.answer(key)
      ;(answer === undefined ? absent : kept).add(key)
      // The key as a reason tells which items came of it.
      return answer === undefined ? { unusable: key } : completionOf(answer)
    }
    const refusals = refusalsOf(await make(answered), absent, known)
    const missing = absent.size - refusals.size
    if (missing > 0)
      throw new LossgapError(
        'FILE_MISSING',
        `${missing} of the ${kept.size + absent.size} answers that the set was made from are not in the journal ${folder}`,
        `Name the journal of that time with --journal, or ${anew(known.kind)}`,
      )
    return make(async request => {
      const reason = refusals.get(chatRequest(sampling, request).key)
      return reason === undefined ? answered(request) : { unusable: reason }
    })
  }

  const asked = endpoint === undefined ? {} : { endpoint }
  return {
    prompts,
    options: { ...toManifest(sampling), ...asked, prompt: prompts.sha256 },
    run,
    doubt: () =>
      contested === 0
        ? undefined
        : {
            why: `the journal ${folder} has two answers to ${contested} of the requests, of runs at the same time, and does not tell which of them the set was made from`,
            fix: 'Each .log file there is of one run: try without one of them',
          },
  }
}

/**
 * Why the server refused each request that has no answer, for it never had one: the manifest tells reasons by items, and
 * `outcome`, made with the keys as reasons, which items came of which request. Items with the same prompt share one.
 */
function refusalsOf(outcome: Excluding, absent: ReadonlySet<string>, known: Manifest): Map<string, string> {
  const reasons = new Map(
    known.exclusions
      .filter(({ reason }) => reason.startsWith(REFUSED))
      .flatMap(({ reason, ids }) => ids.map(id => [id, reason] as const)),
  )
  return new Map(
    outcome.exclusions.flatMap(({ reason: key, ids }) => {
      const reason = absent.has(key) ? ids.map(id => reasons.get(id)).find(Boolean) : undefined
      return reason === undefined ? [] : [[key, reason] as const]
    }),
  )
}
