import { plainLines } from './display-line'
import { findPattern } from './find-pattern'
import type { FindPattern, FindQuery } from './find-query'

/** Matching lines, by column: which message, which of its lines, and where it matches: start, end, start, end, … */
export type MatchedLines = {
  readonly message: readonly number[]
  readonly line: readonly number[]
  readonly marks: readonly (readonly number[])[]
}

/** Of one line's matches so many are told: they are marked, and a row of more pieces takes long to draw. */
const mostMarks = 100

let last: { query: string; pattern: FindPattern | string | null } | undefined

/** The messages' matching lines; a sentence when the expression cannot be read. */
export function matchLines(query: FindQuery, messages: readonly string[]): MatchedLines | string {
  const asked = JSON.stringify(query)
  if (last?.query !== asked) last = { query: asked, pattern: findPattern(query) }
  const { pattern } = last
  if (typeof pattern === 'string') return pattern
  const found = { message: [] as number[], line: [] as number[], marks: [] as number[][] }
  messages.forEach((text, message) => {
    plainLines(text).forEach((plain, line) => {
      if (!pattern?.test(plain)) return
      found.message.push(message)
      found.line.push(line)
      found.marks.push(pattern.matchesIn(plain).slice(0, mostMarks).flat())
    })
  })
  return found
}
