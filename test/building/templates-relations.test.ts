import { describe, expect, test } from 'vitest'
import { templates } from '../../src/building/templates.js'
import { createRandom } from '../../src/statistics/random.js'
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
  for (const one of made) expect(auditRelations(parent, one)).toEqual([])
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
/** The 6 of 1/6 is not the 6 that the last step finds. */
const CARDS: Worked = {
  question:
    'One third of the cards are red and half of these are new. Bo draws and puts back a card 36 times. How many new red cards are to be expected?',
  answer: 'The odds are 1/3 * 1/2 = 1/6.\nIn 36 draws that is 1/6*36 = <<1/6*36=6>>6 cards.\n#### 6',
}

describe('relations that no annotation states', () => {
  test('an amount that the prose converts goes on being the converted one', async () => {
    for (const { question } of await variantsOf(LESSONS)) {
      const [lessons, minutes, hours] = numbersOf(question) as [number, number, number]
      expect((lessons * minutes) / 60).toBe(hours)
    }
  })
  test('a fraction that was worked out by the way is right or the row is left out', async () => {
    for (const made of await variantsOf(QUIZ)) {
      const [right, mistakes] = numbersOf(made.question) as [number, number]
      expect(finalOf(made)).toBe((mistakes * 100) / (100 - right))
    }
  })
  test('a fraction is one number', async () => {
    const made = await variantsOf(CARDS)
    expect(made.length).toBeGreaterThan(0)
    for (const one of made) {
      expect(one.answer).toContain('1/3 * 1/2 = 1/6.')
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
        'The alphabet has 5 vowels and 21 consonants. Ida can write all vowels and 12 others in 34 minutes, and Udo in 20 minutes. How much faster is Udo, and how many do both know?',
      answer:
        'They know 5+12 = <<5+12=17>>17 letters.\nUdo is 34-20 = <<34-20=14>>14 minutes faster.\n#### 14',
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

describe('the second reader of relations', () => {
  const CASES: readonly (readonly [
    complaint: RegExp,
    parent: Worked,
    from: readonly string[],
    to: readonly string[],
  ])[] = [
    [/3 was made of 180, but 3 not of 120/, LESSONS, ['30', '180'], ['20', '120']],
    [/no longer true: 5\/50 = 1\/4/, QUIZ, ['80%', '20%', '5/20'], ['50%', '50%', '5/50']],
    [/the fraction 1\/6 became 1\/4/, CARDS, ['= 1/6'], ['= 1/4']],
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
})
