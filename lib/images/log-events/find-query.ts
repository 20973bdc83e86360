export type FindQuery = {
  readonly text: string
  readonly matchCase: boolean
  readonly wholeWord: boolean
  readonly regularExpression: boolean
}

/** What is looked for, ready to look through lines. An empty match is no match. */
export type FindPattern = {
  readonly test: (line: string) => boolean
  /**
   * Where a line matches between `from` and `to`, as pairs of start and end in UTF-16 units from `from` on; at most 1,000.
   */
  readonly matchesIn: (line: string, from?: number, to?: number) => [number, number][]
}

const mostMatches = 1000

/** Plain text is looked for by JavaScript's own engine, which is fastest. */
export function plainText({ text, matchCase, wholeWord }: FindQuery): FindPattern {
  const source = text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  const bounded = wholeWord ? `(?<![\\p{L}\\p{N}_])${source}(?![\\p{L}\\p{N}_])` : source
  const flags = matchCase ? 'g' : 'gi'
  // Only Unicode mode folds the case of all letters.
  const pattern = new RegExp(bounded, wholeWord || !/^[\u0020-\u007e]*$/.test(text) ? `${flags}u` : flags)
  return {
    test: (line) => {
      pattern.lastIndex = 0
      return pattern.test(line)
    },
    matchesIn: (whole, from = 0, to = whole.length) => {
      const line = whole.slice(from, to)
      const found: [number, number][] = []
      pattern.lastIndex = 0
      for (let match = pattern.exec(line); match && found.length < mostMatches; match = pattern.exec(line))
        found.push([match.index, match.index + match[0].length])
      return found
    },
  }
}
