const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\ud83c-\ud83e]/

/** Where a visual row that starts at `from` ends: as many characters as fit into `columns` cells, at least one. */
export function cutLine(text: string, from: number, end: number, columns: number): number {
  const reach = Math.min(end, from + columns)
  if (!wide.test(text.slice(from, reach))) return keepPair(text, from, reach, end)
  let cells = 0
  let index = from
  while (index < end) {
    const character = String.fromCodePoint(text.codePointAt(index) ?? 0)
    cells += wide.test(character) ? 2 : 1
    if (cells > columns && index > from) break
    index += character.length
  }
  return Math.min(index, end)
}

/** Never cuts a surrogate pair in two. */
function keepPair(text: string, from: number, cut: number, end: number): number {
  if (cut >= end) return end
  const code = text.charCodeAt(cut)
  const inPair = code >= 0xdc00 && code <= 0xdfff
  return inPair && cut - 1 > from ? cut - 1 : inPair ? cut + 1 : cut
}
