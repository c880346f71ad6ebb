import { expect, test } from 'vitest'
import { templateCheck } from '../../src/checks/template.js'

const check = (first: string, second: string) =>
  templateCheck({ name: 'a', template: first }, { name: 'b', template: second })

test.each([
  ['the same', '{question} {answer}', '{question} {answer}', 'pass'],
  ['another order', '{question} {answer}', '{answer} {question}', 'fail'],
  ['another separator', '{question} {answer}', '{question}\n{answer}', 'fail'],
  ['words around the fields', '{text}', 'Q: {text}', 'fail'],
  ['fields of other names', '{question} {answer}', '{prompt} {completion}', 'warn'],
  ['fewer fields', '{question} {answer}', '{question}', 'warn'],
] as const)('%s', (_, first, second, status) => {
  expect(check(first, second)).toMatchObject({
    status,
    code: { pass: 'same_template', warn: 'fields_differ', fail: 'templates_differ' }[status],
    values: { first, second },
  })
})

test('a failure shows both, with their line breaks', () => {
  expect(check('{a} {b}', '{a}\n{b}').text).toBe(
    'The same fields are put together in two ways: "{a} {b}" and "{a}\\n{b}"',
  )
})
