/** Printable ASCII and white space have nothing to fold, and most texts are just that. */
const PLAIN = /^[\t-\r\x20-\x7e]*$/

/**
 * Lower-case Cyrillic and Greek letters, and below them the Latin ones that a reader takes them for, small or capital
 * (В, Н, М, Т). No two letters of one of these alphabets share a Latin one, so texts that differ stay different.
 * A small part of the confusables of Unicode Technical Standard 39.
 */
const LOOK_ALIKES = new Map(
  [
    ['авеіјкӏмнорѕстԁԛԝух', 'abeijklmhopsctdqwyx'],
    ['αβγεικνορτυχ', 'abyeikvoptux'],
  ].flatMap(([from, to]) => [...from!].map((letter, i) => [letter, [...to!][i]!] as const)),
)

/**
 * A text without what the eye does not see: NFKC, lower case, characters of no width left out (zero-width spaces and
 * joiners, soft hyphens: Default_Ignorable_Code_Point), look-alikes as the Latin letters. For comparing, never for
 * showing or scoring: a tokenizer sees all of these.
 */
export function plainForm(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase()
    .replace(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu, letter => LOOK_ALIKES.get(letter) ?? letter)
}
