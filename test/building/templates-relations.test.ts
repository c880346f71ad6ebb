import { describe, expect, test } from 'vitest'
import { templates } from '../../src/building/templates.js'
import { createRandom } from '../../src/statistics/random.js'
import { auditMeaning } from './meaning-audit.js'
import { auditRelations, type Worked } from './relation-audit.js'
import { rowsOf } from './rows.js'

/** All items that 25 seeds make of one row, two of each. */
async function variantsOf(parent: Worked): Promise<Worked[]> {
  const made: Worked[] = []
  for (let seed = 1; seed <= 25; seed++) {
    const random = createRandom(seed)
    const { rows } = await templates.build({ rows: rowsOf([{ ...parent }]), count: 2, perRow: 2, random })
    made.push(...rows.map(({ fields }) => ({ question: `${fields.question}`, answer: `${fields.answer}` })))
  }
  for (const one of made) expect([...auditRelations(parent, one), ...auditMeaning(parent, one)]).toEqual([])
  return made
}

const numbersOf = (text: string) => (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number)
const finalOf = ({ answer }: Worked) => Number(answer.split('#### ')[1])

/** 180 minutes are 3 hours by no step, and 3 is also the number of lessons of another day. */
const LESSONS: Worked = {
  question:
    'On Monday Eli has 6 lessons of 30 minutes each, on Friday 3 lessons of 1 hour each and 8 hours of sport. How many hours is that?',
  answer:
    'On Monday that is 6*30 = <<6*30=180>>180 minutes, which is 3 hours.\nAll is 3+3+8 = <<3+3+8=14>>14 hours.\n#### 14',
}
/** 1/4 is 5/20, which no annotation says. */
const QUIZ: Worked = {
  question: 'Ana had 80% of a quiz right and made 5 mistakes. How many items had the quiz?',
  answer:
    'She had 100% - 80% = 20% wrong.\nSo 1% is 5/20 = 1/4 of an item.\nThe quiz had 1/4*100 = <<1/4*100=25>>25 items.\n#### 25',
}
/** 1/6 is made of two parts that the question names. */
const ODDS: Worked = {
  question:
    'One third of the cards are red and half of these are new. Bo draws and puts back a card 36 times. How many new red cards are to be expected?',
  answer: 'The odds are 1/3 * 1/2 = 1/6.\nIn 36 draws that is 1/6*36 = <<1/6*36=6>>6 cards.\n#### 6',
}

/** A part that the question names: its 6 goes with no other number. */
const CARDS: Worked = {
  question:
    'One sixth of the cards are red. Bo draws and puts back a card 90 times. How many red cards are to be expected?',
  answer: 'The odds are 1/6.\nIn 90 draws that is 1/6*90 = <<1/6*90=15>>15 cards.\n#### 15',
}

/** Why nothing is made of a row. */
async function refusalOf(parent: Worked): Promise<string[]> {
  const rows = rowsOf([{ ...parent }])
  const { rows: made, exclusions } = await templates.build({
    rows,
    count: 2,
    perRow: 2,
    random: createRandom(1),
  })
  expect(made).toEqual([])
  return exclusions.map(({ reason }) => reason)
}

describe('relations that no annotation states', () => {
  test('an amount that the prose converts goes on being the converted one', async () => {
    const made = await variantsOf(LESSONS)
    expect(made.length).toBeGreaterThan(0)
    for (const { question } of made) {
      const [lessons, minutes, hours] = numbersOf(question) as [number, number, number]
      expect((lessons * minutes) / 60).toBe(hours)
    }
  })
  test('a row with a fraction that was worked out by the way is left out', async () => {
    expect(await refusalOf(QUIZ)).toEqual(['no number can be varied safely'])
    expect(await refusalOf(ODDS)).toEqual(['a number in a step comes from nowhere'])
  })
  test('a fraction is one number', async () => {
    const made = await variantsOf(CARDS)
    expect(made.length).toBeGreaterThan(0)
    for (const one of made) {
      expect(one.answer).toContain('The odds are 1/6.')
      expect(finalOf(one)).toBe(numbersOf(one.question)[0]! / 6)
    }
  })
  test('a division that has the form of a named part follows its step', async () => {
    const made = await variantsOf({
      question: 'Kim waits 12 minutes and rides for 30 minutes. Half of that is what Lea needs. How long?',
      answer: 'Kim needs 12 + 30 = <<12+30=42>>42 minutes.\nLea needs 42/2 = <<42/2=21>>21 minutes.\n#### 21',
    })
    expect(made.length).toBeGreaterThan(0)
    for (const one of made) {
      const [wait, ride] = numbersOf(one.question) as [number, number]
      expect(finalOf(one)).toBe((wait + ride) / 2)
    }
  })
  test('the 2 of 2nd stays, since it would need another ending', async () => {
    const made = await variantsOf({
      question: 'A lift is on the 9th floor. It goes down 7 floors and then up 13 floors. Where is it?',
      answer: 'It is on the 9-7 = <<9-7=2>>2nd floor.\nThen it goes to 2+13 = <<2+13=15>>15.\n#### 15',
    })
    expect(made.length).toBeGreaterThan(0)
    for (const { answer } of made) expect(answer).toContain('9-7 = <<9-7=2>>2nd floor')
  })
  test('at half price, what is saved and what is paid are told apart by no number', async () => {
    const made = await variantsOf({
      question: 'Tickets for 24 people cost $8 each, less a discount of 50%. What is paid?',
      answer: 'All cost 24*8 = $<<24*8=192>>192.\nThe price is 192*.5 = $<<192*.5=96>>96.\n#### 96',
    })
    expect(made.length).toBeGreaterThan(0)
    for (const { question } of made) expect(question).toContain('50%')
  })
})

describe('facts', () => {
  test('of the world stay', async () => {
    const made = await variantsOf({
      question:
        'The alphabet has 5 vowels and 21 consonants. Ida can write all vowels and 12 others in 36 minutes, and Udo in 22 minutes. How much faster is Udo, and how many do both know?',
      answer:
        'They know 5+12 = <<5+12=17>>17 letters.\nUdo is 36-22 = <<36-22=14>>14 minutes faster.\n#### 14',
    })
    for (const { question } of made) expect(question).toContain('5 vowels and 21 consonants')
    expect(made.length).toBeGreaterThan(0)
  })
  test('that the text says twice stay: parts of a number that no step uses', async () => {
    const made = await variantsOf({
      question:
        'A field of 1700 acres is planted in 5 days: 2 tractors work for 2 days, then 7 tractors for 3 days. How much does each plant a day?',
      answer:
        'That is 2*2 = <<2*2=4>>4 and 7*3 = <<7*3=21>>21 tractor days.\nIn all it is 4+21 = <<4+21=25>>25.\nEach plants 1700/25 = <<1700/25=68>>68 acres.\n#### 68',
    })
    expect(made.length).toBeGreaterThan(0)
    for (const { question } of made)
      expect(question).toMatch(/in 5 days: 2 tractors work for 2 days, .* for 3 days/)
  })
})

/** One number of the question stays in every variant, as `kept` says, while others change. */
const COUNTS: readonly (readonly [what: string, kept: RegExp, parent: Worked])[] = [
  [
    'two who share evenly',
    /2 bags of/,
    {
      question:
        'Ada and Ina buy 5 bags of nuts and are given 2 bags of seeds. A bag weighs 40 g. They split all evenly. How many grams has each?',
      answer:
        'They have 5 bags + 2 bags = <<5+2=7>>7 bags.\nThat is 7 bags * 40 g = <<7*40=280>>280 g.\nEach has 280 g / 2 = <<280/2=140>>140 g.\n#### 140',
    },
  ],
  [
    'three who are named',
    /3 crates/,
    {
      question:
        'Kim buys 3 crates of 25 juices. Ada, Ina and Bo drink 4 juices each. How many juices are left?',
      answer:
        'Kim has 3 crates * 25 juices = <<3*25=75>>75 juices.\nAda, Ina and Bo drink 4 juices * 3 people = <<4*3=12>>12 juices.\nSo 75 - 12 = <<75-12=63>>63 are left.\n#### 63',
    },
  ],
  [
    'things that are listed',
    /3 tins, one/,
    {
      question:
        'Kim has 3 tins, one of green, one of red and one of blue paint. A tin holds 14 litres. How many has she?',
      answer: 'She has 3 tins * 14 litres = <<3*14=42>>42 litres.\n#### 42',
    },
  ],
  [
    'up and down',
    /takes 2 seconds/,
    {
      question: 'Bo goes up and down 45 steps. A step takes 2 seconds. How many seconds does he need?',
      answer:
        'He takes 45 steps * 2 = <<45*2=90>>90 steps.\nHe needs 90 * 2 = <<90*2=180>>180 seconds.\n#### 180',
    },
  ],
  [
    'one and the others',
    /gives 5 figs/,
    {
      question:
        'For each row of figs Kim plants 4 rows of beans. She has 35 rows. A row of figs gives 5 figs. How many figs are there?',
      answer:
        'One out of 5 rows has figs, so there are 35 / 5 = <<35/5=7>>7 rows.\nThey give 7 * 5 = <<7*5=35>>35 figs.\n#### 35',
    },
  ],
  [
    'all but one of them',
    /16 sailors .* 15 of them/,
    {
      question:
        '16 sailors caught 900 crabs. If 15 of them caught 40 crabs each, how many did the sixteenth sailor catch?',
      answer:
        'The 15 caught 15*40 = <<15*40=600>>600 crabs.\nThe sixteenth caught 900-600 = <<900-600=300>>300 crabs.\n#### 300',
    },
  ],
  [
    'amounts of an average',
    /4 tests/,
    {
      question: 'Kim took 4 tests and had 82, 91, 75 and 88 points. What are the mean points of the tests?',
      answer:
        'In all they are 82+91+75+88 = <<82+91+75+88=336>>336 points.\nThe mean is 336/4 = <<336/4=84>>84 points.\n#### 84',
    },
  ],
  [
    'a measure in another',
    /same as 8 pints/,
    {
      question:
        'A gallon, which is the same as 8 pints, costs $60. A pint costs $9. What does a gallon save beside 8 pints?',
      answer: '8 pints cost 8*$9 = $<<8*9=72>>72.\nThat saves 72-60 = $<<72-60=12>>12.\n#### 12',
    },
  ],
]

describe('small numbers that may count something else', () => {
  test.each(COUNTS)('%s stay', async (_, kept, parent) => {
    expect(parent.question).toMatch(kept)
    const made = await variantsOf(parent)
    for (const { question } of made) expect(question).toMatch(kept)
    expect(made.length).toBeGreaterThan(0)
  })
  test('are varied where each use names what they count', async () => {
    const made = await variantsOf({
      question:
        'Kim bakes 7 trays of rolls and 40 buns. A tray holds 20 rolls and costs $9. How many pieces are there, for what price?',
      answer:
        'The 7 trays hold 7 trays * 20 rolls = <<7*20=140>>140 rolls.\nThere are 140+40 = <<140+40=180>>180 pieces.\nThe price is 7 trays * $9 = $<<7*9=63>>63.\n#### 63',
    })
    const trays = made.map(({ question }) => numbersOf(question)[0])
    expect(trays.filter(count => count !== 7).length).toBeGreaterThan(0)
    // By hand: the price is that of all trays.
    for (const one of made) {
      const [count, , , price] = numbersOf(one.question) as [number, number, number, number]
      expect(finalOf(one)).toBe(count * price)
    }
  })
  test('and what the prose compares goes on being so', async () => {
    const made = await variantsOf({
      question:
        'Kim has 14 jars for 24 figs each, and 400 figs. A jar with figs weighs 450 g. How many grams do such jars weigh?',
      answer:
        'The jars hold 14*24 = <<14*24=336>>336 figs.\nSince 336 < 400, all are filled and weigh 14*450 = <<14*450=6300>>6300 g.\n#### 6300',
    })
    expect(made.length).toBeGreaterThan(0)
    for (const { question } of made) {
      const [jars, each, figs] = numbersOf(question) as [number, number, number]
      expect(jars * each).toBeLessThan(figs)
    }
  })
})

describe('the second reader of relations', () => {
  const CASES: readonly (readonly [
    complaint: RegExp,
    parent: Worked,
    from: readonly string[],
    to: readonly string[],
  ])[] = [
    [/3 was made of 180, but 3 not of 120/, LESSONS, ['30', '180'], ['20', '120']],
    [/no longer true: 5\/50 = 1\/4/, QUIZ, ['80%', '20%', '5/20'], ['50%', '50%', '5/50']],
    [/the fraction 1\/6 became 1\/4/, ODDS, ['= 1/6'], ['= 1/4']],
  ]
  test.each(CASES)('finds %s', (complaint, parent, from, to) => {
    const change = (text: string) => from.reduce((made, old, i) => made.replaceAll(old, to[i]!), text)
    const made = { question: change(parent.question), answer: change(parent.answer) }
    expect(auditRelations(parent, made).join('; ')).toMatch(complaint)
    expect(auditRelations(parent, parent)).toEqual([])
  })
  test('finds changed facts, lost sums and percentages', () => {
    const asked = (question: string) => ({ question, answer: 'So 4*9 = <<4*9=36>>36.\n#### 36' })
    const audit = (a: string, b: string) => auditRelations(asked(a), asked(b)).join('; ')
    expect(audit('There are 21 consonants.', 'There are 28 consonants.')).toMatch(/a fact: 21 consonants/)
    expect(audit('In 5 days: 2 and then 3.', 'In 5 days: 2 and then 4.')).toMatch(/2 and 3 were 5/)
    expect(audit('Of these 40% and 60% came.', 'Of these 40% and 70% came.')).toMatch(/made up 100/)
  })

  const READ: readonly (readonly [
    complaint: RegExp,
    parent: Worked,
    from: readonly string[],
    to: readonly string[],
  ])[] = [
    [
      /a list has 3/,
      COUNTS[1]![2],
      ['3 crates', '3 people', '4*3=', '3*25'],
      ['4 crates', '4 people', '4*4=', '4*25'],
    ],
    [/says not of what/, COUNTS[0]![2], ['2 bags', '5+2', '280/2', '/ 2'], ['4 bags', '5+4', '280/4', '/ 4']],
    [/15 of 16 became 12 of 16/, COUNTS[5]![2], ['15'], ['12']],
    [
      /untrue now: 68 figs < 60/,
      {
        question: 'A jar is for 12 figs, of 60.',
        answer: 'It is 4*12 = <<4*12=48>>48, and 48 figs < 60.\n#### 48',
      },
      ['12', '48'],
      ['17', '68'],
    ],
    [
      /an unknown has new numbers/,
      {
        question: 'Ada is 15 years old. How old is Ina?',
        answer: 'If 1 + (her age - 1) x 2 = 15 then it is 8, and 15+8 = <<15+8=23>>23.\n#### 23',
      },
      ['15'],
      ['30'],
    ],
    [
      /a measure: .*3 became 2/,
      { question: 'Here a tablespoon is 3 teaspoons.', answer: 'So 3*4 = <<3*4=12>>12 teaspoons.\n#### 12' },
      ['3'],
      ['2'],
    ],
  ]
  test.each(READ)('of meaning finds %s', (complaint, parent, from, to) => {
    const change = (text: string) => from.reduce((made, old, i) => made.replaceAll(old, to[i]!), text)
    const made = { question: change(parent.question), answer: change(parent.answer) }
    expect(auditMeaning(parent, made).join('; ')).toMatch(complaint)
    expect(auditMeaning(parent, parent)).toEqual([])
  })
})
