/** Lines of a million characters that make careless patterns and scans take for ever. */
export function hostileLines(length = 1_000_000): Record<string, string> {
  return {
    blanks: filled(' ', length),
    tabs: filled('\t', length),
    letters: filled('a', length),
    digits: filled('1', length),
    equals: filled('= ', length),
    stops: filled('.,;: ', length),
    brackets: filled('[0] (x ', length),
    'chef places': `[2026-11-26T00:00:00+00:00] FATAL: l${filled(': n[[]0', length)}`,
    classes: filled('A::B ', length),
    comments: filled('#', length),
    quotes: filled('"', length),
    escapes: filled('\u001b[!!', length),
    'error words': filled('error: failed ', length),
    'table row': `| 2026-11-26T00:00:00Z |${filled(' ', length)}x`,
    'step name': `Step ${filled('a ', length)}!`,
    'file name': `Document ${filled('arn:x:component/', length)}`,
  }
}

/**
 * Lines made of a pattern's own words, so that its beginning is met everywhere and its end nowhere: what costs it
 * most.
 */
export function linesAgainst(source: string, length = 1_000_000): string[] {
  const words = source
    .replace(/\(\?<?[:=!]|\[[^\]]*\]|\\[bBdDwWsS]|\{[\d,]*\}/g, ' ')
    .replace(/\\(.)/g, '$1')
    .split(/[()|^$*+?]/)
  const longest = words.toSorted((a, b) => b.length - a.length)[0] ?? ''
  return [...new Set([longest, words[0] ?? '', words.join('')])]
    .filter(Boolean)
    .map((text) => filled(text, length))
}

const filled = (text: string, length: number) => text.repeat(Math.ceil(length / text.length)).slice(0, length)
