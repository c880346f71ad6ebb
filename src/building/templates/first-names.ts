/** Names of persons that the rows use, parted by the pronouns that go with them. */
export interface NamePool {
  readonly genderOf: ReadonlyMap<string, Gender>
  /** With how many rows have each, in the order of first appearance. */
  readonly names: readonly { readonly name: string; readonly gender: Gender; readonly rows: number }[]
}

export type Gender = 'she' | 'he'

/** A name needs this many rows in which it is the only one, and this share of their pronouns, to have a gender. */
const LEAST_ROWS = 3
const CLEAR_SHARE = 0.9

/** A word that is mostly written small is no name, though it starts sentences. */
const SMALL_SHARE = 0.05

/** What is written with a capital, goes with pronouns of persons and is none. */
const NO_PERSON = new Set(
  (
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September ' +
    'October November December Christmas Easter Halloween Thanksgiving Valentine Mr Mrs Ms Miss Dr Prof Sir Lady Uncle Aunt ' +
    'Mom Dad Mother Father Grandma Grandpa Coach Santa English Spanish French German Chinese Japanese American Canadian ' +
    'Mexican Italian European African Asian Indian Russian Internet America Europe Africa Asia USA US UK TV DVD New North ' +
    'South East West Street Avenue Road Park Lake River Mount City School University Facebook Instagram YouTube Twitter ' +
    'Netflix Amazon Disney Disneyland Walmart Target Costco Google Apple Nintendo Legos Lego Pokemon Barbie Math Science ' +
    'Earth Mars Moon Sun God Jewish Hogwarts Florida Texas California Chicago Boston London Paris Dallas Houston Denver ' +
    'Atlanta Seattle Orlando Miami Washington Vegas Hawaii Alaska Georgia Virginia Carolina Dakota Phoenix Austin Madison ' +
    'Brooklyn Sydney Charlotte Jordan Mercedes'
  ).split(' '),
)

const WORD = /\b[A-Z][a-z]+\b/g

/** Learns the names from the questions: a name alone in a question has the gender of the pronouns there. */
export function learnNames(questions: readonly string[]): NamePool {
  const small = new Map<string, number>()
  const large = new Map<string, number>()
  const inside = new Set<string>()
  for (const question of questions) {
    for (const [word] of question.matchAll(/\b[a-z]+\b/g)) small.set(word, (small.get(word) ?? 0) + 1)
    for (const [, word] of question.matchAll(/[a-z,;] ([A-Z][a-z]+)\b/g)) inside.add(word!)
    for (const [word] of question.matchAll(WORD)) large.set(word, (large.get(word) ?? 0) + 1)
  }
  const isName = (word: string) =>
    !NO_PERSON.has(word) &&
    inside.has(word) &&
    word.length > 2 &&
    (small.get(word.toLowerCase()) ?? 0) <= large.get(word)! * SMALL_SHARE

  const tallies = new Map<string, { rows: number; she: number; he: number }>()
  for (const question of questions) {
    const names = new Set([...question.matchAll(WORD)].map(([word]) => word).filter(isName))
    const she = /\b(she|her|hers|herself)\b/i.test(question)
    const he = /\b(he|him|his|himself)\b/i.test(question)
    for (const name of names) {
      const tally = tallies.get(name) ?? { rows: 0, she: 0, he: 0 }
      tally.rows++
      if (names.size === 1 && she !== he) tally[she ? 'she' : 'he']++
      tallies.set(name, tally)
    }
  }
  const names = [...tallies].flatMap(([name, { rows, she, he }]) => {
    if (she + he < LEAST_ROWS || Math.max(she, he) < CLEAR_SHARE * (she + he)) return []
    return [{ name, rows, gender: she > he ? ('she' as const) : ('he' as const) }]
  })
  return { names, genderOf: new Map(names.map(({ name, gender }) => [name, gender])) }
}
