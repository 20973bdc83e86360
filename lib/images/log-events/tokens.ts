import { parseAnsi, type StyledText } from './ansi'
import { plainLines, splitLines } from './display-line'
import { matchesIn } from './find-query'

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

/** The pieces of one row, find's matches and links told apart. Only http and https addresses become links. */
export function rowTokens({ message, plain, line, from, to }: RowText, pattern: RegExp | null): Token[] {
  const text = plain ? message : (plainLines(message)[line] ?? '')
  const visible = text.slice(from, to)
  const styles = plain ? undefined : stylesOf(splitLines(message)[line] ?? '')
  const marks = pattern ? matchesIn(visible, pattern) : []
  const links = visible.includes('://') ? linksIn(visible) : []
  const prefix = from === 0 ? prefixOf(visible) : undefined
  if (!styles && marks.length === 0 && links.length === 0 && !prefix) return [{ text: visible, start: from }]
  const cuts = new Set([0, visible.length, prefix?.length ?? 0])
  for (const [start, end] of marks) cuts.add(start).add(end)
  for (const { start, end } of links) cuts.add(start).add(end)
  for (const { start } of styles ?? []) if (start > from && start < to) cuts.add(start - from)
  const edges = [...cuts].sort((a, b) => a - b)
  return edges.slice(0, -1).map((start, index) => ({
    text: visible.slice(start, edges[index + 1]),
    start: from + start,
    ...styleAt(styles, from + start),
    href: links.find((link) => link.start <= start && start < link.end)?.href,
    match: marks.some(([low, high]) => low <= start && start < high),
    quiet: prefix && start < prefix.length ? prefix.kind : undefined,
  }))
}

function prefixOf(text: string): { length: number; kind: 'stdout' | 'stderr' } | undefined {
  const found = /^(?:CmdExecution: )?(Stdout|Stderr): ?/.exec(text)
  return found ? { length: found[0].length, kind: found[1] === 'Stdout' ? 'stdout' : 'stderr' } : undefined
}

type PlacedStyle = { start: number; style: StyledText }

function stylesOf(line: string): PlacedStyle[] | undefined {
  if (!line.includes('\u001b')) return undefined
  let start = 0
  return parseAnsi(line).map((style) => {
    const placed = { start, style }
    start += style.text.length
    return placed
  })
}

function styleAt(styles: PlacedStyle[] | undefined, position: number): { style?: StyledText } {
  const style = styles?.findLast(({ start }) => start <= position)?.style
  return style ? { style } : {}
}

const address = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/g

function linksIn(text: string): { start: number; end: number; href: string }[] {
  return [...text.matchAll(address)].flatMap((match) => {
    const href = match[0].replace(/[.,;:!?)\]]+$/, '')
    return URL.canParse(href) ? [{ start: match.index, end: match.index + href.length, href }] : []
  })
}
