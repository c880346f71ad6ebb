// Serves /v1/chat/completions with a GGUF model over node-llama-cpp: node llama-server.mjs MODULES MODEL.gguf
// Prints its port when it is ready; ends when its standard input does.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [modules, modelPath] = process.argv.slice(2)
const entry = join(modules, 'node-llama-cpp/dist/index.js')
const { getLlama, LlamaChatSession } = await import(pathToFileURL(entry).href)
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, progressLogs: false })
const model = await llama.loadModel({ modelPath })
const context = await model.createContext({ contextSize: 1024 })
const sequence = context.getSequence()

async function answer({ messages, max_tokens: maxTokens, temperature = 0, seed }) {
  await sequence.clearHistory()
  const session = new LlamaChatSession({ contextSequence: sequence, autoDisposeSequence: false })
  const before = sequence.tokenMeter.getState()
  const { responseText, stopReason } = await session.promptWithMeta(messages.at(-1).content, {
    maxTokens,
    temperature,
    ...(seed === undefined ? {} : { seed }),
  })
  const { usedInputTokens, usedOutputTokens } = sequence.tokenMeter.diff(before)
  session.dispose()
  return {
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: responseText },
        finish_reason: stopReason === 'maxTokens' ? 'length' : 'stop',
      },
    ],
    usage: { prompt_tokens: usedInputTokens, completion_tokens: usedOutputTokens },
  }
}

// One sequence, so one request after the other.
let last = Promise.resolve()
const server = createServer(async (request, response) => {
  let text = ''
  for await (const chunk of request) text += chunk
  if (request.url !== '/v1/chat/completions') return response.writeHead(404).end()
  const turn = last.then(() => answer(JSON.parse(text)))
  last = turn.catch(() => {})
  try {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await turn))
  } catch (error) {
    response.writeHead(500).end(JSON.stringify({ error: { message: String(error) } }))
  }
})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
process.stdin.resume().on('end', () => process.exit())
