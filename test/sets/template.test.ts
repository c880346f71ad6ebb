import { describe, expect, it } from 'vitest'
import type { Fields } from '../../src/sets/row-format.js'
import { defaultTemplate, parseTemplate, renderText } from '../../src/sets/template.js'

const render = (template: string, fields: Fields) =>
  renderText(parseTemplate(template), { index: 16, line: 17, fields }, 'set.jsonl')
const failure = (code: string, message: string, fix: string) =>
  expect.objectContaining({ code, message, fix })

describe('a template', () => {
  it.each([
    ['{q} {a}', { q: 'one', a: 'two' }, 'one two'],
    ['Q: {q}\nA: {a}', { q: '{a}', a: '$&' }, 'Q: {a}\nA: $&'],
    ['{{{q}}}', { q: 'x' }, '{x}'],
    ['{{q}} {q}', { q: 'x' }, '{q} x'],
    ['{choices.0}/{choices.1}', { choices: ['a', 'b'] }, 'a/b'],
    ['{meta.title.en}', { meta: { title: { en: 'x' } } }, 'x'],
    ['{a.b}', { 'a.b': 'whole', a: { b: 'nested' } }, 'whole'],
    ['{Question text}', { 'Question text': 'x' }, 'x'],
    ['{q} {n} {b} {f}', { q: 'x', n: 0, b: false, f: 0.5 }, 'x 0 false 0.5'],
    ['{q}{a}', { q: ' padded ', a: '' }, ' padded '],
  ])('%s', (template, fields, text) => {
    expect(render(template, fields)).toBe(text)
  })

  it.each([
    ['{q', 'has a "{" without its partner'],
    ['q}', 'has a "}" without its partner'],
    ['{q}}', 'has a "}" without its partner'],
    ['{} {q}', 'has an empty placeholder {}'],
    ['q', 'uses no field, so every text would be the same'],
    ['{{q}}', 'uses no field, so every text would be the same'],
    ['', 'uses no field, so every text would be the same'],
  ])('is refused when it is %s', (template, fault) => {
    const fix = 'Write it like --template "{question} {answer}"; {{ and }} stand for single braces'
    expect(() => parseTemplate(template)).toThrow(
      failure('USAGE', `The template "${template}" ${fault}`, fix),
    )
  })

  it('names the fields that exist, and the one that was meant', () => {
    expect(() => render('{promt}', { prompt: 'x', answer: 'y' })).toThrow(
      failure(
        'FIELD_MISSING',
        'set.jsonl:17 has no field "promt" (fields: prompt, answer)',
        'Did you mean "prompt"? Change --template "{promt}"',
      ),
    )
    expect(() => render('{choices.2}', { choices: ['a', 'b'] })).toThrow(
      failure(
        'FIELD_MISSING',
        'set.jsonl:17 has no field "choices.2" (fields: choices)',
        'Did you mean "choices"? Change --template "{choices.2}"',
      ),
    )
    expect(() => render('{choices.length}', { choices: [] })).toThrow(/no field "choices.length"/)
    expect(() => render('{q}', {})).toThrow(
      failure(
        'FIELD_MISSING',
        'set.jsonl:17 has no field "q" (fields: none)',
        'Add the field to the row, or change --template "{q}"',
      ),
    )
  })

  it.each([
    [null, 'null', 'Fill it in or delete the row'],
    [['a'], 'a list', 'Name a part of it, such as {q.0}'],
    [{ en: 'a' }, 'an object', 'Name a part of it, such as {q.en}'],
  ])('refuses the value %j', (value, kind, fix) => {
    const message = `set.jsonl:17 field "q" is ${kind}; a text is made of strings, numbers and booleans`
    expect(() => render('{q}', { q: value })).toThrow(failure('ROW_INVALID', message, fix))
  })

  it('refuses numbers that were rounded when they were read', () => {
    expect(() => render('{q}', JSON.parse('{"q":12345678901234567890}'))).toThrow(
      failure(
        'ROW_INVALID',
        'set.jsonl:17 field "q" is the number 12345678901234567000, which cannot be read exactly',
        'Write it as a string, in quotes',
      ),
    )
    expect(() => render('{q}', { q: Number.NaN })).toThrow(/is the number NaN/)
    expect(render('{q}', { q: 9007199254740991 })).toBe('9007199254740991')
  })

  it.each(['', ' \t\n', '\u00a0\u3000'])('refuses a text with nothing filled in (%j)', value => {
    const message = 'set.jsonl:17 has an empty text (template "Q: {q} {a}")'
    expect(() => render('Q: {q} {a}', { q: value, a: '' })).toThrow(
      failure('TEXT_EMPTY', message, 'Fill it in or delete the row'),
    )
  })
})

describe('the default template', () => {
  it('is {text}, or {question} {answer}', () => {
    expect(defaultTemplate({ text: 'x', question: 'q', answer: 'a' }, 'f').source).toBe('{text}')
    expect(defaultTemplate({ answer: 'a', question: 'q' }, 'f').source).toBe('{question} {answer}')
  })

  it('is not guessed from other fields', () => {
    expect(() => defaultTemplate({ question: 'x', completion: 'y' }, 'set.csv')).toThrow(
      failure(
        'FIELD_MISSING',
        'set.csv has neither a field "text" nor "question" and "answer" (fields: question, completion)',
        'Say how a text is made of the fields: --template "{prompt} {completion}"',
      ),
    )
  })
})
