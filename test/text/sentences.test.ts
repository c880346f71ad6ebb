import { expect, test } from 'vitest'
import { sentencesOf } from '../../src/text/sentences.js'

/** Cut by hand. */
test.each([
  ['plain', ['It rained.', 'Nobody came!', 'Why?']],
  ['abbreviations and initials', ['Dr. J. Moss met Mr. Vale at 5 p.m. near St. Anne.', 'They left.']],
  ['numbers and addresses', ['It cost 3.50 at shop.example/a?b=1 today.', 'Cheap.']],
  ['quotes', ['“Who is it?” she asked.', '"Nobody."', 'It was late.']],
  ['Chinese', ['他说：“下雨了。”', '没有人来！', '为什么？', '价格是3.5元。']],
])('%s', (_, sentences) => {
  const gap = /\p{Script=Han}/u.test(sentences[0]!) ? '' : ' '
  const text = sentences.join(gap)
  expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual(sentences)
})

test('a line end is a border, and white space belongs to no sentence', () => {
  const text = '  Title\n\nFirst one.  Second one\n'
  expect(sentencesOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'Title',
    'First one.',
    'Second one',
  ])
})
