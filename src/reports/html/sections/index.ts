import type { Section } from '../section.js'
import { arms } from './arms.js'
import { checks } from './checks.js'
import { dose } from './dose.js'
import { gap } from './gap.js'
import { items } from './items.js'
import { limits } from './limits.js'
import { losses } from './losses.js'
import { manifest } from './manifest.js'
import { power } from './power.js'
import { recall } from './recall.js'
import { verdict } from './verdict.js'

/** The sections of a report in their order; one line each. */
export const SECTIONS: readonly Section[] = [
  verdict,
  gap,
  losses,
  arms,
  power,
  dose,
  recall,
  checks,
  items,
  manifest,
  limits,
]
