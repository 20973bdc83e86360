import type { ServerResponse } from 'node:http'
import { maskAccountIds } from '../images/mask-account-ids'

/** What a masked passage is made of: the end of a piece that the next may complete. A finished line never waits. */
const unfinished = /[\w.:="'\\ \t%([&#;-]{1,128}$/
/** Digits that the next piece may continue are no account id yet. */
const digits = /\d{1,13}$/

/**
 * Masks AWS account ids in all that is answered, whoever writes it and however it is cut into pieces. Lengths stay,
 * so headers do too; the answer must not be compressed before it comes here.
 */
export function maskAnswer(res: ServerResponse): void {
  const write = res.write.bind(res) as (chunk: Buffer, done?: () => void) => boolean
  const end = res.end.bind(res) as (chunk: Buffer, done?: () => void) => ServerResponse
  let held = ''

  // One byte, one character: digits and colons look the same in any encoding used here.
  const take = (chunk: unknown, encoding: unknown, last: boolean): Buffer => {
    const bytes =
      typeof chunk === 'string' ? Buffer.from(chunk, encoding as BufferEncoding) : (chunk as Uint8Array)
    const text = held + (chunk ? Buffer.from(bytes).toString('latin1') : '')
    const open = last ? '' : (digits.exec(text.slice(-13))?.[0] ?? '')
    const masked = maskAccountIds(text.slice(0, text.length - open.length)) + open
    held = last ? '' : (unfinished.exec(masked.slice(-128))?.[0] ?? '')
    return Buffer.from(masked.slice(0, masked.length - held.length), 'latin1')
  }

  res.write = ((chunk: unknown, encoding?: unknown, done?: () => void) => {
    const [as, then] = typeof encoding === 'function' ? [undefined, encoding as () => void] : [encoding, done]
    return write(take(chunk, as, false), then)
  }) as typeof res.write
  res.end = ((chunk?: unknown, encoding?: unknown, done?: () => void) => {
    if (typeof chunk === 'function') return end(take(undefined, undefined, true), chunk as () => void)
    const [as, then] = typeof encoding === 'function' ? [undefined, encoding as () => void] : [encoding, done]
    return end(take(chunk, as, true), then)
  }) as typeof res.end
}
