/** Vowel letters that sound as consonants, and silent consonants, at the start of a word. */
const CONSONANT_SOUND = /^(?:one|once|uni(?!m|nt)|use|usu|util|eu|ewe|u[rt][aei])/i
const SILENT_H = /^(?:hour|honest|honou?r|heir)/i
/** 8, 11, 18 and 80 are said with a vowel. */
const VOWEL_NUMBER = /^(?:8|1[18](?!\d))/

/** Sets "a" and "an" before words that a rewording put behind them; articles that were there before are left. */
export function mendArticles(before: string, after: string): string {
  const old = new Set([...before.matchAll(/\b(an? \$?[\w-]+)/gi)].map(([, pair]) => pair!.toLowerCase()))
  return after.replace(
    /\b(a)n? (\$?)([A-Za-z\d][\w-]*)/gi,
    (whole, a: string, sign: string, word: string) => {
      if (old.has(whole.toLowerCase())) return whole
      return `${a}${startsWithVowel(word) ? 'n' : ''} ${sign}${word}`
    },
  )
}

function startsWithVowel(word: string): boolean {
  if (/^\d/.test(word)) return VOWEL_NUMBER.test(word)
  if (SILENT_H.test(word)) return true
  return /^[aeiou]/i.test(word) && !CONSONANT_SOUND.test(word)
}
