/** A run of whole lines. Only the last block of a file may lack its final newline. */
export interface LineBlock {
  readonly bytes: Uint8Array
  /** 1-based number of its first line. */
  readonly firstLine: number
}

const NEWLINE = 0x0a
const BOM = [0xef, 0xbb, 0xbf]

/**
 * Cuts a byte stream at newlines, so that no line and no character straddles two blocks, and drops a UTF-8 BOM.
 * UTF-8 never uses the byte 0x0a inside another character, so cutting needs no decoding.
 */
export async function* lineBlocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<LineBlock> {
  let pending: Uint8Array[] = []
  let firstLine = 1
  let atStart = true
  function block(parts: readonly Uint8Array[]): LineBlock {
    let bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    if (atStart && BOM.every((byte, i) => bytes[i] === byte)) bytes = bytes.subarray(BOM.length)
    atStart = false
    return { bytes, firstLine }
  }
  for await (const chunk of chunks) {
    const cut = chunk.lastIndexOf(NEWLINE) + 1
    if (cut > 0) {
      const whole = block([...pending, chunk.subarray(0, cut)])
      pending = []
      yield whole
      firstLine += countNewlines(whole.bytes)
    }
    if (cut < chunk.length) pending.push(chunk.subarray(cut))
  }
  if (pending.length > 0) yield block(pending)
}

function countNewlines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}

/** One line, without its newline (a CR before it stays: JSON and the blank test both skip it). */
export interface Line {
  readonly number: number
  readonly bytes: Uint8Array
  /** False only for a last line that does not end in a newline. */
  readonly ended: boolean
}

/** The lines of a block. */
export function* linesOf({ bytes, firstLine }: LineBlock): Generator<Line> {
  let number = firstLine
  for (let start = 0; start < bytes.length; number++) {
    const newline = bytes.indexOf(NEWLINE, start)
    const end = newline < 0 ? bytes.length : newline
    yield { number, bytes: bytes.subarray(start, end), ended: newline >= 0 }
    start = end + 1
  }
}
