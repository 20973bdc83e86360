import { eastAsianWidth } from 'get-east-asian-width'

/** A row of nothing but these is as many cells wide as it has characters. */
const narrow = /^[\u0020-\u007e\u00a0-\u02ff\u0370-\u058f]*$/
const zeroWidth = /\p{M}|[\u200b-\u200d]|[\ufe00-\ufe0f]/u
const pictograph = /\p{Extended_Pictographic}/u

/** Emoji come from a font of their own, somewhat wider than two cells. */
const pictographCells = 2.5

/** How many cells of the log's font a character takes at most. */
function cellsOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x300) return 1
  if (zeroWidth.test(character)) return 0
  if (code > 0x2000 && pictograph.test(character)) return pictographCells
  return eastAsianWidth(code)
}

/** How many cells a text takes at most. */
export function cellsOf(text: string): number {
  if (narrow.test(text)) return text.length
  let cells = 0
  for (const character of text) cells += cellsOfCharacter(character)
  return cells
}

/** Where a visual row that starts at `from` ends: as many characters as fit into `columns` cells, at least one. */
export function cutLine(text: string, from: number, end: number, columns: number): number {
  const reach = Math.min(end, from + columns)
  if (narrow.test(text.slice(from, reach))) return reach
  let cells = 0
  let index = from
  while (index < end) {
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0)
    cells += cellsOfCharacter(character)
    if (cells > columns && index > from) break
    index += character.length
  }
  return Math.min(index, end)
}
