/**
 * How an event's message becomes the lines a person sees: split at line feeds, `\r` progress collapsed to what a
 * terminal would still show, tabs spaced out. ANSI colours are left in for ansi.ts; nothing here is ever HTML.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const notPlain = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/

/** The message's length if it is a single line that shows exactly as it is, else -1. */
export const shapeOf = (message: string): number => (notPlain.test(message) ? -1 : message.length)

/** A message's lines with ANSI colour sequences still in them. A line feed at the end starts no further line. */
export function splitLines(message: string): string[] {
  const lines = message.split('\n')
  if (lines.length > 1 && lines.at(-1)?.trim() === '') lines.pop()
  return lines.map((line) => showControls(spaceTabs(lastOverwrite(line))))
}

/** A message's lines as plain text: what find looks through, wrap measures and copy gives. */
export const plainLines = (message: string): string[] =>
  cached(message, () => splitLines(message).map(stripAnsi))

const esc = '\u001b'
const colour = new RegExp(`${esc}\\[[\\d;:]*m`, 'g')

export const stripAnsi = (line: string): string => (line.includes(esc) ? line.replace(colour, '') : line)

/** Progress bars rewrite their line: the last segment with something in it is what remains on a terminal. */
function lastOverwrite(line: string): string {
  if (!line.includes('\r')) return line
  const segments = line.split('\r')
  return segments.findLast((segment) => stripAnsi(segment).trim() !== '') ?? ''
}

function spaceTabs(line: string): string {
  if (!line.includes('\t')) return line
  let column = 0
  let spaced = ''
  for (const part of line.split(/(\t)/)) {
    const text = part === '\t' ? ' '.repeat(8 - (column % 8)) : part
    spaced += text
    column += part === '\t' ? text.length : stripAnsi(part).length
  }
  return spaced
}

// Cursor movements, titles and other terminal commands mean nothing here and would only litter the line.
const terminalCommand = new RegExp(
  `${esc}(?:\\][^\\u0007${esc}]*(?:\\u0007|${esc}\\\\)|\\[[\\d;:?=>!]*[ -/]*[@-ln-~]|[()][A-Z0-9]|[=>78cDEHMNOZ])`,
  'g',
)
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const control = /[\u0000-\u001a\u001c-\u001f\u007f]/g
// Invisible and direction-changing characters could make a line read as something it is not.
const invisible = /[\u0080-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

function showControls(line: string): string {
  if (!notPlain.test(line)) return line
  return line
    .replace(terminalCommand, '')
    .replace(control, (char) => String.fromCharCode(char === '\u007f' ? 0x2421 : 0x2400 + char.charCodeAt(0)))
    .replace(invisible, (char) => (char === '\u200d' || char === '\u200c' ? char : '\ufffd'))
}

/** Only a few hundred lines are on screen at a time; the cache holds a little more than that. */
const recent = new Map<string, string[]>()

function cached(message: string, make: () => string[]): string[] {
  const known = recent.get(message)
  if (known) return known
  const lines = make()
  if (message.length > 100_000) return lines
  if (recent.size >= 500) recent.delete(recent.keys().next().value ?? '')
  recent.set(message, lines)
  return lines
}
