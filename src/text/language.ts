/** Writing systems that the rules on texts know apart. */
export type Language = 'english' | 'chinese' | 'other'

/** A text is Chinese from this share of Han characters among its letters on; formulas and names in Latin are common. */
const CHINESE_SHARE = 0.3

/**
 * The language of a text by its script: Chinese from 30 % Han characters among the letters on, English when nearly all
 * letters are basic Latin, otherwise other. Japanese kana and Korean are other.
 */
export function languageOf(text: string): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return 'other'
  const share = (pattern: RegExp) => (text.match(pattern)?.length ?? 0) / letters
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) > 0.05) return 'other'
  if (share(/\p{Script=Han}/gu) >= CHINESE_SHARE) return 'chinese'
  return share(/[A-Za-z]/g) > 0.9 ? 'english' : 'other'
}
