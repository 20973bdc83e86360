/**
 * How an event's message becomes the lines a person sees: split at line feeds, `\r` progress collapsed to what a
 * terminal would still show, tabs spaced out. ANSI colours are left in for ansi.ts; nothing here is ever HTML.
 */

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const notPlain = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: likewise
const notSimple = /[\u0000-\u001f\u007f-\u009f]|[\u0300-\u036f]|[\u1100-\uffff]/

/**
 * The message's length if it is a single line that shows exactly as it is, each UTF-16 unit as wide as any other;
 * else -1.
 */
export const shapeOf = (message: string): number => (notSimple.test(message) ? -1 : message.length)

/** A message's lines with ANSI colour sequences still in them. A line feed at the end starts no further line. */
export function splitLines(message: string): string[] {
  const lines = message.split('\n')
  if (lines.length > 1 && lines.at(-1)?.trim() === '') lines.pop()
  return lines.map((line) => showControls(spaceTabs(asOverwritten(withPlainColours(withoutErased(line))))))
}

/** A message's lines as plain text: what find looks through, wrap measures and copy gives. */
export const plainLines = (message: string): string[] =>
  cached(message, () => splitLines(message).map(stripAnsi))

const esc = '\u001b'
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what it looks for
const colour = /\u001b\[[\d;:]*m/g

export const stripAnsi = (line: string): string => (line.includes(esc) ? line.replace(colour, '') : line)

/** Colours as the parser knows them: with semicolons, whole, and nothing private. */
function withPlainColours(line: string): string {
  if (!line.includes(esc)) return line
  return line.replace(colourOfAnyForm, withSemicolons).replace(unfinished, '')
}

/** `38:2::1:2:3` is `38;2;1;2;3`, `4:3` a kind of underline; what else has colons is no colour we know. */
function withSemicolons(sequence: string): string {
  if (!sequence.includes(':')) return sequence
  const parts = sequence
    .slice(2, -1)
    .split(';')
    .flatMap((part) => {
      if (!part.includes(':')) return [part]
      const [kind = '', ...values] = part.split(':')
      if (kind === '4') return [values[0] === '0' ? '24' : '4']
      if (kind !== '38' && kind !== '48') return []
      const [space, ...rest] = values
      const colours = space === '2' ? rest.slice(-3) : rest.slice(0, 1)
      return [kind, space ?? '', ...colours]
    })
  return parts.length > 0 ? `${esc}[${parts.join(';')}m` : ''
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: the escape character is what they look for
const colourOfAnyForm = /\u001b\[[\d;:]*m/g
const unfinished = /\u001b(?:\[[\d;:]*)?$/
/** To the first column, as a carriage return does. */
const toStart = /\u001b\[[01]?G/g
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above

/**
 * Progress bars rewrite their line: the last state with something in it is what remains on a terminal. Where states
 * say different things, all of them stay, with `␍` between: an error is no progress.
 */
function asOverwritten(line: string): string {
  const states = line.replace(toStart, '\r').split('\r')
  if (states.length === 1) return line
  const said = states.filter((state) => stripAnsi(state).replace(terminalCommand, '').trim() !== '')
  const kept = said.filter(
    (state, index) => index === said.length - 1 || !isSameProgress(state, said[index + 1] ?? ''),
  )
  return kept.join('\u240d')
}

/** Counts and bars aside, the one begins as the other does. */
function isSameProgress(before: string, after: string): boolean {
  const [a, b] = [before, after].map((state) =>
    stripAnsi(state).replace(terminalCommand, '').replace(counting, ''),
  )
  const length = Math.min(8, a?.length ?? 0, b?.length ?? 0)
  return a === '' || (length > 0 && a?.slice(0, length) === b?.slice(0, length))
}

const counting = /[\d\s.,:%=#>|/\\\-*\u2500-\u25ff\u2800-\u28ff]+/g

/** A backspace takes back the character before it. */
function withoutErased(line: string): string {
  if (!line.includes('\b')) return line
  const kept: string[] = []
  for (const character of line) {
    if (character === '\b') kept.pop()
    else kept.push(character)
  }
  return kept.join('')
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
// Titles and links (OSC) and other strings go on to their end, be it that of the line; of what begins with ESC [ colours
// stay, which end in m and have nothing private.
const terminalCommand =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what it looks for
  /\u001b(?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|\[[\d;:]*[ -/]*[@-ln-~]|\[[<=>?][0-?]*[ -/]*[@-~]|\[[\d;:]*[ -/]+m|[()][A-Z0-9]|[=>78cDEHMNOZ]|(?!\[[\d;:]*m))/g
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
