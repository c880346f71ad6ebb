import type { Check, Parameters } from '../audit-report.js'
import { pairsCheck } from '../checks/pairs.js'
import { templateCheck } from '../checks/template.js'
import { LossgapError } from '../errors.js'
import type { ModelParaphrases, ParaphraseInput } from '../gaps/paraphrases.js'
import type { ScoredModel } from '../scoring/score-sets.js'
import { shortNames } from '../short-names.js'
import type { Item, ItemLoss, ItemSet, Role } from '../types.js'
import { type AlignedLosses, NOT_SCORED, without } from './align.js'
import type { PreparedSets } from './prepare-sets.js'

/** Positions of an original set and of its paraphrases among the sets of an audit. */
export interface Pairing {
  readonly original: number
  readonly reworded: number
}

/** Positions of the paraphrase sets: of the test set, and as a control of the reference set. */
export interface Pairings {
  readonly test: Pairing
  readonly control?: Pairing | undefined
}

/** The sets of an audit with the paraphrases at their end, and where those lie. */
export interface PairedAudit {
  readonly sets: readonly ItemSet[]
  readonly roles: readonly Role[]
  readonly names: readonly string[]
  readonly pairs?: Pairings
}

/** Puts paraphrase sets, without what has no original, behind the sets of an audit. */
export function addPairings(
  { sets, roles, names }: PreparedSets,
  loaded: { readonly test?: ItemSet | undefined; readonly control?: ItemSet | undefined },
): PairedAudit {
  if (loaded.test === undefined) return { sets, roles, names }
  const reworded = [pairedWith(sets[0]!, loaded.test)]
  if (loaded.control) reworded.push(pairedWith(sets[1]!, loaded.control))
  const first = sets.length
  return {
    sets: [...sets, ...reworded],
    roles: [...roles, ...(['paraphrase', 'ref-paraphrase'] as const).slice(0, reworded.length)],
    // Beside those that have names, so that no two sets share one.
    names: [...names, ...shortNames([...sets, ...reworded].map(set => set.name)).slice(first)],
    pairs: {
      test: { original: 0, reworded: first },
      control: loaded.control && { original: 1, reworded: first + 1 },
    },
  }
}

/** A file of paraphrases may cover more items than an audit of some of them. */
const ALONE = 'its original is not in this audit'

/**
 * Paraphrases whose original is among the items, without those that repeat it word for word: they show no gap by
 * making. What is left out is listed with its reason.
 * @throws LossgapError SET_TOO_SMALL when no paraphrase has its original.
 */
export function pairedWith(original: ItemSet, reworded: ItemSet): ItemSet {
  const texts = new Map(original.items.map(({ id, text }) => [id, text]))
  const idsWhere = (test: (item: Item) => boolean) => reworded.items.filter(test).map(({ id }) => id)
  const alone = idsWhere(({ id }) => !texts.has(id))
  const copied = idsWhere(({ id, text }) => texts.get(id) === text)
  if (alone.length === reworded.items.length) {
    throw new LossgapError(
      'SET_TOO_SMALL',
      `No item of ${reworded.name} has the id of an item of ${original.name} (they are called "${reworded.items[0]?.id}" and "${original.items[0]?.id}", for example)`,
      'Give paraphrases the ids of their originals (rows without an id are called by their number, from 0), or name the field with --id-field',
    )
  }
  return without(without(reworded, alone, ALONE), copied, 'same text as its original')
}

/** Positions of all sets that the paraphrase arm rests on. */
export function positionsOf({ test, control }: Pairings): number[] {
  return [test, ...(control ? [control] : [])].flatMap(({ original, reworded }) => [original, reworded])
}

/** The checks on pairs, on the items that are compared in the end. */
export function pairChecks(
  loaded: readonly ItemSet[],
  { sets }: Pick<AlignedLosses, 'sets'>,
  names: readonly string[],
  { test, control }: Pairings,
): Check[] {
  const named = (s: number) => ({ name: names[s]!, template: loaded[s]!.template })
  return [test, ...(control ? [control] : [])].flatMap(({ original, reworded }) => [
    templateCheck(named(original), named(reworded)),
    pairsCheck({
      originalName: names[original]!,
      original: sets[original]!.items,
      rewordedName: names[reworded]!,
      reworded: sets[reworded]!.items,
      offered: offered(loaded[reworded]!),
    }),
  ])
}

/** The same while only part of the items is scored: what fails on the whole sets has failed. */
export function pairChecksOfPart(whole: readonly Check[], part: readonly Check[]): Check[] {
  return part.map((check, c) => (whole[c]!.status === 'fail' ? whole[c]! : check))
}

/** Input of the paraphrase family: the items of each model that have a paraphrase, in one order. */
export function paraphraseInput(
  models: readonly ScoredModel[],
  { losses }: AlignedLosses,
  names: readonly string[],
  { test, control }: Pairings,
  common: Pick<ParaphraseInput, 'ownBase' | 'families'>,
  { alpha, equivalenceAlpha, power, effectFloor }: Parameters,
): ParaphraseInput {
  const [suspect, ...references] = models.map((model, m): ModelParaphrases => {
    const pairs = pairLosses(losses[m]!, test)
    return {
      name: model.name,
      tokenizerSha256: model.identity.tokenizerSha256,
      exposed: pairs.original,
      unexposed: pairs.reworded,
      control: control && pairLosses(losses[m]!, control),
    }
  })
  return {
    name: 'paraphrase',
    question: `Is ${names[test.original]} more familiar than the same items reworded?`,
    suspect: suspect!,
    references,
    ...common,
    alpha,
    equivalenceAlpha,
    power,
    effectFloor,
  }
}

function pairLosses(losses: readonly (readonly ItemLoss[])[], { original, reworded }: Pairing) {
  const after = new Map(losses[reworded]!.map(item => [item.id, item]))
  const kept = losses[original]!.filter(({ id }) => after.has(id))
  return { original: kept, reworded: kept.map(({ id }) => after.get(id)!) }
}

/**
 * Paraphrases of the items in question that were given, those left out included. Of a part only those that there are:
 * whether the pairs are a choice is judged on all (`pairChecksOfPart`).
 */
function offered({ items, exclusions }: ItemSet): number {
  if (exclusions.some(({ reason }) => reason === NOT_SCORED)) return items.length
  return exclusions.reduce((sum, { reason, ids }) => sum + (reason === ALONE ? 0 : ids.length), items.length)
}
