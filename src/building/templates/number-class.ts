import Fraction from 'fraction.js'
import { decimalsOf } from './number-token.js'

/** Numbers alike in magnitude, roundness and decimals. The classes part all positive decimals. */
export interface NumberClass {
  readonly name: string
  /** Members; of very large classes an even selection. One is never among them: it has the singular. */
  readonly members: readonly Fraction[]
}

/** Lower ends of the magnitudes in a decade, by roundness: numbers of one digit are few, so their classes are wide. */
const ENDS_OF_ONE_DIGIT = [1, 4]
const ENDS_OF_HALVES = [1, 3, 6]
const ENDS = [1, 2, 3.5, 6]

/** Below 100 a number ends in 0 or 5, or in neither. */
const SMALL_ROUND_ENDS = [5, 35]
const SMALL_ENDS = [2, 6, 10, 20, 40]

/** As many as can matter; a class of six-digit numbers has thousands. */
const MOST_MEMBERS = 400

export function classOf(value: Fraction): NumberClass {
  const decimals = decimalsOf(value)
  const whole = value.mul(10 ** decimals).valueOf()
  const units = whole < 100 ? [5, 1] : unitsOf(whole)
  const unit = units.find(one => whole % one === 0)!
  const coarser = units.slice(0, units.indexOf(unit))
  const ends = whole < 100 ? (unit === 5 ? SMALL_ROUND_ENDS : SMALL_ENDS) : endsOf(whole, units.indexOf(unit))
  const low = ends.findLast(end => end <= whole) ?? whole
  const high = ends.find(end => end > whole) ?? (whole < 100 ? 100 : 10 ** Math.floor(Math.log10(whole) + 1))
  const first = Math.ceil(low / unit)
  const stride = Math.max(1, Math.ceil((high / unit - first) / MOST_MEMBERS))
  const members: Fraction[] = []
  for (let count = first; count * unit < high; count += stride) {
    const one = count * unit
    if (coarser.some(other => one % other === 0)) continue
    const member = new Fraction(one).div(10 ** decimals)
    // 2.0 in a class of one decimal would lose its decimal.
    if (one !== 10 ** decimals && (decimals === 0 || one % 10 !== 0)) members.push(member)
  }
  return { name: `${decimals} ${unit} ${low}`, members }
}

/** Of 347: 100, 50, 10, 5, 1, the units that a number of its size can be round to, the coarsest first. */
function unitsOf(whole: number): number[] {
  const units: number[] = []
  for (let unit = 10 ** Math.floor(Math.log10(whole) + 1e-9); unit >= 1; unit /= 10) {
    units.push(unit, ...(unit > 1 ? [unit / 2] : []))
  }
  return units
}

function endsOf(whole: number, roundness: number): number[] {
  const decade = 10 ** Math.floor(Math.log10(whole) + 1e-9)
  const ends = roundness === 0 ? ENDS_OF_ONE_DIGIT : roundness === 1 ? ENDS_OF_HALVES : ENDS
  return ends.map(end => end * decade)
}
