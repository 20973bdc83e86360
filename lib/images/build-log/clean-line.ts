/** Colours and moves of the cursor; titles and links, which end at a bell or at `ESC \\`. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g
/** No line is quoted longer. */
export const LONGEST = 1000

/**
 * A line as a terminal would leave it: no ANSI codes, and of text overwritten by `\r` only what stayed. At most
 * `longest` characters.
 */
export function cleanLine(line: string, longest = LONGEST): string {
  let text = line
  if (text.includes('\u001b')) text = text.replace(ANSI, '')
  // A carriage return inside a sentence is the sentence's subject, as in `set: -\r: invalid option`.
  if (text.includes('\r:')) text = text.replaceAll('\r:', ':')
  if (text.includes('\r')) text = text.split('\r').findLast((part) => part.trim() !== '') ?? ''
  return text.length > longest ? `${copied(text.slice(0, longest - 1))}…` : text
}

/** The same text in memory of its own: a piece cut from a long text would keep all of that alive. */
export const copied = (text: string): string => JSON.parse(JSON.stringify(text)) as string
