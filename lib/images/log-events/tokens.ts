import { parseAnsi, type StyledText } from './ansi'
import { plainLines, splitLines, stripAnsi } from './display-line'
import type { FindPattern } from './find-query'

/** A stretch of a row that is drawn as one piece. */
export type Token = {
  readonly text: string
  /** Its place in the line, to tell pieces of equal text apart. */
  readonly start: number
  readonly style?: StyledText
  readonly href?: string | undefined
  readonly match?: boolean
  /** AWSTOE's `Stdout:` and `Stderr:`, which say little and stand before nearly every line. */
  readonly quiet?: 'stdout' | 'stderr' | undefined
}

type RowText = { message: string; plain: boolean; line: number; from: number; to: number }

/** A row of more pieces than this takes longer to draw than to read: the rest of it has no colours. */
const mostColours = 100

/** Of find's matches in one row so many are marked. */
const mostMarks = 200

/** Beyond this length a row is looked through by itself: what goes on in the next row is two pieces then. */
const longestWhole = 100_000

/**
 * The pieces of one row, find's matches and links told apart. Only http and https addresses become links. A match or a
 * link that goes on in the next row of a wrapped line is one in both.
 */
export function rowTokens({ message, plain, line, from, to }: RowText, pattern: FindPattern | null): Token[] {
  const text = plain ? message : (plainLines(message)[line] ?? '')
  const visible = text.slice(from, to)
  const styles = plain ? undefined : stylesOf(splitLines(message)[line] ?? '')
  const marks = pattern ? marksIn(text, from, to, pattern) : []
  const searched = text.length > longestWhole ? visible : text
  const offset = searched === visible ? 0 : from
  const links = searched.includes('://') ? within(linksIn(searched), offset, visible.length) : []
  const prefix = from === 0 ? prefixOf(visible) : undefined
  if (!styles && marks.length === 0 && links.length === 0 && !prefix) return [{ text: visible, start: from }]
  const cuts = new Set([0, visible.length, prefix?.length ?? 0])
  for (const { start, end } of [...marks, ...links]) cuts.add(start).add(end)
  for (const { start } of styles ?? []) if (start > from && start < to) cuts.add(start - from)
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, index) => ({
    text: visible.slice(start, edges[index + 1]),
    start: from + start,
    ...styleAt(styles, from + start),
    href: links.find((link) => link.start <= start && start < link.end)?.href,
    match: marks.some((mark) => mark.start <= start && start < mark.end),
    quiet: prefix && start < prefix.length ? prefix.kind : undefined,
  }))
}

type Stretch = { readonly start: number; readonly end: number }

/** What of these stretches of a line lies in its row, counted from where the row begins. */
function within<Found extends Stretch>(found: readonly Found[], from: number, length: number): Found[] {
  return found.flatMap((each) => {
    const [start, end] = [Math.max(0, each.start - from), Math.min(length, each.end - from)]
    return start < end ? [{ ...each, start, end }] : []
  })
}

function marksIn(line: string, from: number, to: number, pattern: FindPattern): readonly Stretch[] {
  const marks =
    line.length > longestWhole
      ? pattern.matchesIn(line, from, to).map(([start, end]) => ({ start, end }))
      : within(matchesIn(line, pattern), from, to - from)
  return marks.slice(0, mostMarks)
}

let lastMatched: { line: string; pattern: FindPattern; matches: readonly Stretch[] } | undefined

/** Remembered for the next row, which is mostly of the same line. */
function matchesIn(line: string, pattern: FindPattern): readonly Stretch[] {
  if (lastMatched?.line === line && lastMatched.pattern === pattern) return lastMatched.matches
  const matches = pattern.matchesIn(line).map(([start, end]) => ({ start, end }))
  lastMatched = { line, pattern, matches }
  return matches
}

function prefixOf(text: string): { length: number; kind: 'stdout' | 'stderr' } | undefined {
  const found = /^(?:CmdExecution: )?(Stdout|Stderr): ?/.exec(text)
  return found ? { length: found[0].length, kind: found[1] === 'Stdout' ? 'stdout' : 'stderr' } : undefined
}

type PlacedStyle = { start: number; style: StyledText }

function stylesOf(line: string): PlacedStyle[] | undefined {
  if (!line.includes('\u001b')) return undefined
  let start = 0
  const [coloured, rest] = splitAfterColours(line)
  const styles = [...parseAnsi(coloured), ...(rest ? [{ text: stripAnsi(rest) }] : [])]
  return styles.map((style) => {
    const placed = { start, style }
    start += style.text.length
    return placed
  })
}

function splitAfterColours(line: string): [coloured: string, rest: string] {
  let end = -1
  for (let count = 0; count <= mostColours; count++) {
    end = line.indexOf('\u001b', end + 1)
    if (end < 0) return [line, '']
  }
  return [line.slice(0, end), line.slice(end)]
}

function styleAt(styles: PlacedStyle[] | undefined, position: number): { style?: StyledText } {
  const style = styles?.findLast(({ start }) => start <= position)?.style
  return style ? { style } : {}
}

const address = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/g

function linksIn(text: string): (Stretch & { href: string })[] {
  return [...text.matchAll(address)].flatMap((match) => {
    const href = match[0].replace(/[.,;:!?)\]]{1,9}$/, '')
    return URL.canParse(href) ? [{ start: match.index, end: match.index + href.length, href }] : []
  })
}
