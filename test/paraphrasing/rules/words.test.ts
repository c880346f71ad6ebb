import { describe, expect, it } from 'vitest'
import { mendArticles } from '../../../src/paraphrasing/rules/article.js'
import { rewordChinese } from '../../../src/paraphrasing/rules/chinese.js'
import { contractions } from '../../../src/paraphrasing/rules/contractions.js'
import { lexicon } from '../../../src/paraphrasing/rules/lexicon.js'
import { money } from '../../../src/paraphrasing/rules/money.js'
import { swapSigns } from '../../../src/paraphrasing/rules/multiplication-signs.js'
import { numberForms } from '../../../src/paraphrasing/rules/number-forms.js'
import { percent } from '../../../src/paraphrasing/rules/percent.js'
import { swap } from '../../../src/paraphrasing/rules/words/swap.js'
import { wordings } from './sentence.js'

describe('words', () => {
  it.each([
    ['He buys 3 large hats.', 'He purchases 3 big hats.'],
    ['The kids ate 9 cakes in total.', 'The children consumed 9 cakes altogether.'],
    ['The cups cost $3 each.', 'The cups cost $3 apiece.'],
    ['She wants to sell 9 cups.', 'She would like to sell 9 cups.'],
    ['He needs to walk 9 miles.', 'He has to walk 9 miles.'],
    ['The cake needs 3 eggs.', 'The cake requires 3 eggs.'],
    ['What is the total number of cups in total?', 'What is the total number of cups?'],
  ])('%s', (text, expected) => expect(wordings(lexicon, text)).toEqual([expected]))
  it.each([
    ['"have to" where the needed thing is asked for', 'How much flour will she need to bake?'],
    ['"would like to" after does', 'How many does he want to sell?'],
    ['left as a participle, and as a verb', 'He left with 9 cups left.'],
    ['second as a time', 'It drips a second later.'],
    ['names that are words', 'Will, Mark and Rose met Grace in May at the Big Store.'],
    ['"so" of purpose', 'He saves $9, so he can travel.'],
    ['a size that a pizza has', 'He has 2 large pizzas in a large box.'],
    ['"gets" home', 'He gets home at night.'],
    ['"the only"', 'The only 3 cups broke.'],
    ['"needs" of a person', 'She needs 3 eggs.'],
    ['"starts out"', 'The plant starts out 4 feet tall.'],
    ['an age that is not "years of age"', 'His age is now 9 years old.'],
    ['"per dozen"', 'They cost 68 dollars per dozen.'],
    ['a compound', 'A big-hearted man came.'],
  ])('leaves %s', (_, text) => expect(wordings(lexicon, text)).toEqual([text]))
  it('keeps two names two: no present becomes a gift where gifts are', () => {
    const text = 'He wraps 3 gifts.'
    expect(wordings(lexicon, text)).toEqual(['He wraps 3 presents.'])
    expect(wordings(lexicon, text, { item: `${text} All presents cost 9.` })).toEqual([text])
  })
  it('refuses a table entry with a form too few', () => {
    expect(() => swap('buy buys', 'purchase')).toThrow(RangeError)
  })
})

describe('articles', () => {
  it.each([
    ['He has a large box.', 'He has a enormous box.', 'He has an enormous box.'],
    ['He has an extra cup.', 'He has an single cup.', 'He has a single cup.'],
    ['miles per hour', 'miles a hour', 'miles an hour'],
    ['a 5 cup', 'a 8 cup', 'an 8 cup'],
    ['big', 'an unique union, a uncle, a honest man', 'a unique union, an uncle, an honest man'],
  ])('%s', (before, after, expected) => expect(mendArticles(before, after)).toBe(expected))
})

describe('rates', () => {
  it.each([
    ['It costs $7 per pound.', 'It costs $7 a pound.'],
    ['He lays 9 tiles per hour.', 'He lays 9 tiles each hour.'],
    ['It costs $7 per pair.', 'It costs $7 for each pair.'],
    ['9 cups per day \uf000', '9 cups per day \uf000'],
  ])('%s', (text, expected) => expect(wordings(lexicon, text)).toEqual([expected]))
})

describe('number forms', () => {
  it.each([
    ['He has 25 hens.', 'He has twenty-five hens.'],
    ['25 hens came.', 'Twenty-five hens came.'],
    ['He has twelve hens.', 'He has 12 hens.'],
    ['It holds 250 cups.', 'It holds two hundred fifty cups.'],
    ['It has 3,456 seats.', 'It has 3456 seats.'],
    ['It has 3456 seats.', 'It has 3,456 seats.'],
    ['It takes Carmen 10 minutes.', 'It takes Carmen ten minutes.'],
    ['It costs 5000 dollars.', 'It costs five thousand dollars.'],
    ['Scores of 89, 71 and 86.', 'Scores of eighty-nine, seventy-one and eighty-six.'],
  ])('%s', (text, expected) => expect(wordings(numberForms, text)).toEqual([expected]))
  it.each([
    'It was in 1987.',
    'It is 1:45 now.',
    'It costs $7.',
    'He ran 2.5 miles.',
    'He is on page 7.',
    'A 12-mile trail.',
    'Half of 9% is left.',
    'It weighs 300g, or 9 kg.',
    'He has 4 1/2 cups.',
    'One of them has two-thirds.',
    'Only 1 is bad.',
    'The two hens of the first two days.',
    'Scores of 100 and 0.85',
    'two hundred hens',
    '4 cups \uf000',
    'Statement 2 is false.',
    'He draws triangle 7 and Player 9 draws too.',
    'It is (3) or 4).',
    'Ring 0 has a twin.',
    'He says that 5 is prime.',
  ])('leaves %s', text => expect(wordings(numberForms, text)).toEqual([text]))
  it('writes an item in one way', () => {
    const item = 'He sells 3 kinds of pots and twelve cups, 5 hats and 1 kite.'
    expect(wordings(numberForms, item)).toEqual([
      'He sells three kinds of pots and twelve cups, five hats and one kite.',
    ])
    expect(
      wordings(numberForms, 'He sells 3 kinds.', { item: 'He has six cups and ten hats of 3 kinds.' }),
    ).toEqual(['He sells 3 kinds.'])
  })
  it('never joins two numbers: one hundred and eighty-six is 186', () => {
    expect(wordings(numberForms, 'Scores of 100 and 86')).toEqual(['Scores of 100 and 86'])
  })
})

describe('signs', () => {
  it.each([
    ['They cost $5 each.', 'They cost 5 dollars each.'],
    ['It costs $1.', 'It costs 1 dollar.'],
    ['It cost $80,000, and he paid.', 'It cost 80,000 dollars, and he paid.'],
    ['He has a $5 bill.', 'He has a $5 bill.'],
    ['It is $1.50 now.', 'It is $1.50 now.'],
    ['He has $5 coupons.', 'He has $5 coupons.'],
    ['He owes $2 million.', 'He owes $2 million.'],
  ])('%s', (text, expected) => expect(wordings(money, text)).toEqual([expected]))
  it.each([
    ['a 20% discount', 'a 20 percent discount'],
    ['2.5%.', '2.5 percent.'],
  ])('%s', (text, expected) => expect(wordings(percent, text)).toEqual([expected]))
  it.each([
    ["He doesn't sell cups.", 'He does not sell cups.'],
    ['They are not sold.', "They aren't sold."],
    ["It's Tom's; he'd go.", "It's Tom's; he'd go."],
    ['They can’t sell.', 'They cannot sell.'],
    ["Won't he go?", "Won't he go?"],
  ])('%s', (text, expected) => expect(wordings(contractions, text)).toEqual([expected]))
  it.each([
    ['He has 3*4=<<3*4=12>>12', 'He has 3 x 4=<<3*4=12>>12'],
    ['He has 3 x $4 = $<<3*4=12>>12', 'He has 3 * $4 = $<<3*4=12>>12'],
    ['2*x=80, so x = 2*20', '2*x=80, so x = 2*20'],
    ['3 x 4 and 3*4', '3 x 4 and 3*4'],
    ['4 cups * 5 = <<4*5=20>>20\n#### 4*5', '4 cups x 5 = <<4*5=20>>20\n#### 4*5'],
  ])('%s', (text, expected) => expect(swapSigns(text)).toBe(expected))
})

describe('Chinese', () => {
  it.each([
    ['小明一共购买了12本书，因此他付了36元。', '小明总共买了12本书，所以他付了36元。'],
    ['如果每天读3页，一周读多少页？', '假如每日读3页，一周读多少页？'],
    ['他之所以来，不超过3次。', '他之所以来，不超过3次。'],
    ['他的购买力是5元。', '他的购买力是5元。'],
  ])('%s', (text, expected) => expect(rewordChinese(text)).toBe(expected))
})
