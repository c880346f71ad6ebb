import { expect, test } from 'vitest'
import { numeralChange, numeralKey, numeralsOf } from '../../src/text/numerals.js'

/** "c 3" is the cardinal 3; kinds by their first letter. Expectations are read off the sentence by hand. */
const read = (text: string) => numeralsOf(text).map(({ kind, value }) => `${kind[0]} ${value.toFraction()}`)

test.each([
  // Digits
  ['He has 16 eggs.', ['c 16']],
  ['It costs $1,234.50 in all', ['c 2469/2']],
  ['a fee of $.75', ['c 3/4']],
  ['1,2,3 and 4', ['c 1', 'c 2', 'c 3', 'c 4']],
  ['It fell to -5 degrees', ['c -5']],
  ['5-3 = 2', ['c 5', 'c 3', 'c 2']],
  ['5 - 3', ['c 5', 'c 3']],
  ['20% off', ['p 1/5']],
  ['12.5 percent', ['p 1/8']],
  ['fifty per cent', ['p 1/2']],
  ['3/4 of them', ['f 3/4']],
  ['2 1/2 cups', ['f 5/2']],
  ['2½ cups and ¼ spoon', ['f 5/2', 'f 1/4']],
  ['1.5k steps', ['c 1500']],
  ['a $3M house', ['c 3000000']],
  ['3M tape', ['c 3']],
  ['2 million people', ['c 2000000']],
  ['the 2nd of 3', ['o 2', 'c 3']],
  ['at 7:30', ['c 7', 'c 30']],
  ['on 2024-05-01', ['c 2024', 'c 5', 'c 1']],
  ['on 05/01/2024', ['c 5', 'c 1', 'c 2024']],
  ['open 24/7', ['c 24', 'c 7']],
  ['１２３ full-width and ５０％', ['c 123', 'p 1/2']],
  ['3 times as many', ['m 3']],
  ['A4 paper', ['c 4']],
  ['<<5*3=15>>15', ['c 5', 'c 3', 'c 15', 'c 15']],
  // English words
  ['three cats and twenty-one dogs', ['c 3', 'c 21']],
  ['twenty one', ['c 21']],
  ['one hundred and five', ['c 105']],
  ['two hundred thirty thousand four hundred and six', ['c 230406']],
  ['three hundred thousand', ['c 300000']],
  ['a hundred', ['c 100']],
  ['five and six', ['c 5', 'c 6']],
  ['two dozen eggs and half a dozen rolls', ['c 24', 'c 6']],
  ['a dozen', ['c 12']],
  ['3 dozens', ['c 36']],
  ['hundreds of birds', []],
  ['half of it', ['f 1/2']],
  ['one and a half hours', ['f 3/2']],
  ['2 and a half million', ['f 2500000']],
  ['two-thirds', ['f 2/3']],
  ['one third', ['f 1/3']],
  ['a third of the cake on the third day', ['f 1/3', 'o 3']],
  ['a third friend', ['o 3']],
  ['a quarter of the class', ['f 1/4']],
  ['three quarters of an hour', ['f 3/4']],
  ['4 quarters and 3 dimes', ['c 4', 'c 3']],
  ['twice as much, doubled, thrice, tripled', ['m 2', 'm 2', 'm 3', 'm 3']],
  ['once a week', ['m 1']],
  ['once she gets home', []],
  ['a couple of pears; the couple left', ['c 2']],
  ['a pair of shoes, 3 pairs of socks', ['c 2', 'c 3']],
  ['one of them, the other one, no one', []],
  ['one apple', ['c 1']],
  ['the one hundred men', ['c 100']],
  ['wait a second; 30 seconds', ['c 30']],
  ['First, he rests. The first day. His second car.', ['o 1', 'o 2']],
  ['In May he may march', []],
  ['the twenty-first day', ['o 21']],
  ['two fifth graders', ['c 2', 'o 5']],
  ['three point one four', ['c 157/50']],
  ['someone tenders often', []],
  // Chinese
  ['他有十六个鸡蛋', ['c 16']],
  ['一百零五页', ['c 105']],
  ['一百五十', ['c 150']],
  ['两万三千元', ['c 23000']],
  ['一百五', ['c 150']],
  ['三亿五千万人', ['c 350000000']],
  ['1.5万元', ['c 15000']],
  ['百分之二十', ['p 1/5']],
  ['百分之20和50％', ['p 1/5', 'p 1/2']],
  ['三分之一的人', ['f 1/3']],
  ['一又二分之一', ['f 3/2']],
  ['三倍于此，是2倍', ['m 3', 'm 2']],
  ['翻倍', ['m 2']],
  ['一半的钱，半个西瓜', ['f 1/2', 'f 1/2']],
  ['两个半小时', ['f 5/2']],
  ['第三天', ['o 3']],
  ['三点五公里', ['c 7/2']],
  ['下午三点', ['c 3']],
  ['二〇二四年', ['c 2024']],
  ['三四个人', ['c 3', 'c 4']],
  ['5千克苹果和三千米路', ['c 5', 'c 3']],
  ['打八折，85折', ['p 4/5', 'p 17/20']],
  ['两打鸡蛋', ['c 24']],
  ['三成学生', ['p 3/10']],
  ['周三去，每周三次', ['o 3', 'c 3']],
  ['一起吃三明治，一共花了一些钱，十分高兴', []],
  ['他走了十分钟，得了十分。', ['c 10', 'c 10']],
  ['几百人，十几个，数千', []],
  ['一斤三两', ['c 1', 'c 3']],
  ['１２个', ['c 12']],
  ['一万两千', ['c 12000']],
])('%s', (text, expected) => {
  expect(read(text)).toEqual(expected)
})

test('spans are those of the text as given', () => {
  const text = '共５０％，two dozen 和 三分之一'
  expect(numeralsOf(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    '５０％',
    'two dozen',
    '三分之一',
  ])
})

test('a quantity is its value, whatever carries it, and an ordinal is none', () => {
  const key = (text: string) => numeralsOf(text).map(numeralKey)
  for (const same of ['50%', 'half', '0.5', '1/2', 'fifty percent', '一半', '百分之五十', '五折'])
    expect(key(same), same).toEqual(['1/2'])
  for (const same of ['twice', '2 times', 'two', '两倍', '2']) expect(key(same), same).toEqual(['2'])
  expect(key('20')).not.toEqual(key('20%'))
  expect(key('the third day')).toEqual(key('第三天'))
  expect(key('the third day')).not.toEqual(key('three days'))
})

test('changes are found as multisets', () => {
  const change = numeralChange(
    numeralsOf('2 cats, 2 dogs, half a cake'),
    numeralsOf('50% of a cake, 2 dogs, 3 cats'),
  )
  expect(change).toEqual({ lost: ['2'], gained: ['3'] })
})
