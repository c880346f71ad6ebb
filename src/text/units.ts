/** The spellings of each unit; what stands in one line is the same unit. Matched without regard to case. */
const SPELLINGS: readonly (readonly [unit: string, spellings: string])[] = [
  ['dollar', 'dollars?|bucks?|usd|美元|美金'],
  ['cent', '¢|cents?|penny|pennies|美分'],
  ['euro', 'euros?|eur|欧元'],
  // £5 is said "5 pounds", as a weight of 5 lb is: the two are not told apart.
  ['pound', 'pounds?|lbs?|gbp|quid|英镑|磅'],
  // The sign ¥ stands for both.
  ['yuan or yen', 'yuan|rmb|cny|yen|jpy|人民币|日元|元|圆|块(?=钱|$|[^\\p{Script=Han}])'],
  ['rupee', '₹|rupees?|inr'],
  ['second', 'seconds?|secs?|秒钟?'],
  ['minute', 'minutes?|mins?|分钟'],
  ['hour', 'hours?|hrs?|个?(?:小时|钟头)'],
  ['day', 'days?|天'],
  ['week', 'weeks?|wks?|个?(?:星期|礼拜)|周(?![年岁])'],
  ['month', 'months?|个月'],
  ['year', 'years?|yrs?|岁'],
  ['decade', 'decades?'],
  ['millimetre', 'millimet(?:er|re)s?|mm|毫米'],
  ['centimetre', 'centimet(?:er|re)s?|cm|厘米|公分'],
  ['kilometre', 'kilomet(?:er|re)s?|kms?|kph|km/h|kmph|公里|千米'],
  ['metre', 'met(?:er|re)s?|m|米'],
  ['inch', 'inch(?:es)?|英寸'],
  ['foot', 'foot|feet|ft|英尺'],
  ['yard', 'yards?|yds?|英码|码'],
  ['mile', 'miles?|mi|mph|英里'],
  ['acre', 'acres?|英亩'],
  ['hectare', 'hectares?|ha|公顷'],
  ['milligram', 'milligrams?|mg|毫克'],
  ['kilogram', 'kilograms?|kilos?|kgs?|公斤|千克'],
  ['gram', 'grams?|g|克'],
  ['ounce', 'ounces?|oz|盎司'],
  ['ton', 'tons?|tonnes?|吨'],
  ['jin', '斤'],
  ['millilitre', 'millilit(?:er|re)s?|ml|毫升'],
  ['litre', 'lit(?:er|re)s?|l|升'],
  ['gallon', 'gallons?|gal|加仑'],
  ['quart', 'quarts?|qts?'],
  ['pint', 'pints?|品脱'],
  ['tablespoon', 'tablespoons?|tbsps?'],
  ['teaspoon', 'teaspoons?|tsps?'],
  ['degree Celsius', '(?:degrees? |° ?)(?:celsius|c)|celsius|摄氏度'],
  ['degree Fahrenheit', '(?:degrees? |° ?)(?:fahrenheit|f)|fahrenheit|华氏度'],
  ['kilobyte', 'kilobytes?|kb'],
  ['megabyte', 'megabytes?|mb'],
  ['gigabyte', 'gigabytes?|gb'],
  ['terabyte', 'terabytes?|tb'],
  ['kilowatt', 'kilowatts?|kw|千瓦'],
  ['calorie', 'calories?|卡路里'],
]
const SIGNS: Readonly<Record<string, string>> = {
  ...{ $: 'dollar', '€': 'euro', '£': 'pound', '¥': 'yuan or yen', '￥': 'yuan or yen', '₹': 'rupee' },
}

/** Words that may stand between a number and its unit without changing it; square and cubic do change it. */
const BETWEEN = '(?: (?:more|additional|extra|full|whole|other|further|us|american))?'
/** A Latin spelling ends with its word; a Han one with itself. */
const BEHIND = new RegExp(
  String.raw`^(?:[ \u00a0-]?|${BETWEEN} )(?<power>square |sq\.? |cubic |平方|立方)?(?:${SPELLINGS.map(
    ([, spellings], s) => `(?<u${s}>(?:${spellings})(?![a-z]))`,
  ).join('|')})`,
  'iu',
)
const AREA: ReadonlySet<string> = new Set(['square', 'sq', 'sq.', '平方'])

/**
 * The unit or currency that stands directly beside a number: $12, 12 miles, 12-mile, 12 more miles, 12公里. Undefined
 * when there is none in the table; "12 or 13 miles" has one at 13 alone.
 * @param start,end offsets of the number.
 */
export function unitBeside(text: string, start: number, end: number): string | undefined {
  const sign = /[$€£¥￥₹](?= ?[-−]?$)/u.exec(text.slice(Math.max(0, start - 3), start))?.[0]
  if (sign !== undefined) return SIGNS[sign]
  // In 12千米 the 千 is read as a part of the number and belongs to the unit.
  const from = text[end - 1] === '千' && /[克米瓦]/.test(text[end] ?? '') ? end - 1 : end
  const behind = text.slice(from, from + 40)
  const trailing = /^ ?([€£¥￥₹$])(?!\d)/u.exec(behind)?.[1]
  if (trailing !== undefined) return SIGNS[trailing]
  const { power, ...found } = BEHIND.exec(behind)?.groups ?? {}
  const at = Object.entries(found).find(([, spelling]) => spelling !== undefined)?.[0]
  if (at === undefined) return undefined
  const unit = SPELLINGS[Number(at.slice(1))]![0]
  if (power === undefined) return unit
  return `${AREA.has(power.trim().toLowerCase()) ? 'square' : 'cubic'} ${unit}`
}
