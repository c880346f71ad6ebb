import { describe, expect, it } from 'vitest'
import { because } from '../../../src/paraphrasing/rules/because.js'
import { comparisons } from '../../../src/paraphrasing/rules/comparisons.js'
import { connectives } from '../../../src/paraphrasing/rules/connectives.js'
import { ifClauses } from '../../../src/paraphrasing/rules/if-clauses.js'
import { namesOrder } from '../../../src/paraphrasing/rules/names-order.js'
import { passive } from '../../../src/paraphrasing/rules/passive.js'
import { thereIs } from '../../../src/paraphrasing/rules/there-is.js'
import { timePhrases } from '../../../src/paraphrasing/rules/time-phrases.js'
import { wordings } from './sentence.js'

describe('if clauses', () => {
  it('moves the condition behind the question where no pronoun would come before its name', () => {
    expect(wordings(ifClauses, 'If Mia owns 4 hens, how many eggs does Mia get?')).toEqual([
      'How many eggs does Mia get if Mia owns 4 hens?',
    ])
  })
  it('makes it a sentence of its own where one would: "how many does she get if Mia owns" names two people', () => {
    expect(wordings(ifClauses, 'If Mia owns 4 hens, how many eggs does she get?')).toEqual([
      'Suppose Mia owns 4 hens. How many eggs does she get?',
      'Suppose that Mia owns 4 hens. How many eggs does she get?',
    ])
  })
  it('leaves what a person may choose to do a condition: "suppose that she hires him" makes it ours', () => {
    expect(wordings(ifClauses, 'How much will she have if she hires the accountant?')).toEqual([
      'If she hires the accountant, how much will she have?',
    ])
    const total = 'If she hires Tom, how much does she earn in total?'
    expect(wordings(ifClauses, total)).toEqual([total])
  })
  it('keeps a supposition a supposition in a solution: never since', () => {
    expect(wordings(ifClauses, 'If he buys a kite, he pays \ue000', { worked: true })).toEqual([
      'Assuming he buys a kite, he pays \ue000',
      'Assuming that he buys a kite, he pays \ue000',
    ])
  })
})

describe('because', () => {
  it('moves the reason to the front', () => {
    expect(wordings(because, 'He earns 12 because \ue000')).toEqual([
      'Because \ue000, he earns 12',
      'Since \ue000, he earns 12',
    ])
  })
  it('moves it back', () => {
    expect(wordings(because, 'Since each box is full, there are 9 pens.')).toEqual([
      'There are 9 pens because each box is full.',
    ])
  })
  it.each([
    ['a time', 'Since Monday, Ida has read 40 pages.'],
    ['a pronoun that would come before its name', 'Since Ida reads daily, she needs 9 books.'],
    ['a name that may be a word', 'Rose pays 9 because she is late.'],
  ])('leaves %s', (_, text) => expect(wordings(because, text)).toEqual([text]))
})

describe('time phrases', () => {
  it.each([
    ['On Monday, he sells 12 pens.', 'He sells 12 pens on Monday.'],
    ['She bakes 12 rolls every morning.', 'Every morning, she bakes 12 rolls.'],
    ['In the afternoon, Will paints 3 doors.', 'Will paints 3 doors in the afternoon.'],
  ])('%s', (text, expected) => expect(wordings(timePhrases, text)).toEqual([expected]))
  it.each([
    ['a second clause', 'On Monday, he sells 12 pens and buys 3 cups.'],
    ['a question', 'On Monday, how many pens did he sell?'],
    ['"of every day"', 'He sleeps for a third of every day.'],
    ['a name that may be a word at the start', 'Rose waters 3 plants every day.'],
    ['what is none', 'May sells 9 cakes.'],
  ])('leaves %s', (_, text) => expect(wordings(timePhrases, text)).toEqual([text]))
})

describe('comparisons', () => {
  it('fronts what is compared with', () => {
    expect(wordings(comparisons, 'Mark has 5 more pens than Rose.')).toEqual([
      'Compared to Rose, Mark has 5 more pens.',
      'Compared with Rose, Mark has 5 more pens.',
    ])
  })
  it('turns times as many into times the number', () => {
    expect(wordings(comparisons, 'Ida has twice as many pens as Tom.')).toEqual([
      'Ida has twice the number of pens that Tom has.',
    ])
    expect(wordings(comparisons, 'They have 3 times as many pens as they had.')).toEqual([
      'They have 3 times as many pens as they had.',
    ])
  })
})

describe('the others', () => {
  it('there is', () => {
    expect(wordings(thereIs, 'There are 20 pens in the box.')).toEqual(['In the box, there are 20 pens.'])
    expect(wordings(thereIs, 'There are 20 pens of wood in the box.')).toEqual([
      'There are 20 pens of wood in the box.',
    ])
  })
  it('passive only in the past, with a plural that ends the sentence', () => {
    expect(wordings(passive, 'Tom sold 12 pens on Friday.')).toEqual(['12 pens were sold by Tom on Friday.'])
    expect(wordings(passive, 'She baked six small cakes.')).toEqual(['Six small cakes were baked by her.'])
    for (const text of [
      'Tom sells 12 pens.',
      'Tom sold 12 pens to Ida.',
      'Then sold 12 pens.',
      'He left 3 pens.',
    ])
      expect(wordings(passive, text)).toEqual([text])
  })
  it('two names', () => {
    expect(wordings(namesOrder, 'Ann and Ben have 9 pens.')).toEqual(['Ben and Ann have 9 pens.'])
    expect(
      wordings(namesOrder, 'Ann and Ben have 9 pens.', { item: 'They have 4 and 5 pens, respectively.' }),
    ).toEqual(['Ann and Ben have 9 pens.'])
    expect(wordings(namesOrder, "Ann and Ben's mother has 9 pens.")).toEqual([
      "Ann and Ben's mother has 9 pens.",
    ])
  })
  it('connectives', () => {
    const found = wordings(connectives, 'So he runs \ue000 miles', { worked: true })
    expect(found).toContain('Therefore, he runs \ue000 miles')
    for (const wording of found)
      expect(wording).toMatch(
        /^(?:Therefore,|Thus,|Hence,|This means that|As a result,) he runs \ue000 miles$/,
      )
    // What somebody does in a story is not computed.
    expect(wordings(connectives, 'So, he made 24 cups.')).toEqual([
      'As a result, he made 24 cups.',
      'Therefore, he made 24 cups.',
    ])
    expect(wordings(connectives, 'She also sells 4 cups.')).toEqual(['In addition, she sells 4 cups.'])
    expect(wordings(connectives, 'So far, he has 4 cups.')).toEqual(['So far, he has 4 cups.'])
  })
})
