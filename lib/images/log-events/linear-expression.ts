import { RE2JS } from 're2js'
import type { FindPattern, FindQuery } from './find-query'

const mostMatches = 1000
const notWord = '[^\\p{L}\\p{N}_]'

/** A person's regular expression in RE2's engine; a sentence when it cannot be read there. */
export function linearExpression({ text, matchCase, wholeWord }: FindQuery): FindPattern | string {
  try {
    const flags = matchCase ? 0 : RE2JS.CASE_INSENSITIVE
    const source = RE2JS.translateRegExp(text)
    const expression = RE2JS.compile(source, flags)
    // There is no lookahead, so the characters around a whole word are matched with it.
    const whole = wholeWord ? RE2JS.compile(`(?:^|${notWord})(${source})(?:$|${notWord})`, flags) : expression
    return patternOf(whole, wholeWord ? 1 : 0)
  } catch (error) {
    return refusal(error instanceof Error ? error.message : String(error))
  }
}

function patternOf(expression: RE2JS, group: number): FindPattern {
  const matchesIn = (whole: string, start = 0, end = whole.length) => {
    const line = whole.slice(start, end)
    const found: [number, number][] = []
    const matcher = expression.matcher(line)
    let from = 0
    while (from <= line.length && found.length < mostMatches && matcher.find(from)) {
      const match: [number, number] = [matcher.start(group), matcher.end(group)]
      if (match[1] > match[0]) found.push(match)
      from = Math.max(match[1], from + 1)
    }
    return found
  }
  const mayMatchNothing =
    group > 0 || ['', 'a', ' ', 'a a', '  ', '\u0001'].some((line) => matchesNothingIn(expression, line))
  return {
    matchesIn,
    test: (line) => expression.test(line) && (!mayMatchNothing || matchesIn(line).length > 0),
  }
}

/** Where an expression matches nothing depends only on whether word characters stand around that place. */
function matchesNothingIn(expression: RE2JS, line: string): boolean {
  return [...expression.matchAll(line)].some(([match]) => match === '')
}

/** RE2's words for what it cannot read, with what would help where it is not a slip. */
function refusal(message: string): string {
  // The engine quotes the flag it was given as if it had been typed.
  const reason = message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`')
  if (/`\(\?<?[=!]/.test(reason))
    return 'Lookaheads and lookbehinds cannot be used here: they can make a search run forever.'
  if (/invalid escape sequence: `\\[1-9k]/.test(reason))
    return 'Backreferences cannot be used here: they can make a search run forever.'
  if (/invalid repeat count/.test(reason)) return 'An expression may repeat its parts at most 1,000 times.'
  return `Not a regular expression: ${reason}`
}
