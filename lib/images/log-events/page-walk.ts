import type { EventColumns } from './held-log'
import type { LogPage, PageRequest, ReadPage } from './log-source'

/** Empty pages are not the end, but a walk through nothing must not go on for ever either. */
export const mostEmptyPages = 60

export type Walked = {
  readonly events: EventColumns
  /** Where to read on; `undefined` once the token came back: the end. */
  readonly token: string | undefined
  /** The first page's tokens, for reading the other way. */
  readonly first: LogPage
}

/**
 * Reads in one direction until a page brings events, the end is reached (AWS gives the token it was sent), or a
 * long run of empty pages has been hopped over.
 */
export async function walkToEvents(
  read: ReadPage,
  request: PageRequest,
  direction: 'older' | 'newer',
): Promise<Walked> {
  let page = await read(request)
  const first = page
  let sent = request.nextToken
  for (let hops = 0; ; hops++) {
    const token = direction === 'older' ? page.prevToken : page.nextToken
    const ended = token === undefined || token === sent
    if (ended || page.events.messages.length > 0 || hops >= mostEmptyPages) {
      return { events: page.events, token: ended ? undefined : token, first }
    }
    sent = token
    page = await read({ ...request, startFromHead: direction === 'newer', nextToken: token })
  }
}

/** Reads forward until the token repeats or `mostEvents` are read; `complete` says which. */
export async function walkToEnd(
  read: ReadPage,
  request: PageRequest,
  mostEvents: number,
): Promise<{ events: EventColumns; complete: boolean; token: string | undefined }> {
  const pages: EventColumns[] = []
  let count = 0
  let sent = request.nextToken
  for (let empty = 0; ; ) {
    const page: LogPage = await read({ ...request, startFromHead: true, nextToken: sent })
    pages.push(page.events)
    count += page.events.messages.length
    empty = page.events.messages.length === 0 ? empty + 1 : 0
    if (page.nextToken === undefined || page.nextToken === sent) {
      return { events: concatColumns(pages), complete: true, token: page.nextToken }
    }
    sent = page.nextToken
    if (count >= mostEvents || empty > mostEmptyPages) {
      return { events: concatColumns(pages), complete: false, token: sent }
    }
  }
}

export function concatColumns(pages: readonly EventColumns[]): EventColumns {
  const only = pages.length === 1 ? pages[0] : undefined
  if (only) return only
  const messages = pages.flatMap((page) => page.messages)
  const timestamps = new Float64Array(messages.length)
  let offset = 0
  for (const page of pages) {
    timestamps.set(page.timestamps, offset)
    offset += page.timestamps.length
  }
  return { timestamps, messages }
}
