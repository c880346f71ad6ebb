import type { Rule } from './rule.js'

/** "20%" → "20 percent". */
export const percent: Rule = {
  name: 'percent',
  rewrite: ({ text }) => text.replace(/(?<![\w.,$/-])(\d[\d,]*(?:\.\d+)?)%(?![\w/])/g, '$1 percent'),
}
