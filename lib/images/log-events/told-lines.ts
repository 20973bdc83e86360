import { plainLines } from './display-line'
import type { FindPattern } from './find-query'
import type { MatchedLines } from './match-lines'

/** So many marks are kept in all; lines beyond match, but are not marked. */
const mostMarks = 1_000_000

/**
 * What was found elsewhere, by the lines' own text: whoever draws and counts asks it as any other pattern. A line that was
 * not looked at yet does not match.
 */
export class ToldLines {
  readonly #marks = new Map<string, readonly number[]>()
  #kept = 0

  add(messages: readonly string[], { message, line, marks }: MatchedLines) {
    message.forEach((index, at) => {
      const text = plainLines(messages[index] ?? '')[line[at] ?? 0]
      if (text === undefined || this.#marks.has(text)) return
      const own = marks[at] ?? []
      this.#kept += own.length / 2
      this.#marks.set(text, this.#kept > mostMarks ? [] : own)
    })
  }

  /** A new value, so that whoever draws with it sees that there is more. */
  pattern(): FindPattern {
    return {
      test: (line) => this.#marks.has(line),
      matchesIn: (line, from = 0, to = line.length) => {
        const marks = this.#marks.get(line) ?? []
        const found: [number, number][] = []
        for (let at = 0; at < marks.length; at += 2) {
          const [start = 0, end = 0] = [marks[at], marks[at + 1]]
          if (end > from && start < to) found.push([Math.max(start, from) - from, Math.min(end, to) - from])
        }
        return found
      },
    }
  }
}
