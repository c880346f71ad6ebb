import { describe, expect, test } from 'vitest'
import { NOT_SCORED } from '../../src/audit/align.js'
import { planLooks } from '../../src/audit/looks.js'
import { addPairings, type PairedAudit } from '../../src/audit/paraphrases.js'
import { effectiveClusters } from '../../src/checks/size.js'
import { createRandom } from '../../src/statistics/random.js'
import type { Item, ItemSet } from '../../src/types.js'
import { RULE } from '../generators/models.js'

const parameters = { ...RULE, seed: 1, bos: 'auto' as const }

/** Items in clusters of the sizes given. */
function setOf(name: string, sizes: readonly number[]): ItemSet {
  const items = sizes.flatMap((size, c) =>
    Array.from({ length: size }, (_, i): Item => {
      const id = `${name}-${c}-${i}`
      return { id, text: `text of ${id}`, cluster: `${name}-${c}`, line: 1 }
    }),
  )
  return { name, path: name, itemsSha256: '', sha256: name, template: '{text}', items, exclusions: [] }
}
const singles = (name: string, count: number) => setOf(name, new Array<number>(count).fill(1))

const auditOf = (...sets: ItemSet[]): PairedAudit => ({
  sets,
  roles: (['test', 'ref', 'train'] as const).slice(0, sets.length),
  names: sets.map(({ name }) => name),
})
const plan = (audit: PairedAudit, seed = 1) => planLooks(audit, parameters, createRandom(seed))
const itemsIn = (audit: PairedAudit) => plan(audit).map(({ sets }) => sets.map(({ items }) => items.length))
const idsOf = ({ items }: ItemSet) => items.map(({ id }) => id)
const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

describe('the looks of sets without clusters', () => {
  test.each<[number, number, number[][]]>([
    [
      400,
      400,
      [
        [100, 100],
        [200, 200],
        [400, 400],
      ],
    ],
    [
      1319,
      706,
      [
        [100, 100],
        [200, 200],
        [400, 400],
        [1319, 706],
      ],
    ],
    // A doubling would use up the reference set.
    [
      1000,
      150,
      [
        [100, 100],
        [1000, 150],
      ],
    ],
    // 200 of 260 items are more than three quarters.
    [130, 130, [[130, 130]]],
    [
      135,
      135,
      [
        [100, 100],
        [135, 135],
      ],
    ],
    [99, 400, [[99, 400]]],
  ])('%i and %i items', (test, ref, expected) => {
    expect(itemsIn(auditOf(singles('test', test), singles('ref', ref)))).toEqual(expected)
  })

  test('a train split follows, and ends none of them', () => {
    const sets = [singles('test', 1000), singles('ref', 1000)]
    expect(itemsIn(auditOf(...sets, singles('train', 120)))).toEqual([
      [100, 100, 100],
      [200, 200, 120],
      [400, 400, 120],
      [1000, 1000, 120],
    ])
    // Too few to be judged at all: they are there from the start.
    expect(itemsIn(auditOf(...sets, singles('train', 50)))[0]).toEqual([100, 100, 50])
  })
})

test('half of each error rate is left for the last look, and none is spent twice', () => {
  const looks = plan(auditOf(singles('test', 1319), singles('ref', 706)))
  const sixth = [0.01 / 6, 0.01 / 6, 0.01 / 6, 0.005]
  looks.forEach(({ alpha, equivalenceAlpha }, l) => {
    expect(alpha).toBeCloseTo(sixth[l]!, 12)
    expect(equivalenceAlpha).toBeCloseTo(5 * sixth[l]!, 12)
  })
  expect(sum(looks.map(({ alpha }) => alpha))).toBeLessThanOrEqual(RULE.alpha + 1e-15)
  const [only] = plan(auditOf(singles('test', 100), singles('ref', 100)))
  expect(only).toMatchObject({ alpha: RULE.alpha, equivalenceAlpha: RULE.equivalenceAlpha })
})

describe('what a look holds', () => {
  const audit = auditOf(singles('test', 500), singles('ref', 450))
  const looks = plan(audit)

  test('grows; keeps the order of the rows; lists what it leaves; and the last is the sets themselves', () => {
    for (const s of [0, 1]) {
      const whole = idsOf(audit.sets[s]!)
      looks.forEach(({ sets }, l) => {
        const ids = idsOf(sets[s]!)
        expect(whole.filter(id => ids.includes(id))).toEqual(ids)
        if (l > 0) expect(ids).toEqual(expect.arrayContaining(idsOf(looks[l - 1]!.sets[s]!)))
        const left = sets[s]!.exclusions.find(({ reason }) => reason === NOT_SCORED)?.ids ?? []
        expect([...ids, ...left].sort()).toEqual([...whole].sort())
      })
    }
    expect(looks.at(-1)!.sets).toBe(audit.sets)
  })

  test('is drawn from the whole set, by the seed and not by the order of rows', () => {
    const first = idsOf(looks[0]!.sets[0]!)
    // 100 of 500 rows: were they the first ones, their mean row would be 50; of a random draw it is 250 ± 4·13.
    const rows = first.map(id => Number(id.split('-')[1]))
    expect(Math.abs(sum(rows) / 100 - 249.5)).toBeLessThan(52)
    const reversed = audit.sets.map(set => ({ ...set, items: [...set.items].reverse() }))
    expect(idsOf(plan({ ...audit, sets: reversed })[0]!.sets[0]!).sort()).toEqual([...first].sort())
    expect(idsOf(plan(audit, 2)[0]!.sets[0]!).sort()).not.toEqual([...first].sort())
  })
})

describe('clusters', () => {
  const looksAt = (sizes: readonly number[]) =>
    plan(auditOf(setOf('test', sizes), singles('ref', 5000))).map(({ sets }) => sets[0]!.items)

  test('stay whole, and a look takes as many as can be judged', () => {
    const looks = looksAt(new Array<number>(800).fill(4))
    expect(looks.map(({ length }) => length)).toEqual([400, 800, 1600, 3200])
    const parts = looks[0]!.map(({ cluster }) => looks[0]!.filter(item => item.cluster === cluster).length)
    expect(new Set(parts)).toEqual(new Set([4]))
  })

  test('of unequal sizes: no look has too few independent items, nor does it avoid the large ones', () => {
    // 1010 clusters with (1000 + 100)²/(1000 + 1000) = 605 effective ones: at least 1010·100/605 = 167 for a look.
    const looks = looksAt([...new Array<number>(1000).fill(1), ...new Array<number>(10).fill(10)])
    expect(looks.length).toBeGreaterThan(2)
    for (const items of looks) {
      expect(effectiveClusters(items)).toBeGreaterThanOrEqual(100)
      expect(new Set(items.map(({ cluster }) => cluster)).size).toBeGreaterThanOrEqual(167)
    }
  })

  test('a set of one large cluster cannot be judged in part', () => {
    // (500 + 2000)²/(500² + 2000) = 24.8 effective ones.
    expect(looksAt([500, ...new Array<number>(2000).fill(1)])).toHaveLength(1)
  })
})

describe('paraphrases', () => {
  const reworded = (set: ItemSet, keep: (i: number) => boolean): ItemSet => ({
    ...set,
    name: `${set.name} reworded`,
    items: set.items.filter((_, i) => keep(i)).map(item => ({ ...item, text: `${item.text}, reworded` })),
  })
  const [test_, ref] = [singles('test', 1200), singles('ref', 900)]
  const pairedAudit = addPairings(
    { ...auditOf(test_, ref), overlaps: [] },
    { test: reworded(test_, i => i % 3 === 0), control: reworded(ref, () => true) },
  )
  const looks = plan(pairedAudit)

  test('come with their originals, and enough of them for their arm', () => {
    expect(looks.length).toBeGreaterThan(1)
    for (const { sets } of looks) {
      const [originals, references, pairs, control] = sets.map(idsOf)
      const whole = new Set(idsOf(pairedAudit.sets[2]!))
      expect(pairs).toEqual(originals!.filter(id => whole.has(id)))
      expect(control).toEqual(references)
      expect(pairs!.length).toBeGreaterThanOrEqual(100)
    }
  })
})
