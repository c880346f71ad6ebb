import { LossgapError } from '../errors.js'
import { bagOfWords, tokenize } from './bag-of-words.js'
import { characterNgrams } from './character-ngrams.js'
import type { AucResult } from './delong.js'
import { assignFolds } from './folds.js'
import { outOfFoldAuc } from './out-of-fold.js'
import type { Random } from './random.js'
import { denseRows } from './sparse-rows.js'
import { standardise, surfaceFeatures } from './surface-features.js'
import { type TellingToken, type TellingTokens, tellingTokens } from './telling-tokens.js'
import { orderTokens } from './word-order.js'

/** A text as the classifier sees it; an Item will do. */
export interface BlindText {
  readonly text: string
  readonly cluster: string
}

export type BlindTier = 'iid-like' | 'shifted' | 'strongly-shifted'

export interface BlindResult {
  readonly words: AucResult
  readonly surface: AucResult
  /** On pairs of neighbouring words and on the half of the text that a word stands in. */
  readonly order: AucResult
  /** On runs of one to three characters of the raw text. */
  readonly characters: AucResult
  /** The largest of the four: the sets are as different as the best classifier shows. */
  readonly auc: number
  /** The largest of the four upper 95% limits. */
  readonly aucUpper: number
  readonly tier: BlindTier
  /** Tokens that tell most, from a fit on all texts; weight > 0 speaks for the test set. */
  readonly telling: TellingTokens
}

export type { TellingToken }

/** One tenth of the texts is too few to score by, one half too few to learn from; five is the usual middle. */
const FOLDS = 5

/**
 * N-grams of one to three characters overlap: each difference shows in several columns, so each may weigh less.
 * A yet firmer fit comes close to the means of the sets, whose out-of-fold AUC falls below 0.5 when sets are
 * balanced better than by chance.
 */
const NGRAM_LAMBDA = 30

/** Within sampling error of 0.5 for audits of usual size, judged with its confidence limit: few texts are no proof. */
const IID_AUC = 0.55
const IID_UPPER = 0.6

/** Above this, three of four pairs are told apart and item-level comparisons lose their meaning. */
const SHIFTED_AUC = 0.75

/** As far below 0.5 as the other border is above it; a 95% limit below this is no chance for 300 texts per set. */
const LINKED_UPPER = 0.45

/**
 * How well two sets can be told apart without any model: the largest out-of-fold AUC of four L2 logistic
 * classifiers, on a bag of words, on six surface features, on word order and on character n-grams of the raw
 * text, 5 folds by cluster. The last two hear what a bag of words is deaf to and a language model is not: case,
 * line ends, white space, punctuation marks, shuffled words, swapped fields.
 * Tier: iid-like iff auc ≤ 0.55, aucUpper ≤ 0.60 and no classifier of text has an upper limit below 0.45;
 * else shifted iff auc ≤ 0.75; else strongly-shifted.
 *
 * Validity: at least five clusters per set. DeLong's limits are those of clusters.
 * Errors: the maximum of four makes "not alike" likelier for sets that are alike, and is not corrected for it,
 * as a missed difference accuses a clean model while a false alarm only withholds a verdict. Random parts of GSM8K
 * of 100, 200, 300 and 700 texts are iid-like in 38, 63, 83 and 100% of 40 draws (20 for 700, with some of
 * its train set); with words and surface alone in 50, 75, 90 and 100%.
 * Orientation: 0.5 = alike, 1 = always told apart. A little below 0.5 is noise. Far below it the sets are linked
 * item by item (one made by rewriting the other): what marks an item in one set is then found with its
 * counterpart in the other, so a classifier that saw only one of them errs. Such sets are not independent draws.
 * Source: Das et al. (2024), arXiv:2406.16201 (blind baselines); Meeus et al. (2024), arXiv:2406.17975.
 *
 * @throws LossgapError SET_TOO_SMALL when a set has fewer than five clusters.
 */
export function blindClassifier(
  test: readonly BlindText[],
  ref: readonly BlindText[],
  random: Random,
): BlindResult {
  for (const set of [test, ref]) {
    const clusters = new Set(set.map(item => item.cluster)).size
    if (clusters < FOLDS) {
      throw new LossgapError(
        'SET_TOO_SMALL',
        `Cross-validation needs ${FOLDS} clusters per set, got ${clusters}`,
        'Use larger sets, or ones made from more source documents',
      )
    }
  }
  const items = [...test, ...ref]
  const labels = Int8Array.from(items, (_, i) => (i < test.length ? 1 : 0))
  const clusters = items.map(item => item.cluster)
  const folds = assignFolds(clusters, labels, FOLDS, random.stream('folds'))
  const tokens = items.map(item => tokenize(item.text))
  const bag = bagOfWords(tokens)
  const features = items.map((item, i) => surfaceFeatures(item.text, tokens[i]!))

  const ordered = bagOfWords(tokens.map(orderTokens)).rows
  const ngrams = characterNgrams(items.map(item => item.text))

  const held = { folds, clusters }
  const words = outOfFoldAuc(() => bag.rows, labels, held)
  const surface = outOfFoldAuc(fitted => denseRows(standardise(features, fitted)), labels, held)
  const order = outOfFoldAuc(() => ordered, labels, held)
  const characters = outOfFoldAuc(() => ngrams, labels, held, NGRAM_LAMBDA)
  const all = [words, surface, order, characters]
  const auc = Math.max(...all.map(result => result.auc))
  const aucUpper = Math.max(...all.map(result => result.interval.upper))
  // Surface stays out: sets made by one template balance its six numbers without any link between items.
  const linked = [words, order, characters].some(result => result.interval.upper < LINKED_UPPER)
  const tier = tierOf(auc, aucUpper, linked)
  return { words, surface, order, characters, auc, aucUpper, tier, telling: tellingTokens(bag, labels) }
}

function tierOf(auc: number, upper: number, linked: boolean): BlindTier {
  if (auc <= IID_AUC && upper <= IID_UPPER && !linked) return 'iid-like'
  return auc <= SHIFTED_AUC ? 'shifted' : 'strongly-shifted'
}
