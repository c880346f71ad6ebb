import type { Check } from '../audit-report.js'
import { TAU_FLOOR } from '../statistics/between-model-variance.js'
import { mean, moments } from '../statistics/moments.js'

/** What the reference models say of the two sets, and how far they are from the audited model. */
export interface Yardstick {
  /** L(exposed) − L(unexposed) of each reference, nats/token. */
  readonly gaps: readonly { readonly name: string; readonly gap: number }[]
  /** Bits per byte on the unexposed set. */
  readonly bits: { readonly suspect: number; readonly references: readonly number[] }
  /** A line through the references stands in where the audited model lies beyond them. */
  readonly hasLine: boolean
  /** No text classifier tells the two sets apart. */
  readonly setsAlike: boolean
}

/** Models whose bits per byte differ by more than this share are of another strength, or of another language. */
const NEAR = 0.25

/** Studentised among its fellows; with as many models as an audit has, chance goes this far once in a thousand. */
const OUTLIER = 4

/** An outlier is told among three others at least: their spread has two degrees of freedom then. */
const LEAST_FOR_OUTLIERS = 4

/** Nats/token. A difference of gaps takes a difficulty that all models feel off; of this size it is an extrapolation. */
const LARGE_OFFSET = 0.15

/**
 * Are the references near enough to the audited model, alike among themselves, and of one mind that the sets are about
 * equally hard? All can only weaken a verdict. One that is far from every reference, with no line through them, has no
 * yardstick: training that moves a model's loss on items that nobody has seen by a quarter moves gaps as well. Between
 * sets that are alike it warns only: whatever moves one of two draws of one source moves the other. The verdict then asks
 * the model's own gap to say the same, since alikeness is all that the comparison rests on (decide.ts).
 */
export function yardstickChecks({ gaps, bits, hasLine, setsAlike }: Yardstick): Check[] {
  if (gaps.length === 0) return []
  return [
    nearness(gaps, bits, { hasLine, setsAlike }),
    ...outliers(gaps),
    difficulty(gaps.map(({ gap }) => gap)),
  ]
}

/**
 * The same of pairs: is a reference near on items that nobody has seen? A paraphrase is no draw of its original's source, so
 * nothing else can carry a distance.
 */
export function pairYardstickChecks({ gaps, bits }: Pick<Yardstick, 'gaps' | 'bits'>): Check[] {
  if (gaps.length === 0) return []
  return [nearness(gaps, bits, { hasLine: false, setsAlike: false }), ...outliers(gaps)].map(check => ({
    ...check,
    name: `paraphrases, ${check.name}`,
  }))
}

function nearness(
  gaps: Yardstick['gaps'],
  { suspect, references }: Yardstick['bits'],
  { hasLine, setsAlike }: Pick<Yardstick, 'hasLine' | 'setsAlike'>,
): Check {
  const ratios = references.map(value => value / suspect)
  const far = gaps.flatMap(({ name }, k) =>
    Math.abs(ratios[k]! - 1) > NEAR ? [`${name} (${ratios[k]!.toFixed(2)} times its bits per byte)`] : [],
  )
  const none = far.length === gaps.length
  return {
    name: 'reference models: strength',
    status: far.length === 0 ? 'pass' : none && !hasLine && !setsAlike ? 'fail' : 'warn',
    code:
      far.length === 0
        ? 'references_near'
        : none && !hasLine && setsAlike
          ? 'references_far_sets_alike'
          : 'references_far',
    text:
      far.length === 0
        ? `Their bits per byte on the reference set are within ${100 * NEAR} % of the audited model's`
        : `${none ? 'No reference model is' : 'Some reference models are not'} near the audited model on items that nobody has seen: ${far.join(', ')}. Use models of its strength and languages`,
    values: { suspect, least: Math.min(...references), most: Math.max(...references) },
  }
}

/** t of each gap among the others: (g − mean)/(s·√(1 + 1/(K − 1))), s never below the floor of τ. */
function outliers(gaps: Yardstick['gaps']): Check[] {
  if (gaps.length < LEAST_FOR_OUTLIERS) return []
  const strange = gaps.filter(({ gap }, k) => {
    const others = gaps.flatMap((other, o) => (o === k ? [] : [other.gap]))
    const spread = Math.max(Math.sqrt(moments(others).variance), TAU_FLOOR)
    return Math.abs(gap - mean(others)) > OUTLIER * spread * Math.sqrt(1 + 1 / others.length)
  })
  const named = strange.map(({ name, gap }) => `${name} (gap ${gap.toFixed(3).replace('-', '−')})`)
  return [
    {
      name: 'reference models: agreement',
      status: strange.length === 0 ? 'pass' : 'warn',
      code: strange.length === 0 ? 'references_agree' : 'reference_outlier',
      text:
        strange.length === 0
          ? 'No reference model stands out among the others'
          : `These stand out among the reference models and may have seen one of the sets themselves, which hides an effect: ${named.join(', ')}. Judge again without them, for a reason other than this result`,
      values: { outliers: strange.map(({ name }) => name) },
    },
  ]
}

function difficulty(gaps: readonly number[]): Check {
  const offset = mean(gaps)
  const large = Math.abs(offset) > LARGE_OFFSET
  const size = `${Math.abs(offset).toFixed(3)} nats/token ${offset < 0 ? 'easier' : 'harder'}`
  return {
    name: 'reference models: difficulty of the sets',
    status: large ? 'warn' : 'pass',
    code: large ? 'difficulty_differs' : 'difficulty_alike',
    text: large
      ? `They find the test set ${size} than the reference set; so large a difference need not be the same for every model. A closer reference set would help`
      : `They find the test set ${size} than the reference set`,
    values: { offset },
  }
}
