import nlp from 'compromise'

/** Verbs of word problems in their base form that follow a subject in a question: "does she *need*". */
const BASES = new Set(
  `have need make spend earn pay buy purchase sell get eat use receive cost weigh read drive run walk work give save
   drink collect gather sew bake cook plant catch sleep score win play travel write take hold produce contain bring own
   want owe charge lose keep fill remove add burn grow measure raise pick donate share finish complete build paint
   order cut carry watch study practice learn teach swim bike cycle hike climb jump throw hit find see visit call send
   deliver ship load pack serve feed lay harvest return borrow lend invest deposit withdraw put place leave go
   travel fly ride move turn reach cover gain consume create draw print type solve answer miss attend recycle
   require plan decide expect start begin end stop last wait stay live think know like love help clean wash fold
   knit stitch wear mix pour spill break fix repair rent sew trade exchange split divide attach clear crush skip do be`
    .split(/\s+/)
    .filter(word => word !== ''),
)

/** Those of them that are rarely nouns, so that they end a subject of several words: "the whole shop *need*". */
const PLAIN = new Set(
  `have need make spend earn pay buy sell get eat receive cost weigh give save lose contain produce bring own want owe
   take become collect require be`.split(/\s+/),
)

export const isVerb = (word: string) => BASES.has(word)
export const isPlainVerb = (word: string) => PLAIN.has(word)

/** "need" → "needs". */
export function thirdPerson(base: string): string {
  if (base === 'have') return 'has'
  if (base === 'be') return 'is'
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`
}

/** Past tenses that are spelled like the base or that the library is not asked for. */
const PAST: Readonly<Record<string, string>> = {
  read: 'read',
  cost: 'cost',
  cut: 'cut',
  put: 'put',
  hit: 'hit',
  split: 'split',
  have: 'had',
  do: 'did',
  sew: 'sewed',
  lay: 'laid',
  leave: 'left',
  find: 'found',
  wear: 'wore',
  get: 'got',
  knit: 'knitted',
  travel: 'traveled',
}

/** "buy" → "bought"; undefined where the library gives no single word. */
export function past(base: string): string | undefined {
  const known = PAST[base]
  if (known !== undefined) return known
  const [forms] = nlp(`they ${base}`).verbs().conjugate() as readonly { readonly PastTense?: unknown }[]
  const found = forms?.PastTense
  return typeof found === 'string' && /^[a-z]+$/.test(found) ? found : undefined
}
