import type { Statement } from '../audit-report.js'

/** What a verdict is called, and a sign that tells it apart without colour. */
export const LEVELS: Readonly<Record<Statement['level'], { readonly word: string; readonly sign: string }>> =
  {
    'exposure-strong': { word: 'EXPOSED (strong evidence)', sign: '●' },
    'exposure-likely': { word: 'EXPOSED (likely)', sign: '◐' },
    'no-exposure-detected': { word: 'NO EXPOSURE DETECTED', sign: '○' },
    inconclusive: { word: 'INCONCLUSIVE', sign: '?' },
  }
