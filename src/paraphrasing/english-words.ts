/** Words that nearly every English sentence has one of, and that other languages in Latin letters do not have. */
const COMMON =
  /^(?:the|of|and|is|are|was|has|have|had|he|she|they|it|his|her|how|many|much|what|each|to|for|with|if|does|did|that|there|will)$/

/** From this share on: English prose has about 40 % such words, German, French or Spanish prose under 3 %. */
const SHARE = 0.1

/** Whether a text in Latin letters is English: a script alone does not tell it from Spanish. */
export function readsAsEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.filter(word => COMMON.test(word)).length >= SHARE * words.length
}
