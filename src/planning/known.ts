import type { Known } from '../power-report.js'
import type { Measured } from './measure.js'

/** Values that the user gave; undefined = not given. */
export interface Given {
  readonly itemSd?: number | undefined
  readonly correlation?: number | undefined
  readonly tau?: number | undefined
  readonly effectFloor?: number | undefined
}

/**
 * Of models that nobody has measured yet. Deviation and correlation are those of the simulations behind docs/decision.md;
 * that they hold for a given benchmark is not known before something has been scored.
 */
const ASSUMED = {
  itemSd: [0.3, 'deviation of the simulations behind docs/decision.md'],
  correlation: [0.9, 'correlation of the simulations behind docs/decision.md'],
  tau: [0.012, "spread of six clean models' gaps in Table 8 of the Skywork report (arXiv:2310.19341)"],
  ownBaseTau: [0.003, 'taken for a base and what was trained on from it; never measured on many'],
} as const

/** Smallest effect that counts: this, or this share of the reference loss where that is more. */
export interface Floor {
  readonly absolute: number
  readonly relative: number
}

/** Each value that a plan rests on: as given, or else as measured, or else assumed, and where it comes from. */
export function knownOf(
  given: Given,
  measured: Measured | undefined,
  ownBase: boolean,
  floor: Floor,
): Known[] {
  const value = (name: 'itemSd' | 'correlation' | 'tau'): Known => {
    const own = given[name]
    if (own !== undefined) return { name, value: own, source: 'given', because: 'on the command line' }
    const found = measured?.[name]
    if (found !== undefined)
      return { name, value: found, source: 'measured', because: 'in the files of --from' }
    const [assumed, because] = ASSUMED[name === 'tau' && ownBase ? 'ownBaseTau' : name]
    return { name, value: assumed, source: 'assumed', because }
  }
  return [value('itemSd'), value('correlation'), value('tau'), floorOf(given, measured, floor)]
}

function floorOf(given: Given, measured: Measured | undefined, { absolute, relative }: Floor): Known {
  const name = 'effectFloor'
  const least = given.effectFloor ?? absolute
  const share = `${Number((relative * 100).toPrecision(6))} % of the reference loss`
  if (measured !== undefined && relative * measured.unexposedLoss > least) {
    const value = relative * measured.unexposedLoss
    return { name, value, source: 'measured', because: `${share}, ${measured.unexposedLoss.toFixed(3)}` }
  }
  const source = given.effectFloor === undefined ? 'assumed' : 'given'
  if (measured !== undefined)
    return {
      name,
      value: least,
      source: 'measured',
      because: `${share} is less, measured in the files of --from`,
    }
  const because = `it is ${share} where that is more than ${(least / relative).toFixed(2)} nats/token`
  return { name, value: least, source, because }
}
