// What every contender prints, so that a wrong result cannot look like a fast one.
export function printFigures(logProbs, seconds) {
  const loss = -logProbs.reduce((sum, value) => sum + value, 0) / logProbs.length
  const peakMb = process.resourceUsage().maxRSS / 1024
  console.log(JSON.stringify({ tokens: logProbs.length, seconds, loss, peakMb }))
}
