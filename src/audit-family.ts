import { z } from 'zod'

/** The families of an audit as its report has them; part of audit-report.ts. */

const count = z.int().min(0)
const finite = z.number()
const pValue = z.number().min(0).max(1)
/** df and the like: JSON has no Infinity. */
const dfOrInfinite = z.union([z.number(), z.literal('infinite')])

export const reasonSchema = z.strictObject({ code: z.string(), text: z.string() })

const line = z.strictObject({
  slope: finite,
  intercept: finite,
  effect: finite.describe('Positive = leak-like'),
  standardError: finite,
  df: finite,
  pValue,
  lowerBound: finite,
  upperBound: finite,
  outside: z
    .boolean()
    .describe('The suspect lies outside the losses of all references, so that the line decides too'),
})

/** What one contrast of an audit found, before and after its conditions are looked at. */
export const familySchema = z.strictObject({
  name: z.enum(['loss-gap', 'train-split', 'paraphrase']),
  question: z.string(),
  eligible: z.boolean(),
  ineligibleBecause: z.array(reasonSchema),
  references: count.describe('K, the number of reference models'),
  calibration: z.enum(['reference-models', 'own-base', 'unrelated-model', 'raw']),
  unit: z.enum(['nats-per-token', 'nats-per-token-equivalent']),
  suspectGap: finite,
  referenceGaps: z.array(z.strictObject({ name: z.string(), gap: finite })),
  effect: finite.describe('Positive = leak-like'),
  standardError: finite,
  varianceItems: finite,
  varianceModels: finite,
  tau: z.strictObject({ kind: z.enum(['estimated', 'floor', 'prior', 'none']), value: finite }),
  df: dfOrInfinite,
  t: finite,
  pValue,
  pHolm: pValue.describe('Adjusted over the families of this report'),
  interval: z.strictObject({ lower: finite, upper: finite, level: z.number() }),
  lowerBound: finite.describe('One-sided, at 1 − alpha'),
  upperBound: finite.describe('One-sided, at 1 − equivalenceAlpha'),
  leaveOneOut: z.array(z.strictObject({ without: z.string(), effect: finite })),
  line: line
    .nullable()
    .describe('The suspect against the line through five or more references; null with fewer'),
  exposedShare: z
    .strictObject({ lowerBound: z.number(), level: z.number(), estimate: z.number() })
    .nullable()
    .describe('Of the items in question; null for pairs, and where items share clusters'),
  adaptation: finite
    .nullable()
    .describe(
      'Loss of the reference models minus that of the suspect on the unexposed set; null without references',
    ),
  controlled: z
    .boolean()
    .describe('Paraphrases: relative to those of the reference set, reworded by the same hand'),
  unexposedLoss: finite.describe('Loss of the suspect on the unexposed set, item-weighted'),
  effectFloor: finite,
  resolution: finite.describe('Smallest effect that is told from 0 with the wanted power'),
  minimumDetectableEffect: finite.describe(
    'Smallest effect that is found, being above the floor too, with that power',
  ),
  inDomain: z.boolean().describe('Training in the domain of the benchmark may explain the effect'),
  conflict: reasonSchema.nullable().describe('The gap without reference models contradicts the effect'),
  absenceHidden: reasonSchema
    .nullable()
    .describe(
      'Why absence clears nothing here: known parents, sets of very unequal difficulty, texts read in pieces',
    ),
  finding: z.enum(['found', 'absent', 'open']),
})
