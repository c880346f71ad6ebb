import { HAN_DIGIT, HAN_UNIT } from './han-number.js'

/** Measures that 半 may follow: 两个半小时, 三年半. */
export const MEASURE =
  '(?:个|年|天|小时|米|斤|公里|千米|倍|块|里|磅|杯|升|元|页|点|碗|岁|吨|公斤|千克|英里|英尺|瓶|袋|盒)'

/** Words that hold a sign of a number and count nothing. 十分 before a word is "very", elsewhere ten points or parts. */
export const NOT_NUMBERS = [
  '一些|一起|一样|一直|一定|一般|一共|一边|一面|一下|一旦|一切|一致|一会儿?|一路|一同|一向|一律|一方面|一部分',
  `一点儿?(?![\\d${HAN_DIGIT.slice(1)})`,
  '统一|唯一|万一|同一|进一步|一系列|一开始|一番|三明治|三角[形板函]|四川|八卦|四处|五金|七夕|八宝|二手|三轮',
  '十分(?=\\p{Script=Han})(?![钟之])|千万(?=[别不要])|万能|万圣节|百货|百合|百科',
].join('|')

/** Vague amounts: 几百, 数千, 上万, 十几, 百余, 好几, 一两个. */
export const VAGUE = `[几数上近]${HAN_UNIT}+|${HAN_DIGIT}?${HAN_UNIT}+[几余]|一两(?!千|百|万|亿)|若干`

/** The first of two neighbours in a guess: 三四个 is three or four, not 34. */
export const GUESS = ['一二', '二三', '两三', '三四', '四五', '五六', '六七', '七八', '八九']
  .map(([low, high]) => `(?<!${HAN_DIGIT})${low}(?=${high}(?!${HAN_DIGIT}))`)
  .join('|')
