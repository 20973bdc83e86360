import { compareAnchors, type EventAnchor } from './anchor'

/** A line somebody marked, and why. */
export type Bookmark = {
  readonly anchor: EventAnchor
  /** Which line of the event, from 0. */
  readonly line: number
  readonly note: string
}

/** An address longer than this is cut by some chats and refused by some proxies. */
const mostCharacters = 4_000
const mostBookmarks = 50
export const longestNote = 200

/**
 * `bookmarks=`'s value, e.g. `mi8k3x2p~6.1:first error;mi8k41aa`: per bookmark the event's milliseconds in base 36,
 * its place among those of that millisecond, its line, and the note.
 */
export function formatBookmarks(bookmarks: readonly Bookmark[]): string {
  return bookmarks.map(formatBookmark).join(';')
}

/** Reads `bookmarks=`, in the log's order; what cannot be read is left out. */
export function parseBookmarks(text: string): Bookmark[] {
  const written = text.slice(0, mostCharacters * 2).match(/(?:\\.|[^;\\])+/gs) ?? []
  return written.slice(0, mostBookmarks).reduce<Bookmark[]>((read, one) => {
    const bookmark = parseBookmark(one)
    return bookmark ? put(read, bookmark) : read
  }, [])
}

/** With the bookmark, in place of one on the same line; `undefined` when an address cannot hold that many. */
export function withBookmark(bookmarks: readonly Bookmark[], bookmark: Bookmark): Bookmark[] | undefined {
  const next = put(bookmarks, { ...bookmark, note: plainNote(bookmark.note) })
  const fits =
    next.length <= mostBookmarks && encodeURIComponent(formatBookmarks(next)).length <= mostCharacters
  return fits ? next : undefined
}

export const withoutBookmark = (bookmarks: readonly Bookmark[], line: Pick<Bookmark, 'anchor' | 'line'>) =>
  bookmarks.filter((one) => compareLines(one, line) !== 0)

export const compareLines = (a: Pick<Bookmark, 'anchor' | 'line'>, b: Pick<Bookmark, 'anchor' | 'line'>) =>
  compareAnchors(a.anchor, b.anchor) || a.line - b.line

const put = (bookmarks: readonly Bookmark[], bookmark: Bookmark) =>
  [...withoutBookmark(bookmarks, bookmark), bookmark].sort(compareLines)

/** One line without control characters, of bounded length; a pair of surrogates is not cut in two. */
const plainNote = (note: string) =>
  [...note.replace(/[\p{Cc}\s]+/gu, ' ').replace(/\p{Cs}/gu, '')].slice(0, longestNote).join('').trim()

function formatBookmark({ anchor: { timestamp, ordinal }, line, note }: Bookmark): string {
  return [
    timestamp.toString(36),
    ordinal > 0 && `~${ordinal}`,
    line > 0 && `.${line}`,
    note && `:${note.replace(/[\\;]/g, '\\$&')}`,
  ]
    .filter(Boolean)
    .join('')
}

function parseBookmark(text: string): Bookmark | undefined {
  const [, time, ordinal, line, note] =
    /^([\da-z]{1,9})(?:~(\d{1,9}))?(?:\.(\d{1,7}))?(?::(.*))?$/s.exec(text) ?? []
  if (time === undefined) return undefined
  const timestamp = Number.parseInt(time, 36)
  if (timestamp > latest) return undefined
  return {
    anchor: { timestamp, ordinal: Number(ordinal ?? 0) },
    line: Number(line ?? 0),
    note: plainNote((note ?? '').replace(/\\(.)/gs, '$1')),
  }
}

/** The last moment a Date can tell. */
const latest = 8.64e15
