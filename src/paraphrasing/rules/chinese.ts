/** Chinese words that stand for each other wherever the guards in the pattern hold; none holds a numeral but 一共. */
const SWAPS: readonly (readonly [RegExp, string])[] = [
  [/因此/g, '所以'],
  [/(?<!之)所以/g, '因此'],
  [/一共/g, '总共'],
  [/总共/g, '一共'],
  [/购买(?![力者方])/g, '买'],
  [/如果(?!说)/g, '假如'],
  [/假如/g, '如果'],
  [/但是/g, '不过'],
  [/剩余的/g, '剩下的'],
  [/(?<![使值])得到了/g, '获得了'],
  [/(?<=[，。；]|^)然后/g, '接着'],
  [/(?<=[，。；]|^)另外，/g, '此外，'],
  [/(?<=[，。；]|^)由于/g, '因为'],
  [/(?<=[，。；]|^)因为/g, '由于'],
  [/每天/g, '每日'],
  [/妈妈/g, '母亲'],
  [/爸爸/g, '父亲'],
  [/并且/g, '而且'],
  [/大约/g, '大概'],
  [/现在/g, '目前'],
]

/** Rewords a Chinese text word by word; numbers, names, order and full-width marks stay. */
export function rewordChinese(text: string): string {
  const done: string[] = []
  return SWAPS.reduce((said, [from, to]) => {
    // What one swap put in, its opposite must not take out again.
    if (done.some(word => from.source.includes(word))) return said
    const reworded = said.replace(from, to)
    if (reworded !== said) done.push(to)
    return reworded
  }, text)
}
