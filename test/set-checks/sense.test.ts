import { describe, expect, test } from 'vitest'
import { checkPair } from '../../src/set-checks/pair.js'
import { senseReasons } from '../../src/set-checks/sense.js'

const codes = (source: string, copy: string) => senseReasons(source, copy).map(({ code }) => code)

const SOURCE =
  'Tom walked 12 kilometers to the market with $40 on him. He bought 7 apples and gave 3 to Ann. How many apples does he have left?'
const COPY =
  'To get to the market, Tom went 12 km on foot, carrying 40 dollars. There he purchased 7 apples, of which 3 were handed to Ann. What number of apples remains with him?'

describe('a pair with the same numbers, names and most words', () => {
  const reasons = (copy: string) => {
    const row = (id: string, text: string) => ({ id, text, cluster: id, line: 1, fields: {} })
    return checkPair(row('a', SOURCE), row('b', copy)).reasons.map(({ code }) => code)
  }
  test('is kept where it says the same', () => expect(reasons(COPY)).toEqual([]))
  test.each([
    ['12 km', '12 miles', ['units_changed']],
    ['40 dollars', '€40', ['units_changed']],
    ['7 apples, of which 3 were handed', '3 apples, of which 7 were handed', ['roles_changed']],
    ['remains with him', 'does not remain with him', ['negation_changed']],
    ['he purchased', 'he sold', ['opposite_said']],
  ])('and dropped where "%s" became "%s"', (right, wrong, expected) => {
    expect(COPY).toContain(right)
    expect(reasons(COPY.replace(right, wrong))).toEqual(expected)
  })
})

describe('units', () => {
  test.each([
    ['It is 12 kilometers long.', 'It is 12-kilometre long.'],
    ['It is 12 km long.', 'It has 12 kilometres.'],
    ['It costs $12.', 'It costs 12 dollars.'],
    ['It costs $12.', 'The price is 12 for it.'],
    ['It took 3 hrs.', 'It took three hours.'],
    ['It took 3 more hours.', 'It took 3 hours more.'],
    ['It rose by 20%.', 'It rose by 20 percent.'],
    ['他走了12公里，花了5元。', '他花了5块钱，走了12千米。'],
    ['他走了12公里。', '他走了12km。'],
  ])('are the same: %s %s', (source, copy) => expect(codes(source, copy)).toEqual([]))
  test.each([
    ['It is 12 kilometers long.', 'It is 12 miles long.'],
    ['It is 12 miles long.', 'It is 12 kilometers long.'],
    ['The hat costs $12.', 'The hat costs €12.'],
    ['It took 3 hours.', 'It took 3 days.'],
    ['It has 12 square feet.', 'It has 12 feet.'],
    // A second 12 that keeps its unit hides nothing.
    ['12 miles by car and 12 miles by bike.', '12 miles by car and 12 yards by bike.'],
    ['他走了12公里。', '他走了12英里。'],
    ['他花了12元。', '他花了12美元。'],
  ])('are others: %s %s', (source, copy) => expect(codes(source, copy)).toEqual(['units_changed']))
  test('are named with their values', () => {
    expect(senseReasons('It costs $12.', 'It costs £12.')).toEqual([
      { code: 'units_changed', text: '12 dollar became 12 pound' },
    ])
  })
})

describe('roles', () => {
  test.each([
    ['Mia had 12 pens, gave 5 to Tom.', 'Mia owned 5 pens, handed 12 to Tom.'],
    ['The 9 boys saw 4 birds.', 'The 4 boys saw 9 birds.'],
    ['小明有12个苹果，给了小红5个。', '小明有5个苹果，给了小红12个。'],
  ])('exchanged: %s %s', (source, copy) => expect(codes(source, copy)).toEqual(['roles_changed']))
  test.each([
    [
      'the order of telling',
      'Mia had 12 pens, gave 5 to Tom.',
      'Tom was given 5 of the 12 pens that Mia had.',
    ],
    [
      'one word for both',
      'She ate 4 red pears and 9 green pears.',
      'She ate 9 green pears, and of the red pears 4.',
    ],
    ['the words replaced', 'Mia had 12 pens, gave 5 to Tom.', 'Of a dozen biros 5 went to Tom.'],
  ])('not exchanged by %s', (_, source, copy) => expect(codes(source, copy)).toEqual([]))
})

describe('negations', () => {
  test.each([
    ['How many pens are left?', 'How many pens are not left?'],
    ['He sold the pens that were not red.', 'He sold the pens that were red.'],
    ["She doesn't eat meat.", 'She eats meat.'],
    ['小明吃了5个苹果。', '小明没吃5个苹果。'],
  ])('that came or went: %s %s', (source, copy) => expect(codes(source, copy)).toEqual(['negation_changed']))
  test.each([
    ["She doesn't eat meat.", 'She does not eat meat.'],
    ['He pays for all items that are not food.', 'He pays for all items excluding food.'],
    ['He deleted the 9 apps that he did not use.', 'He deleted the 9 unused apps.'],
    ['The lamp is out of order.', "The lamp doesn't work."],
    ['See house No. 5.', 'See the house with number 5.'],
    ['他有5个，但是小红有3个。', '他有5个，不过小红有3个。'],
    ['他没有钱。', '他没钱。'],
  ])('in other words: %s %s', (source, copy) => expect(codes(source, copy)).toEqual([]))
})

describe('opposites', () => {
  test.each([
    ['Mia gave 5 pens to Tom.', 'Mia received 5 pens from Tom.'],
    ['Tom bought 5 pens.', 'Tom sold 5 pens.'],
    ['Mia has 5 more pens than Tom.', 'Mia has 5 fewer pens than Tom.'],
    ['The price increased by 5.', 'The price decreased by 5.'],
    ['Their team won 5 games.', 'Their team lost 5 games.'],
    ['She ate 5 pears before lunch.', 'She ate 5 pears after lunch.'],
    ['How much money does he have left?', 'How much money has he spent?'],
    ['小明买了5个苹果。', '小明卖了5个苹果。'],
    ['小明比小红多5个。', '小明比小红少5个。'],
    ['三天前他有5个。', '三天后他有5个。'],
    ['价格增加5元。', '价格减少5元。'],
  ])('%s %s', (source, copy) => expect(codes(source, copy)).toEqual(['opposite_said']))
  test.each([
    ['from the other side', 'Mia gave 5 pens to Tom.', 'Tom received 5 pens from Mia.'],
    ['from the other side of than', 'Mia has 5 more pens than Tom.', 'Tom has 5 fewer pens than Mia.'],
    ['of another thing', 'The price increased by 5.', 'It has 5 on top; the number of buyers decreased.'],
    ['both in either', 'He bought 5 pens and sold 3.', 'He sold 3 of 5 pens that he bought.'],
    ['from the other side of 比', '小明比小红多5个。', '小红比小明少5个。'],
  ])('but %s they say the same', (_, source, copy) => expect(codes(source, copy)).toEqual([]))
})

describe('what a number is said of', () => {
  test.each([
    ['The shop is open from 9 am to 5 pm.', 'The shop opens from 9 pm to 5 am.'],
    ['They rise at 7 a.m. for school.', 'They rise for school at 7 p.m. or so.'],
    ['They rise at 7:30 am for school.', 'They rise for school at 7:30 PM or so.'],
    ['他上午9点上班。', '他下午9点上班。'],
    ['The hats cost 5 dollars each.', 'The hats cost 5 dollars in total.'],
    ['每个5元，他买了。', '一共5元，他买了。'],
    ['The price rose by 90.', 'The price rose to 90.'],
    ['Sales were reduced by $40 that week.', 'That week sales were cut to $40.'],
    ['价格上涨了90元。', '价格上涨到90元。'],
    ['The hat is 20% off.', 'The hat is 20% on top.'],
    ['She needs at least 12 eggs.', 'She needs at most 12 eggs.'],
    ['至少有12个人来。', '最多有12个人来。'],
  ])('changed: %s %s', (source, copy) => {
    expect(codes(source, copy)).toEqual(['opposite_said'])
    expect(codes(copy, source)).toEqual(['opposite_said'])
  })
  test.each([
    ['The shop is open from 9 am to 5 pm.', 'From 9 in the morning to 5 in the afternoon the shop is open.'],
    ['They rise at 7 am for school.', 'They rise for school at 7.'],
    ['The hats cost 5 dollars each.', 'Each of the hats costs 5 dollars. What in total?'],
    ['How long will 20 lists last in total?', 'How long do 20 lists each with one song last?'],
    ['The price rose by 90 to 150.', 'The price went up by 90 and is 150 now.'],
    ['It grows up to 30 inches a day.', 'It increases by 30 inches a day.'],
    ['She needs at least 12 eggs.', 'She needs no fewer than 12 eggs.'],
    ['他早上9点上班。', '他上午9点开始上班。'],
  ])('is the same: %s %s', (source, copy) => expect(codes(source, copy)).toEqual([]))
  test('is named with the number', () => {
    expect(senseReasons('They rise at 7 am.', 'They rise at 7 pm.')).toEqual([
      { code: 'opposite_said', text: '7 "am" became 7 "pm"' },
    ])
  })
})

describe('computations in the text', () => {
  test.each([
    ['He paid 2 * 3 = 6 dollars.', 'His price was 2 x 3 = $6.'],
    ['The area is 1,200 × 0.50 = 600.', 'As the area we have 1200*0.5=600.'],
    ['That is 4 cups * 3 = 12 cups.', 'That makes 4 * 3 = 12 cups.'],
    ['He reads 60-70 pages.', 'He reads 60 to 70 pages.'],
    ['Grades 4 – 7 came.', 'Grades 4 to 7 came.'],
    ['Add 1/2 cup.', 'Add half a cup.'],
    ['So 20% * 50 = 10.', 'Thus 20 percent * 50 = 10.'],
  ])('are the same: %s %s', (source, copy) => expect(codes(source, copy)).toEqual([]))
  test.each([
    ['The perimeter is 2(40+9) = 98', 'The perimeter is two(40+9) = 98'],
    ['He has 2(3) + 4 balls = 10', 'He has two(3) + 4 balls = 10'],
    ['There are 20-C cows.', 'There are twenty-C cows.'],
    ['He paid 2 + 3 = 5.', 'He paid 3 + 2 = 5.'],
    ['He paid 8 / 2 = 4.', 'He paid 8 * 2 = 4.'],
  ])('are others: %s %s', (source, copy) => expect(codes(source, copy)).toEqual(['arithmetic_changed']))
})

test('texts of two languages are not compared', () =>
  expect(codes('It is 12 miles long.', '他走了12公里，没有停。')).toEqual([]))
