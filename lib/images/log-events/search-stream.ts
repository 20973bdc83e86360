import { apiAddress, failureOf } from '@/lib/get-json'
import { linesOf } from '@/lib/ndjson'
import type { FoundInOpened } from '../archive/find-opened'
import { askOpened } from '../archive/opened-answers'
import { openedId } from '../archive/opened-scope'
import type { EventAnchor } from './anchor'
import type { StreamMatch } from './find-in-stream'
import type { FindQuery } from './find-query'

export type StreamHit = { readonly anchor: EventAnchor; readonly line: number }

/** How far the server has read the whole stream, and what matched so far, in order. */
export type StreamSearch = {
  readonly scanned: number
  readonly total: number
  readonly hits: readonly StreamHit[]
  readonly done: boolean
}

type ProgressLine = { scanned?: number; total?: number; matches?: StreamMatch[]; done?: true; error?: string }

/**
 * Has the server, or for opened files the worker that holds them, look through the whole stream, loaded here or not.
 * Calls `onProgress` after every page it read.
 * @param path the image's find address, without query
 * @throws ApiError, or Error with the server's sentence when the stream could not be read to its end
 */
export async function searchStream(
  path: string,
  searchParams: Record<string, string | undefined>,
  { text, matchCase, wholeWord, regularExpression }: FindQuery,
  signal: AbortSignal,
  onProgress: (search: StreamSearch) => void,
): Promise<void> {
  const question = { ...searchParams, q: text, matchCase, wholeWord, regularExpression }
  const opened = openedId(searchParams.account)
  if (opened !== undefined) {
    const { scanned, total, matches } = (await askOpened(opened, path, question, signal)) as FoundInOpened
    onProgress({ scanned, total, hits: matches.map(toHit), done: true })
    return
  }
  const address = apiAddress(path, question)
  const { heard, silence, stop } = listen(signal)
  try {
    const response = await fetch(address, { signal: silence })
    if (!response.ok || !response.body) throw await failureOf(response)
    await readProgress(response.body, onProgress, heard)
  } catch (error) {
    if (silence.aborted && !signal.aborted) throw new Error('The server has not answered for a while.')
    throw error
  } finally {
    stop()
  }
}

/** The server may wait a minute for AWS's quota between two pages; it is silent for longer only when it is gone. */
const longestSilence = 75_000

/** A signal that aborts with the caller's, or when nothing was heard for too long. */
function listen(caller: AbortSignal) {
  const lost = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => lost.abort(), longestSilence)
  }
  heard()
  return { heard, silence: AbortSignal.any([caller, lost.signal]), stop: () => clearTimeout(timer) }
}

async function readProgress(
  body: ReadableStream<Uint8Array>,
  onProgress: (search: StreamSearch) => void,
  heard: () => void,
) {
  const hits: StreamHit[] = []
  let whole = false
  for await (const line of linesOf(body)) {
    heard()
    const progress = JSON.parse(line) as ProgressLine
    whole ||= progress.done === true
    if (progress.error !== undefined) throw new Error(progress.error)
    hits.push(...(progress.matches ?? []).map(toHit))
    onProgress({
      scanned: progress.scanned ?? 0,
      total: progress.total ?? 0,
      hits,
      done: progress.done === true,
    })
  }
  if (!whole) throw new Error('The connection broke before the whole log was searched.')
}

const toHit = ({ timestamp, ordinal, line }: StreamMatch): StreamHit => ({
  anchor: { timestamp: Date.parse(timestamp), ordinal },
  line,
})
