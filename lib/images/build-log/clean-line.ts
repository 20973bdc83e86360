const ESC = String.fromCharCode(27)
/** Colours and moves of the cursor; titles and links, which end at a bell or at `ESC \\`. */
const ANSI = new RegExp(`${ESC}\\[[0-9;?]*[ -/]*[@-~]|${ESC}\\][^\u0007${ESC}]*(?:\u0007|${ESC}\\\\)`, 'g')
const LONGEST = 1000

/**
 * A line as a terminal would leave it: no ANSI codes, and of text overwritten by `\r` only what stayed. At most
 * 1,000 characters.
 */
export function cleanLine(line: string): string {
  let text = line
  if (text.includes('\u001b')) text = text.replace(ANSI, '')
  // A carriage return inside a sentence is the sentence's subject, as in `set: -\r: invalid option`.
  if (text.includes('\r:')) text = text.replaceAll('\r:', ':')
  if (text.includes('\r')) text = text.split('\r').findLast((part) => part.trim() !== '') ?? ''
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
