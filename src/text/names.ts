import { numeralsOf } from './numerals.js'

/**
 * Names of persons, places, days and brands that a text uses, each once; those in Latin letters first.
 *
 * English: a capitalised word within a sentence; one that begins a sentence when it stands capitalised within a
 * sentence as well, has a possessive 's, or is followed by a verb in the third person or the past ("Nadia sells").
 * Chinese: 小, 老 or 阿 with a usual given name or surname (小明), a usual surname with a title (王老师), and words in
 * Latin letters. Other Chinese names are not found: without a dictionary they cannot be told from words.
 */
export function namesOf(text: string): string[] {
  const found = new Set<string>()
  const inside = new Set<string>()
  const capitalised = [...text.matchAll(CAPITALISED)].filter(([, word]) => !COMMON.has(word!.toLowerCase()))
  for (const match of capitalised) if (!beginsSentence(text, match.index)) inside.add(match[1]!)
  for (const match of capitalised) {
    const [whole, word = ''] = match
    const behind = text.slice(match.index + whole.length)
    if (inside.has(word) || /^['’]s\b/.test(behind) || (VERB.test(behind) && !word.endsWith('ing')))
      found.add(word)
  }
  for (const [name] of text.matchAll(CHINESE)) found.add(name)
  return [...found]
}

/** Names of `source` that `copy` does not contain, whatever their case. */
export function namesLost(source: string, copy: string): string[] {
  const words = new Set(copy.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
  return namesOf(source).filter(name =>
    /\p{Script=Han}/u.test(name) ? !copy.includes(name) : !words.has(name.toLowerCase()),
  )
}

/** Letters that two forms of a name begin with: Europe and European, Friday and Fridays. */
const SHARED_LETTERS = 5

/**
 * Names of `copy` that `source` has in no form. Days, months and abbreviations are left out, since they may be said of
 * what a source describes ("the next day", 16:00); so are numbers in words, which a copy may begin a sentence with.
 */
export function namesGained(source: string, copy: string): string[] {
  const words = source.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  const known = (name: string) =>
    words.some(word => word.length >= SHARED_LETTERS && name.startsWith(word.slice(0, SHARED_LETTERS)))
  return namesLost(copy, source).filter(
    name =>
      !known(name.toLowerCase()) &&
      !CALENDAR.test(name) &&
      (name !== name.toUpperCase() || /\p{Script=Han}/u.test(name)) &&
      numeralsOf(name).length === 0,
  )
}

const CALENDAR =
  /^(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September|October|November|December)$/

const CAPITALISED =
  /(?<![\p{Script=Latin}\p{N}'’])(\p{Lu}[\p{Script=Latin}\p{M}]+)(?![\p{Script=Latin}\p{N}])/gu

/** At the start, after a full stop, question or exclamation mark, a colon or a line end, with quotes in between. */
function beginsSentence(text: string, at: number): boolean {
  return /(?:^|[.!?:;。！？：；\n#])["'“”‘’()（）「」*\s]*$/u.test(text.slice(Math.max(0, at - 8), at))
}

/** Behind a name at the start of a sentence: an auxiliary, or a verb in -s or -ed, or a common irregular past. */
const VERB =
  /^ (?:(?:has|is|was|does|can|will|had|and [A-Z]\w+|bought|sold|made|went|got|gave|took|ate|ran|read|paid|spent|saw|found|won|lost|left|began|drove|grew|kept|put|built|drew|wrote|caught|brought|thought|said|told|met)\b|[a-z]{2,}(?:ed|[^s'\W]s)\b)/

/** Capitalised by their place or by custom, and no names. */
const COMMON: ReadonlySet<string> = new Set([
  ...'the a an this that these those there here it he she we they you i his her its our their your my if when while'.split(
    ' ',
  ),
  ...'after before since because although then now what which who whom whose how why where each every all both one'.split(
    ' ',
  ),
  ...'two three four five six seven eight nine ten and or but so as at by for from in of on to with not no yes'.split(
    ' ',
  ),
  ...'today tomorrow yesterday question answer mr mrs ms dr let first next finally therefore thus another everyone'.split(
    ' ',
  ),
  ...'someone nobody nothing everything anyone once during given suppose some any many most half'.split(' '),
])

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文'
const GIVEN =
  '明红华刚丽强芳军亮兰英龙东梅娟玲敏杰静涛雨美伟燕青云宇晨轩佳琪文斌峰娜芸莉霞洁颖倩慧磊鹏飞勇超波辉欣怡萌婷玉珍凤贝贞浩博天林方圆圆乐安'
const TITLES =
  '老师|先生|女士|小姐|太太|叔叔|阿姨|爷爷|奶奶|师傅|同学|医生|经理|教授|大爷|大妈|大叔|警官|护士'
const CHINESE = new RegExp(`[小阿][${GIVEN}${SURNAMES}]|老[${SURNAMES}]|[${SURNAMES}](?=${TITLES})`, 'gu')
