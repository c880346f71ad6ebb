import type { z } from 'zod'
import { type BaselineForm, baselineForm } from './gate-baseline-form.js'

/** The file's form, and that its parts belong together. */
export const baselineSchema = baselineForm.superRefine((baseline, context) => {
  for (const { path, message } of contradictions(baseline))
    context.addIssue({ code: 'custom', path, message })
})

interface Contradiction {
  readonly path: PropertyKey[]
  readonly message: string
}

/** Where the parts of a baseline do not belong together: it was put together or cut by something else than the gate. */
function contradictions(baseline: BaselineForm): Contradiction[] {
  return [...inSets(baseline), ...inStates(baseline), ...inHistory(baseline)]
}

function inSets({ sets }: BaselineForm): Contradiction[] {
  return sets.flatMap(({ role, ids, clusters }, s) => {
    const expected = (['test', 'ref'] as const)[s] ?? 'placebo'
    if (clusters !== null && clusters.length !== ids.length)
      return [
        { path: ['sets', s, 'clusters'], message: `expected ${ids.length} items, got ${clusters.length}` },
      ]
    return role === expected
      ? []
      : [{ path: ['sets', s, 'role'], message: `expected ${expected}, got ${role}` }]
  })
}

/** Losses item by item, and the accepted state before all others. */
function inStates({ sets, accepted, previous }: BaselineForm): Contradiction[] {
  const states = [
    ['accepted', accepted],
    ['previous', previous],
  ] as const
  const sizes = states.flatMap(([name, { losses }]) => {
    if (losses.length !== sets.length)
      return [
        { path: [name, 'losses'], message: `expected those of ${sets.length} sets, got ${losses.length}` },
      ]
    return sets.flatMap(({ ids }, s) =>
      losses[s]!.length === ids.length
        ? []
        : [{ path: [name, 'losses', s], message: `expected ${ids.length} items, got ${losses[s]!.length}` }],
    )
  })
  return accepted.checkpoint === 0
    ? sizes
    : [...sizes, { path: ['accepted', 'checkpoint'], message: `expected 0, got ${accepted.checkpoint}` }]
}

/** Every test in its place, each beside the last checkpoint that was let through before it, and none twice. */
function inHistory({ sets, plan, accepted, previous, tests, tested }: BaselineForm): Contradiction[] {
  const found: Contradiction[] = []
  const expect = (holds: boolean, path: PropertyKey[], message: string) => {
    if (!holds) found.push({ path, message })
  }
  expect(tests === tested.length, ['tested'], `expected ${tests} tests, got ${tested.length}`)
  expect(
    plan.horizon === null || tested.length <= plan.horizon,
    ['tested'],
    `${tested.length} tests where ${plan.horizon} are planned`,
  )
  let last: { checkpoint: number; name: string; modelSha256: string } = accepted
  const models = new Set([accepted.modelSha256])
  const placebos = sets.filter(({ role }) => role === 'placebo').length
  for (const [t, test] of tested.entries()) {
    const at = (...path: PropertyKey[]) => ['tested', t, ...path]
    const before = test.previous
    expect(test.checkpoint === t + 1, at('checkpoint'), `expected ${t + 1}, got ${test.checkpoint}`)
    expect(
      before.checkpoint === last.checkpoint && before.name === last.name,
      at('previous'),
      `expected ${last.checkpoint} (${last.name}), got ${before.checkpoint} (${before.name})`,
    )
    expect(
      test.letThrough === (test.outcome !== 'closed'),
      at('letThrough'),
      `expected ${!test.letThrough} of one that was ${test.outcome}`,
    )
    expect(!models.has(test.modelSha256), at('modelSha256'), 'this model is in the history already')
    expect(
      test.placeboShifts.length === placebos && (test.placeboNoise === null) === (placebos === 0),
      at('placeboShifts'),
      `expected those of ${placebos} placebo sets, got ${test.placeboShifts.length}`,
    )
    models.add(test.modelSha256)
    if (test.letThrough) last = test
  }
  expect(
    previous.checkpoint === last.checkpoint && previous.modelSha256 === last.modelSha256,
    ['previous'],
    `expected checkpoint ${last.checkpoint} (${last.name}), the last that was let through, got ${previous.checkpoint} (${previous.name})`,
  )
  return found
}

export type Baseline = z.infer<typeof baselineSchema>
export type BaselineState = Baseline['previous']
