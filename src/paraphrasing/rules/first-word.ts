/**
 * Words that are capitalised only where a sentence starts. Words that are also names (Will, May, Mark, Rose) are not
 * among them, so a name is never taken for one.
 */
const ORDINARY = new Set(
  `a an the this that these those there here it its he she they we you his her their our your my
   him them us himself herself themselves each every all both some any many much most few several half another
   other no not none only just also even still again
   if when while after before because since as although though unless until once whenever whereas
   in on at of for from to by with during over between among out about around through per like
   given compared assuming assume suppose supposing besides instead
   and but or so then thus therefore hence however moreover furthermore additionally altogether finally lastly next
   first second third now later afterwards afterward initially originally eventually consequently accordingly overall
   how what which who where why whose
   is are was were do does did has have had can could would should must
   one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
   eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety twice
   find determine calculate compute state work let suppose add subtract multiply divide
   everyone everybody someone somebody today yesterday tomorrow total together
   yet nevertheless nonetheless likewise similarly currently usually normally approximately roughly`
    .split(/\s+/)
    .filter(word => word !== ''),
)

/** Whether a capital at this word says nothing but that a sentence starts. */
export function isOrdinary(word: string): boolean {
  return ORDINARY.has(word.toLowerCase().replace(/['’](?:s|re|ve|ll|d)$/, ''))
}

/** The text as it reads inside a sentence; undefined where its first word may be a name. */
export function lowerFirst(text: string): string | undefined {
  const word = /^[A-Za-z]+(?:-[a-z]+)*/.exec(text)?.[0]
  if (word === undefined) return /^[\d$\uE000-\uF8FF]/.test(text) ? text : undefined
  if (/^[a-z]/.test(word)) return text
  // "I" stays; "A" and "Twenty-five" do not.
  if (word !== 'I' && isOrdinary(word.split('-')[0]!)) return text[0]!.toLowerCase() + text.slice(1)
  return isName(text) ? text : undefined
}

/** The text as it reads at the start of a sentence. */
export function upperFirst(text: string): string {
  return text.replace(/^["“(]?[a-z]/, start => start.toUpperCase())
}

/** A capitalised word is surely a name where a capitalised word, a possessive or a singular verb follows. */
function isName(text: string): boolean {
  return (
    /^I\b/.test(text) ||
    /^[A-Z][a-z]+(?:['’]s|\.? [A-Z][a-z])/.test(text) ||
    /^[A-Z][a-z]*[a-rt-z] (?:has|is|was|had|does|buys|needs|wants|makes|sells|gets|earns|can|will) /.test(
      text,
    )
  )
}
