import { stripAnsi } from './display-line'

/**
 * A message's lines as they were written, without colours: tabs are tabs, and what a `\r` overwrote is there. One for
 * each displayed line, so that a line of one is a line of the other.
 */
export function writtenLines(message: string): string[] {
  const lines = message.split('\n')
  if (lines.length > 1 && lines.at(-1)?.trim() === '') lines.pop()
  return lines.map(stripAnsi)
}
