// lossgap itself: the loss head inside the graph, through the same calls as `lossgap score --no-cache`.
import { diskFiles, loadSet } from '../../dist/index.js'
import { openModel } from '../../dist/models/open-model.js'
import { scoreTexts } from '../../dist/scoring/score-texts.js'
import { printFigures } from './figures.mjs'

const [path, set, count] = process.argv.slice(2)
const { items } = await loadSet({ path: `${set}#0:${count}` }, diskFiles())
const model = await openModel(path, { device: { kind: 'cpu' }, bos: 'never' }, diskFiles())
const requests = items.map(({ id, text }) => ({ label: id, text }))
await scoreTexts(model, requests.slice(0, 2), {})
const start = performance.now()
const { answers } = await scoreTexts(model, requests, {})
const seconds = (performance.now() - start) / 1000
const logProbs = answers.flatMap(answer => [...(answer?.scores.logProb ?? [])])
printFigures(logProbs, seconds)
