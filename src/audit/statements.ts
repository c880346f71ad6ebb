import type { AuditReport, Check, Contrast, Family, Parameters } from '../audit-report.js'
import { testStatement, trainStatement } from '../verdict/wording.js'

/** The verdict on the test set, and the separate statement on the train split when there is one. */
export function statementsOf(
  model: string,
  names: readonly string[],
  checks: readonly (readonly Check[])[],
  families: readonly Family[],
  contrasts: readonly Contrast[],
  parameters: Parameters,
): Pick<AuditReport, 'verdict' | 'trainSplit'> {
  const [test, ref, train] = names
  const [lossGap, trainSplit] = families
  const common = { model, parameters, delta2: contrasts[1] }
  return {
    verdict: testStatement({
      ...common,
      family: lossGap!,
      exposedSet: test!,
      unexposedSet: ref!,
      checks: checks[0]!,
    }),
    trainSplit:
      train && trainSplit
        ? trainStatement({
            ...common,
            family: trainSplit,
            exposedSet: train,
            unexposedSet: test!,
            checks: checks[1]!,
          })
        : null,
  }
}
