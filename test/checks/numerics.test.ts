import { expect, test } from 'vitest'
import { numericsCheck } from '../../src/checks/numerics.js'

const model = (name: string, largestShift: number) => ({ name, texts: 8, largestShift })

test.each([
  ['rounding passes', 0.99e-4, 'pass', 'scores_repeat'],
  ['more warns', 1.01e-4, 'warn', 'scores_unsteady'],
  ['a tenth of the smallest effect bars', 0.0051, 'fail', 'scores_unsteady'],
  ['what is no number is not rounding', Number.NaN, 'fail', 'scores_unsteady'],
])('%s', (_, shift, status, code) => {
  expect(numericsCheck([model('a', 0), model('b', shift)])).toMatchObject({ status, code })
})

test('names the models that moved, and counts the texts', () => {
  const { text, values } = numericsCheck([model('steady', 0), model('shaky', 0.002)])
  expect(text).toContain('shaky by up to 0.0020')
  expect(text).not.toContain('steady by')
  expect(values).toEqual({ texts: 16, models: ['shaky'] })
})

test('a model of which nothing was read again has not been found steady', () => {
  const check = numericsCheck([model('a', 0), { name: 'long', texts: 0, largestShift: 0 }])
  expect(check).toMatchObject({ status: 'warn', code: 'scores_not_repeated' })
  expect(check.text).toContain('No text of long ')
})
