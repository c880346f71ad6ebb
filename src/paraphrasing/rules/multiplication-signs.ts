/** What may stand on either side of a product: a number with its brackets and currency sign, or the words of a unit. */
const LEFT = /(?<=[\d.%)]|[a-z]{2} )/
const CROSS = new RegExp(`${LEFT.source} ?x ?(?=[$(]?[\\d.])`, 'g')
const STAR = new RegExp(`${LEFT.source} ?\\* ?(?=[$(]?[\\d.])`, 'g')

/**
 * Writes products the other way, "3 * 4" for "3 x 4" and back, outside annotations. A text with both signs, or where x
 * may be an unknown, stays as it is.
 */
export function swapSigns(text: string): string {
  const plain = text.replace(/<<[^<>\n]*>>/g, '')
  const crosses = plain.match(CROSS)?.length ?? 0
  const letters = plain.match(/(?<![A-Za-z])[xX](?![A-Za-z])/g)?.length ?? 0
  if (letters > crosses || (crosses > 0 && plain.includes('*'))) return text
  return text
    .split(/(<<[^<>\n]*>>|^####.*$)/m)
    .map((part, p) =>
      p % 2 === 1 ? part : crosses > 0 ? part.replace(CROSS, ' * ') : part.replace(STAR, ' x '),
    )
    .join('')
    .replace(/(?<=[a-z]) {2}(?=[x*] )/g, ' ')
}
