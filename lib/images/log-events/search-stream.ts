import { apiAddress, failureOf } from '@/lib/get-json'
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
 * Has the server look through the whole stream, loaded here or not. Calls `onProgress` after every page it read.
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
  const address = apiAddress(path, { ...searchParams, q: text, matchCase, wholeWord, regularExpression })
  const response = await fetch(address, { signal })
  if (!response.ok || !response.body) throw await failureOf(response)
  const hits: StreamHit[] = []
  for await (const line of linesOf(response.body)) {
    const progress = JSON.parse(line) as ProgressLine
    if (progress.error !== undefined) throw new Error(progress.error)
    for (const { timestamp, ordinal, line } of progress.matches ?? []) {
      hits.push({ anchor: { timestamp: Date.parse(timestamp), ordinal }, line })
    }
    onProgress({
      scanned: progress.scanned ?? 0,
      total: progress.total ?? 0,
      hits,
      done: progress.done === true,
    })
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    const lines = (rest + decoder.decode(value, { stream: !done })).split('\n')
    rest = done ? '' : (lines.pop() ?? '')
    for (const line of lines) if (line) yield line
    if (done) return
  }
}
