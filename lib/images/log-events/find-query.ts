export type FindQuery = {
  readonly text: string
  readonly matchCase: boolean
  readonly wholeWord: boolean
  readonly regularExpression: boolean
}

/** `null` when there is nothing to look for; a sentence when the regular expression cannot be read. */
export function findPattern(query: FindQuery): RegExp | null | string {
  if (query.text === '') return null
  const source = query.regularExpression ? query.text : query.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  const bounded = query.wholeWord ? `(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])` : source
  const flags = query.matchCase ? 'g' : 'gi'
  try {
    // Unicode mode folds case properly but refuses harmless escapes people type, like \- or \_ .
    return new RegExp(
      bounded,
      query.wholeWord || !/^[\u0020-\u007e]*$/.test(query.text) ? `${flags}u` : flags,
    )
  } catch (error) {
    return `Not a regular expression: ${error instanceof Error ? error.message.replace(/^.*?\/[gimu]*: /, '') : error}`
  }
}

/** Where a line matches, as pairs of start and end. An expression that matches nothing at all counts as no match. */
export function matchesIn(line: string, pattern: RegExp): [number, number][] {
  const found: [number, number][] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(line); match; match = pattern.exec(line)) {
    if (match[0] === '') pattern.lastIndex++
    else found.push([match.index, match.index + match[0].length])
    if (found.length >= 1000) break
  }
  return found
}
