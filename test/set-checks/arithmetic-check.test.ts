import { describe, expect, test } from 'vitest'
import { answerPlace } from '../../src/set-checks/answer-place.js'
import { arithmeticCheck } from '../../src/set-checks/arithmetic-check.js'
import type { SourceRow } from '../../src/types.js'

const row = (id: string, text: string): SourceRow => ({ id, text, cluster: id, line: 1, fields: {} })

describe('a final answer is held to the worked steps', () => {
  test.each([
    ['It is 2+3=<<2+3=5>>5 pens.\n#### 5', 'last step'],
    ['It is <<2+3=5>>5, and <<5*2=10>>10 of others.\n#### 5', 'elsewhere'],
    ['It is <<2+3=5>>5. So 9 - 5 = 4 are left.\n#### 4', 'elsewhere'],
    ['That is <<5+7=12>>12 less.\n#### -12', 'last step'],
    // The units that a question asks in: percent, cents, thousands, whole buses.
    ['Wins are 12/30=<<12/30=.4>>.4 of them.\n#### 40', 'elsewhere'],
    ['Each costs $<<2/8=0.25>>0.25.\n#### 25', 'elsewhere'],
    ['It is $<<24*2=48>>48k.\n#### 48000', 'elsewhere'],
    ['They need 50/12=<<50/12=4.17>>4.17 buses.\n#### 5', 'elsewhere'],
    ['It is 2+3=<<2+3=5>>5 pens.\n#### 99', 'nowhere'],
    ['Of 99 pens 2+3=<<2+3=5>>5 are red.\n#### 99', 'nowhere'],
    ['They need 50/10=<<50/10=5>>5 buses.\n#### 6', 'nowhere'],
    ['It is 5 pens.\n#### 99', undefined],
    ['It is <<2+3=5>>5 pens.\n#### none', undefined],
    ['It is <<two+3=five>>5 pens.\n#### 99', undefined],
    ['It is <<2+3=5>>5 pens.', undefined],
  ])('%j: %s', (text, place) => expect(answerPlace(row('a', text))).toBe(place))
})

describe('the check of a set', () => {
  const right = Array.from({ length: 100 }, (_, i) =>
    row(`r${i}`, `<<${i}+2=${i + 2}>>${i + 2}\n#### ${i + 2}`),
  )
  const check = (...broken: string[]) => {
    const { checks, reasons } = arithmeticCheck([
      ...broken.map((text, i) => row(`b${i}`, text)),
      ...right.slice(broken.length),
    ])
    return { ...checks[0]!, reasons: [...reasons] }
  }
  test('passes right steps that end in their answers, and says how many do', () => {
    expect(check()).toMatchObject({ status: 'pass', code: 'arithmetic_right', reasons: [] })
    expect(check().text).toContain('of 100 final answers 100 are the result of the last step')
  })
  test('names items whose answer no step gives, and fails above 2 %', () => {
    const wrong = '<<2+3=5>>5 pens.\n#### 99'
    expect(check(wrong)).toMatchObject({
      ...{ status: 'warn', code: 'answer_of_no_step' },
      reasons: [['b0', ['the final answer is the result of no step']]],
      values: { answersOfLastStep: 99, answersElsewhere: 0, answersNowhere: 1 },
    })
    expect(check(wrong, wrong, '<<2+2=5>>5').status).toBe('fail')
  })
  test('warns of steps that cannot be read, and fails above 2 % of the items; drops none for it', () => {
    const unread = '<<2+2=five>>, <<2*2=vier>>'
    expect(check(unread, unread)).toMatchObject({
      ...{ status: 'warn', code: 'steps_unreadable', reasons: [] },
      values: { unreadable: 4, unreadableItems: 2 },
    })
    expect(check(unread, unread).text).toContain('4 steps of 2 items could not be read')
    expect(check(unread, unread, unread).status).toBe('fail')
    expect(arithmeticCheck([row('a', unread)]).checks[0]?.status).toBe('fail')
    expect(arithmeticCheck([row('a', 'no step')]).checks).toEqual([])
  })
})
