import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { completionOf } from '../endpoint/answer.js'
import { REFUSED } from '../endpoint/client.js'
import { openJournal } from '../endpoint/journal.js'
import { rehearse } from '../endpoint/rehearse.js'
import { chatRequest } from '../endpoint/request.js'
import { LossgapError } from '../errors.js'
import type { Files } from '../io/files.js'
import type { Manifest } from '../sets/index.js'
import type { Complete } from '../types.js'
import type { Asker } from './asker.js'
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

  async function run<T>(make: (complete: Complete) => Promise<T>): Promise<T> {
    const journal = openJournal(folder, endpoint)
    const { kept, toSend } = await rehearse(make, sampling, journal)
    // A request that the server refused never had an answer.
    const refused = known.exclusions.filter(({ reason }) => reason.startsWith(REFUSED))
    const missing = toSend.requests - refused.reduce((sum, { ids }) => sum + ids.length, 0)
    if (missing > 0)
      throw new LossgapError(
        'FILE_MISSING',
        `${missing} of the ${kept + toSend.requests} answers that the set was made from are not in the journal ${folder}`,
        `Name the journal of that time with --journal, or ${anew(known.kind)}`,
      )
    return make(async request => {
      const answer = journal.answer(chatRequest(sampling, request).key)
      return answer === undefined ? { unusable: refused[0]?.reason ?? REFUSED } : completionOf(answer)
    })
  }

  const asked = endpoint === undefined ? {} : { endpoint }
  return { prompts, options: { ...toManifest(sampling), ...asked, prompt: prompts.sha256 }, run }
}
