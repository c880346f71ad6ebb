import { availableParallelism, totalmem } from 'node:os'
import type { Command } from 'commander'
import { RUNTIME, runtimeProviders } from '../../models/onnx-session.js'
import { openModel } from '../../models/open-model.js'
import { scoreTexts } from '../../scoring/score-texts.js'
import { VERSION } from '../../version.js'
import type { Ports } from '../ports.js'
import { addScoringOptions, type ScoringArguments, scoringOf } from '../scoring-options.js'

/** Text that every language model finds far easier than guessing. Its two lengths make a padded batch. */
const SAMPLES = [
  'The quick brown fox jumps over the lazy dog.',
  'One, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve.',
]

/** Scores of a text alone and in a padded batch may differ by rounding only. */
const BATCH_TOLERANCE = 1e-4

/** Padded tokens that take both samples into one batch. */
const TOGETHER = 4096

/** `lossgap doctor`: what this machine can run, and whether a model is read rightly. */
export function addDoctorCommand(program: Command, ports: Ports): void {
  const command = program
    .command('doctor')
    .description('Show what this machine can run; with a model, check that it is scored rightly')
    .argument('[model]', 'folder of an ONNX export, or an .onnx file')
  addScoringOptions(command).action(async (model: string | undefined, options: ScoringArguments) => {
    const lines = machineLines(ports)
    if (model !== undefined) lines.push('', ...(await modelLines(model, options, ports)))
    ports.print(`${lines.join('\n')}\n`)
  })
}

function machineLines(ports: Ports): string[] {
  const providers = runtimeProviders()
  return [
    `lossgap    ${VERSION}`,
    `node       ${process.version} on ${process.platform} ${process.arch}`,
    `runtime    ${RUNTIME}; built for ${providers.join(', ')}`,
    `machine    ${availableParallelism()} processors, ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory`,
    `cache      ${ports.cacheFolder}`,
    `CUDA       ${providers.includes('cuda') ? 'to see whether it works: lossgap doctor MODEL --device cuda' : 'not part of this build'}`,
  ]
}

async function modelLines(path: string, options: ScoringArguments, ports: Ports): Promise<string[]> {
  const { onProgress: _, ...scoring } = scoringOf({ ...options, cache: false }, ports)
  const model = await openModel(path, scoring, ports.files)
  try {
    const { backend, tokenizer } = model
    const { identity, vocabulary, contextLength, batchable, notes } = backend
    const requests = SAMPLES.map((text, i) => ({ text, label: `sample ${i + 1}` }))
    const logProbs = async (batchTokens: number) => {
      const { answers } = await scoreTexts(model, requests, { ...scoring, batchTokens })
      return answers.flatMap(answer => [...(answer?.scores.logProb ?? [])])
    }
    const alone = await logProbs(1)
    const together = await logProbs(TOGETHER)
    const shift = Math.max(...alone.map((logProb, t) => Math.abs(logProb - together[t]!)))
    const loss = -alone.reduce((sum, logProb) => sum + logProb, 0) / alone.length
    const guessing = Math.log(vocabulary)
    return [
      `model      ${backend.name}`,
      `           ${identity.precision} on ${identity.provider}, vocabulary ${vocabulary} (tokenizer ${tokenizer.size}), context ${contextLength}`,
      `           BOS ${identity.bos}${tokenizer.bosId === undefined ? '' : ` (id ${tokenizer.bosId})`}, sha256 ${identity.modelSha256.slice(0, 16)}…`,
      ...notes.map(note => `           ${note}`),
      loss < guessing
        ? `ok         plain English costs ${loss.toFixed(2)} nats/token; guessing would cost ${guessing.toFixed(2)}`
        : `look       plain English costs ${loss.toFixed(2)} nats/token, guessing ${guessing.toFixed(2)}: unless this model knows no English, its tokenizer, BOS or export is wrong`,
      shift <= BATCH_TOLERANCE
        ? `ok         alone or in a padded batch: scores differ by ${shift.toExponential(1)}`
        : `look       in a padded batch scores differ by ${shift.toExponential(1)}: ${batchable ? 'use --batch-tokens 1' : 'texts are scored one at a time'}`,
    ]
  } finally {
    await model.backend.dispose()
  }
}
