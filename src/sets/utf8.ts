import { isUtf8 } from 'node:buffer'
import { LossgapError } from '../errors.js'
import { type LineBlock, linesOf } from './line-blocks.js'

/** `ignoreBOM` keeps U+FEFF in the text: the one at the start of the file is already gone, others are content. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws ENCODING_INVALID instead of putting U+FFFD where the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array, path: string, line: number): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw invalidUtf8(path, line, cause)
  }
}

/** @throws ENCODING_INVALID naming the first line of the block that is not UTF-8. */
export function checkUtf8(block: LineBlock, path: string): void {
  if (isUtf8(block.bytes)) return
  for (const { bytes, number } of linesOf(block)) if (!isUtf8(bytes)) throw invalidUtf8(path, number)
}

export function invalidUtf8(path: string, line: number, cause?: unknown): LossgapError {
  return new LossgapError(
    'ENCODING_INVALID',
    `${path}:${line} holds bytes that are not UTF-8`,
    'Save the file as UTF-8 (iconv -f latin1 -t utf-8), or mend the line',
    { cause },
  )
}
