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
    [['a'], 'a list', 'Name a part of it, such as {q.0}, or list options: {q|lettered}'],
    [{ en: 'a' }, 'an object', 'Name a part of it, such as {q.en}, or list options: {q|lettered}'],
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

describe('options in a template', () => {
  const arc = (label: string[], answerKey: unknown) => ({
    question: 'Which?',
    choices: { text: ['x', 'y', 'z', 'u', 'v'].slice(0, label.length), label },
    answerKey,
  })
  it.each([
    ['{q} {o|lettered}', { q: 'Which?', o: ['x', 'y', 7] }, 'Which?\nA. x\nB. y\nC. 7'],
    ['{q}\n{o|lettered}\nAnswer:', { q: 'Which?', o: ['x', 'y'] }, 'Which?\nA. x\nB. y\nAnswer:'],
    ['{q}{o|lettered}{o.0}', { q: 'Which?', o: ['x', 'y'] }, 'Which?\nA. x\nB. y\nx'],
    ['{o.text|lettered}', { o: { text: ['x', 'y', 'z'], label: ['1', '2', '3'] } }, 'A. x\nB. y\nC. z'],
    ['{o|lettered}', { o: { text: ['x', 'y', 'z'], label: ['1', '2', '3'] } }, '1. x\n2. y\n3. z'],
    ['{o|lettered}', { o: { A: 'x', B: 'y', C: null } }, 'A. x\nB. y'],
    ['{B..D|lettered}', { A: 'w', B: 'x', C: 'y', D: 'z' }, 'B. x\nC. y\nD. z'],
    ['{o|lettered} {k|letter}', { o: ['x', 'y'], k: 1 }, 'A. x\nB. y\nB'],
    ['{o|lettered} {k|letter}', { o: ['x', 'y'], k: 1n }, 'A. x\nB. y\nB'],
    ['{o|lettered} {k|letter}', { o: ['x', 'y'], k: ' b' }, 'A. x\nB. y\nB'],
    ['{o|lettered} {k|letter}', { o: ['x', 'y'], k: 'y' }, 'A. x\nB. y\nB'],
    ['{o|lettered} {k|letter:1}', { o: ['x', 'y'], k: '1' }, 'A. x\nB. y\nA'],
    ['{o|lettered} {k|letter}', { o: ['x', 'y', 'z'], k: [0, 1, 1] }, 'A. x\nB. y\nC. z\nB, C'],
    // A key that is one of the row's own labels is that label, and no count.
    ['{choices|lettered} {answerKey|letter}', arc(['1', '2', '3'], '1'), '1. x\n2. y\n3. z\n1'],
  ])('%s of %o', (template, fields, text) => {
    expect(render(template, fields)).toBe(text)
  })

  it.each([
    [{ o: ['x', 'y'], k: 2 }, /field "k" is 2, which names none of the options A to B/, /--answer-base 1/],
    [{ o: ['x', 'y'], k: '' }, /field "k" is "", which names none/, /delete the row/],
    [{ o: ['x', 'x'], k: 'x' }, /names none/, /delete the row/],
    [{ o: ['1', '0'], k: '1' }, /the text of option A and the number of option B/, /--answer-base/],
    [{ o: 'xy', k: 0 }, /field "o" is no list of options/, /lettered/],
    [{ o: [], k: 0 }, /field "o" is no list of options/, /lettered/],
    [{ o: { text: ['x', 'y'], label: ['A'] }, k: 0 }, /field "o" is no list of options/, /lettered/],
  ])('of %o are refused rather than guessed', (fields, message, fix) => {
    expect(() => render('{o|lettered} {k|letter}', fields)).toThrow(
      expect.objectContaining({
        code: 'ROW_INVALID',
        message: expect.stringMatching(message),
        fix: expect.stringMatching(fix),
      }),
    )
  })
  it('must stand before the letter of one', () => {
    expect(() => parseTemplate('{k|letter} {o|lettered}')).toThrow(
      /lists no options with \|lettered before it/,
    )
  })
})

describe('the default template', () => {
  const NAMES = ['Rome', 'Oslo', 'Bern', 'Bonn']
  const [A, B, C, D] = NAMES
  const shown = NAMES.map((name, n) => `${'ABCD'[n]}. ${name}`).join('\n')
  it.each([
    ['MMLU', { question: 'Where?', subject: 's', choices: NAMES, answer: 2 }, `Where?\n${shown}\nAnswer: C`],
    [
      'ARC',
      { id: 'x', question: 'Where?', choices: { text: NAMES, label: ['A', 'B', 'C', 'D'] }, answerKey: 'C' },
      `Where?\n${shown}\nAnswer: C`,
    ],
    [
      'ARC with numbers',
      { question: 'Where?', choices: { text: ['x', 'y', 'z'], label: ['1', '2', '3'] }, answerKey: '2' },
      'Where?\n1. x\n2. y\n3. z\nAnswer: 2',
    ],
    ['HellaSwag', { ind: 4, ctx: 'He', endings: NAMES, label: '3' }, `He\n${shown}\nAnswer: D`],
    ['HellaSwag, test', { ind: 4, ctx: 'He', endings: NAMES, label: '' }, `He\n${shown}`],
    ['CMMLU', { Question: '哪里？', A, B, C, D, Answer: 'B' }, `哪里？\n${shown}\n答案：B`],
    ['C-Eval', { id: 0, question: '哪里？', A, B, C, D, answer: 'B' }, `哪里？\n${shown}\n答案：B`],
    ['MedQA', { question: 'Where?', answer: B, options: { A, B, C, D } }, `Where?\n${shown}\nAnswer: B`],
    [
      'TruthfulQA',
      {
        question: 'Where?',
        mc1_targets: { choices: NAMES, labels: [0, 1, 0, 0] },
        mc2_targets: { choices: [B, A], labels: [1, 0] },
      },
      `Where?\n${shown}\nAnswer: B`,
    ],
  ])('of %s shows question, options and the letter of the right one', (_, fields, text) => {
    expect(renderText(defaultTemplate(fields, 'f'), { index: 0, line: 1, fields }, 'f')).toBe(text)
  })
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
