import { languageOf } from '../text/language.js'
import { surplus } from '../text/surplus.js'

/** What negates, and what carries a negation inside, so that one may stand for the other. */
interface Negations {
  readonly plain: RegExp
  readonly inside: RegExp
  /** Words that look like a negation and are none. */
  readonly none: RegExp
}

const ENGLISH: Negations = {
  plain: /\b(?:not|never|cannot|without|except|none|nobody|nothing|neither|nowhere|no)\b|n['’]t\b/gi,
  inside:
    /\b(?:nor|exclud\w+|lack\w*|fail\w*|unable|refus\w+|miss\w*|absent|avoid\w*|zero|other than|besides|aside from|apart from|instead|rather than|unlike|only|just|but|rest|remaining|others?|free|until|unless|few|little|skip\w*|out of|non-?\w+|lose|loses|lost|beyond|exceed\w*|within|limit|expired?|forgone|stop\w*|quit|idle|empty|broken|vacant|invalid|devoid|declin\w+|malfunction\w*|un(?:til|like\w*|sold|paid|eaten|known|certain|sure|read|ripe|broken|\w{2,}ed)|in(?:complete|correct|active|sufficient)|dis(?:continu\w+|qualif\w+|regard\w*|appear\w*|card\w*|count\w*))\b/gi,
  none: /\bno\.? ?(?=\d)|\bno one else\b|\bcan(?:no|['’])t wait\b|\bnot only\b|\bno matter\b|\bno (?:more|fewer|less) than\b|\bwhether or not\b/gi,
}
const CHINESE: Negations = {
  plain: /没有|[不没无未非]|别(?=[再去买吃说做])/g,
  inside: /除|缺|少|剩|余|空|免|只|仅|失败|拒/g,
  none: /不过|不仅|不但|不只|差不多|不管|不断|不同|不论|不久|不少于|不多于|不超过|不等式|不足|不得不|无论|无数|除非|未来|莫非|是不是|有没有|能不能|对不起|了不起|不好意思/g,
}

/**
 * How many negations a text gained (positive) or lost (negative). Words that carry one inside make up for as many: a
 * copy may say "excluding", "only" or "out of" where the source has "not", if the source has not that word as well.
 */
export function negationChange(source: string, copy: string): number {
  const { plain, inside, none } = languageOf(source) === 'chinese' ? CHINESE : ENGLISH
  const [before, after] = [source, copy].map(text => {
    const rest = text.toLowerCase().replace(none, ' ')
    return { count: rest.match(plain)?.length ?? 0, inside: rest.match(inside) ?? [] }
  })
  const change = after!.count - before!.count
  const amends =
    change > 0 ? surplus(before!.inside, after!.inside).length : surplus(after!.inside, before!.inside).length
  return Math.abs(change) > amends ? change : 0
}
