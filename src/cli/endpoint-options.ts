import { type Command, InvalidArgumentError } from 'commander'
import { oneOf, positiveInteger, positiveNumber, seed } from './arguments.js'
import { flagsOf } from './given-flags.js'

export interface EndpointArguments {
  baseUrl?: string
  model?: string
  keyEnv?: string
  temperature?: number
  maxTokens: number
  maxTokensName: 'max_tokens' | 'max_completion_tokens'
  llmSeed?: number
  prompt?: string
  journal?: string
  concurrency: number
  retries: number
  timeout: number
  priceIn?: number
  priceOut?: number
  budget?: number
  maxRequests?: number
  dryRun?: boolean
}

/** Options of every command that may ask a language model, under a heading of their own in --help. */
export function addEndpointOptions(command: Command): Command {
  return command
    .optionsGroup('With --by llm:')
    .option('--base-url <url>', 'OpenAI-compatible endpoint (default: LOSSGAP_BASE_URL or OPENAI_BASE_URL)')
    .option('--model <name>', 'model to ask')
    .option('--key-env <name>', 'environment variable that holds the key (default: OPENAI_API_KEY)')
    .option('--temperature <t>', "0 to 2 (default: the server's)", temperature)
    .option('--max-tokens <n>', 'longest answer; what is cut off there is left out', positiveInteger, 1024)
    .option(
      '--max-tokens-name <name>',
      'what the server calls that limit: max_tokens or max_completion_tokens',
      oneOf(['max_tokens', 'max_completion_tokens'] as const),
      'max_tokens',
    )
    .option('--llm-seed <n>', "the server's seed (default: none is sent)", seed)
    .option('--prompt <file>', "prompt in place of lossgap's own, for every language")
    .option('--journal <folder>', 'where answers are kept (default: beside --out)')
    .option('--concurrency <n>', 'requests under way at once', positiveInteger, 4)
    .option('--retries <n>', 'further attempts after a lost connection, HTTP 429 or 5xx', seed, 5)
    .option('--timeout <seconds>', 'longest wait for an answer, up to 300', seconds, 120)
    .option('--price-in <price>', 'price of a million prompt tokens', price)
    .option('--price-out <price>', 'price of a million completion tokens', price)
    .option(
      '--budget <amount>',
      'most that the answers may cost, in the currency of the prices',
      positiveNumber,
    )
    .option('--max-requests <n>', 'refuse to send more requests than this', positiveInteger)
    .option('--dry-run', 'print how many requests and tokens it takes, and stop')
    .optionsGroup('Options:')
}

/** Those of these options that the command line gives, as they are typed. */
export function endpointFlags(command: Command): string[] {
  return flagsOf(command, addEndpointOptions)
}

function temperature(text: string): number {
  return within(text, 2, 'It must be a number from 0 to 2.')
}

function price(text: string): number {
  return within(text, Number.MAX_VALUE, 'It must be a number, 0 or above.')
}

/** Node's fetch gives up by itself after 300 s without a byte. */
function seconds(text: string): number {
  const value = positiveNumber(text)
  if (value > 300) throw new InvalidArgumentError('It must be at most 300.')
  return value
}

function within(text: string, most: number, message: string): number {
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= most)) throw new InvalidArgumentError(message)
  return value
}
