import { type AppendLog, openAppendLog } from '../io/append-log.js'
import { type Answer, readAnswer } from './answer.js'
import type { ChatRequest } from './request.js'

/**
 * Every answer that was ever received, in a folder of append-only JSONL files, one a process. An answer is on the disk
 * before anything is made of it, so a killed run repeats no request whose answer had arrived. An answer that was still
 * on its way when the run was killed cannot be kept: its request is sent again, and `lost` says how many there are.
 */
export interface Journal {
  answer(key: string): Answer | undefined
  /** Other addresses that answers here came from. Those answers are not this one's. */
  readonly otherEndpoints: readonly string[]
  /** Requests of earlier runs whose answer is not here; the server may have billed them. */
  readonly lost: number
  /** Requests with several answers that differ, of processes that asked at once: which of them a set was made from is not told. */
  readonly contested: number
  /** Lines that cannot be read, the torn last line of a killed run aside. */
  readonly damaged: number
  /** Notes that a request goes out. Also finds out before anything is paid whether the folder can be written. */
  sent(request: ChatRequest): void
  /** Keeps an answer whole. On the disk when this returns. */
  keep(request: ChatRequest, raw: string, date: string | null): void
  /** Keeps the body of an HTTP 200 that was no answer, for whoever looks into it. */
  keepFault(request: ChatRequest, raw: string): void
}

/** A line of the journal. */
type Line =
  | { readonly kind: 'sent'; readonly key: string; readonly endpoint?: string | undefined }
  | ({ readonly kind: 'answer'; readonly date: string | null } & Kept)
  | ({ readonly kind: 'fault' } & Kept)

interface Kept {
  readonly key: string
  readonly request: ChatRequest['body']
  /** The body as it came, but for secrets of the endpoint, which are struck out; what an answer says never has any. */
  readonly raw: string
  /** Without its query. Journals of earlier versions do not tell it: their answers are taken for anyone's. */
  readonly endpoint?: string | undefined
}

const FIX = 'Free some space there, or name another folder with --journal'

/**
 * @param endpoint address, without its query, that is asked: two servers may well name different models alike, so answers
 * of others are not seen. Undefined where it is not known; then all are.
 * @throws FILE_UNREADABLE when the folder cannot be read.
 */
export function openJournal(folder: string, endpoint?: string): Journal {
  const log = openAppendLog(folder, FIX)
  const answers = new Map<string, Answer>()
  const sent = new Set<string>()
  const endpoints = new Set<string>()
  const contested = new Set<string>()
  let damaged = 0
  for (const text of log.lines) {
    const line = readLine(text)
    if (line === undefined) damaged++
    else if (isOthers(line, endpoint)) {
      if (line.kind === 'answer') endpoints.add(line.endpoint!)
    } else if (line.kind === 'sent') sent.add(line.key)
    else if (line.kind === 'answer') {
      const answer = readAnswer(line.raw)
      // Processes of earlier versions that ran at once may both have paid for one answer; the first stays the answer.
      const first = answers.get(line.key)
      if (answer === undefined) damaged++
      else if (first === undefined) answers.set(line.key, answer)
      else if (first.content !== answer.content || first.finishReason !== answer.finishReason)
        contested.add(line.key)
    }
  }
  return {
    answer: key => answers.get(key),
    otherEndpoints: [...endpoints].sort(),
    lost: [...sent].filter(key => !answers.has(key)).length,
    contested: contested.size,
    damaged,
    sent: ({ key }) => log.append(written({ kind: 'sent', key, endpoint })),
    keep: (request, raw, date) => write(log, { kind: 'answer', date, ...kept(request, raw, endpoint) }),
    keepFault: (request, raw) => write(log, { kind: 'fault', ...kept(request, raw, endpoint) }),
  }
}

const written = (line: Line) => JSON.stringify(line)
const write = (log: AppendLog, line: Line) => log.appendDurably(written(line))
const kept = ({ key, body }: ChatRequest, raw: string, endpoint: string | undefined): Kept => ({
  key,
  request: body,
  raw,
  endpoint,
})

const isOthers = ({ endpoint: of }: Line, endpoint: string | undefined) =>
  of !== undefined && endpoint !== undefined && of !== endpoint

function readLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Line
    const whole = typeof line.key === 'string' && (line.kind === 'sent' || typeof line.raw === 'string')
    return whole ? line : undefined
  } catch {
    return undefined
  }
}
