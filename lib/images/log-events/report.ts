import { maskAccountIds } from '../mask-account-ids'
import { formatTime } from '../time-format'
import type { Bookmark } from './bookmarks'
import { fenced } from './copy-text'
import { plainLines } from './display-line'

/** A bookmark with what it points at. */
export type ReportedLine = {
  readonly bookmark: Bookmark
  /** The address of the line's event, absolute. */
  readonly address: string
  /** The event's message; `undefined` when it is not known. */
  readonly message: string | undefined
  /** Whether it is not known because the log does not have it any more. */
  readonly isGone: boolean
}

const longestQuote = 1_000

/** The bookmarks as Markdown for an issue or a chat: per line its time as a link, the note, and the line, quoted. */
export function bookmarkReport(title: string, address: string, lines: readonly ReportedLine[]): string {
  const items = lines.map(({ bookmark: { anchor, line, note }, address, message, isGone }, index) => {
    const time = `[${formatTime(anchor.timestamp, 'utc', true)} UTC](${address})`
    const absent = isGone ? '(not in the log any more)' : '(could not be read)'
    const quote = message === undefined ? absent : fenced(quoteOf(message, line))
    return indented(`${index + 1}. `, `${[time, escaped(note)].filter(Boolean).join(' ')}\n\n${quote}`)
  })
  return `${[`**${escaped(title)}**, [${lines.length === 1 ? '1 line' : `${lines.length} lines`} in the log](${address})`, ...items].join('\n\n')}\n`
}

/** A bookmarked line as it is quoted: plain, masked, of bounded length. */
export function quoteOf(message: string, line: number): string {
  const text = maskAccountIds(plainLines(message)[line] ?? '')
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
}

const indented = (marker: string, text: string) =>
  marker + text.replace(/\n(?=.)/g, `\n${' '.repeat(marker.length)}`)

/** Text that says in Markdown what it says here. */
const escaped = (text: string) => text.replace(/[\\`*_[\]<>#|~]/g, '\\$&')
