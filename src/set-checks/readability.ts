import { languageOf } from '../text/language.js'
import { readsAsEnglish } from '../text/reads-as-english.js'
import { sentencesOf } from '../text/sentences.js'
import { textUnits } from '../text/words.js'

/** Words (in Chinese Han characters) over sentences, in any language; undefined without a word. */
export function wordsPerSentence(text: string): number | undefined {
  const words = textUnits(text).length
  return words === 0 ? undefined : words / sentencesOf(text).length
}

/**
 * Coleman–Liau index of an English text, in years of American school: 0.0588·L − 0.296·S − 15.8 with L letters and
 * digits and S sentences per 100 words. Of the usual indices the one that counts no syllables, which only a dictionary
 * could do. Undefined for other languages, which it was not fitted to.
 *
 * Source: Coleman & Liau (1975), J. Appl. Psychol. 60, 283–284.
 */
export function colemanLiau(text: string): number | undefined {
  if (languageOf(text) !== 'english' || !readsAsEnglish(text)) return undefined
  const words = textUnits(text)
  const letters = words.reduce((sum, word) => sum + word.length, 0)
  return (5.88 * letters) / words.length - (29.6 * sentencesOf(text).length) / words.length - 15.8
}
