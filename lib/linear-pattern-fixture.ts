import { type AST, RegExpParser } from '@eslint-community/regexpp'

/**
 * Why a pattern may take more than linear time in a backtracking engine; null when it cannot. A pattern is linear when
 * each of its parts is tried at each place of the text a bounded number of times. That holds when every repeat without
 * an end
 * - is reached once: the pattern is anchored, and no repeat before it can give characters back to it; or
 * - has runs that cannot overlap: on every way to it, since the repeat before, stands a character it cannot repeat; or
 * - ends the pattern, so that reaching it is a match.
 *
 * `'([^']+)' not found` is linear; `from .* to` is not: a text of nothing but `from ` is scanned to its end from each
 * of them. Write `from .{0,200} to`, or look for one word and then for the other.
 */
export function whyNotLinear(source: string, flags: string): string | null {
  const unicode = flags.includes('u')
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode })
  try {
    passAlternatives(pattern.alternatives, [{ ...beginning, once: flags.includes('y') }], {
      flags,
      backwards: false,
      last: true,
    })
    return null
  } catch (error) {
    if (error instanceof NotLinear) return error.message
    throw error
  }
}

class NotLinear extends Error {}

/** A set of characters, as a mask over the sampled ones. */
type CharSet = bigint
const none: CharSet = 0n

/** One way to reach a part of the pattern. */
interface Way {
  /** Whether it is reached a bounded number of times, however long the text. */
  once: boolean
  /** What the repeat just before it may give back, and in how many ways (infinitely many without an end). */
  after: CharSet
  givesBack: number
  /** What must have been read since the last repeat without an end. */
  since: CharSet[]
  /** Whether what was read since began a word and is of one. */
  boundary: boolean
  /** How many ways the repeats with an end leave to try. */
  choices: number
}

const beginning: Way = { once: false, after: none, givesBack: 1, since: [], boundary: false, choices: 1 }

interface Context {
  flags: string
  /** Lookbehinds are matched from their end. */
  backwards: boolean
  /** Whether nothing follows: what is reached here is a match. */
  last: boolean
}

const mostChoices = 2_000
const mostWays = 5_000
const mostRounds = 4

function passAlternatives(alternatives: AST.Alternative[], ways: Way[], context: Context): Way[] {
  return distinct(
    alternatives.flatMap(({ elements }) => {
      const inOrder = context.backwards ? elements.toReversed() : elements
      return inOrder.reduce((reached, element, at) => {
        const last = context.last && inOrder.slice(at + 1).every(mayBeSkipped)
        return distinct(pass(element, reached, { ...context, last }))
      }, ways)
    }),
  )
}

const mayBeSkipped = (element: AST.Element) => element.type === 'Quantifier' && element.min === 0

function pass(element: AST.Element, ways: Way[], context: Context): Way[] {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return passAlternatives(element.alternatives, ways, context)
    case 'Quantifier':
      return passRepeat(element, ways, context)
    case 'Assertion':
      return passAssertion(element, ways, context)
    case 'Backreference':
      throw new NotLinear(`${element.raw} refers back`)
    default:
      return ways.map((way) => read(way, charsOf(element, context.flags)))
  }
}

/** Reads one character of a set. */
function read(way: Way, chars: CharSet): Way {
  const shared = (way.after & chars) !== none
  const choices =
    shared && way.givesBack < Number.POSITIVE_INFINITY ? way.choices * way.givesBack : way.choices
  if (choices > mostChoices) throw new NotLinear(`its repeats leave more than ${mostChoices} ways to try`)
  return {
    once: way.once && !(shared && way.givesBack === Number.POSITIVE_INFINITY),
    after: none,
    givesBack: 1,
    since: [...way.since, chars],
    boundary: way.boundary && (chars & ~word) === none,
    choices,
  }
}

function passRepeat(repeat: AST.Quantifier, ways: Way[], context: Context): Way[] {
  const skipped = repeat.min === 0 ? ways : []
  if (repeat.max === Number.POSITIVE_INFINITY) return [...skipped, ...passEndless(repeat, ways, context)]
  if (repeat.max <= mostRounds) return [...skipped, ...passRounds(repeat, ways, context)]
  const { all: chars } = repeated(repeat, context)
  const givesBack = repeat.max - repeat.min + 1
  const through = pass(repeat.element, ways, { ...context, last: false })
  return [
    ...skipped,
    ...through.map((way) => ({ ...way, ...(givesBack > 1 ? { after: chars, givesBack } : {}) })),
  ]
}

/** A few rounds are as good as written one after the other. */
function passRounds(repeat: AST.Quantifier, ways: Way[], context: Context): Way[] {
  const ended: Way[] = []
  let reached = ways
  for (let round = 1; round <= repeat.max; round++) {
    reached = distinct(
      pass(repeat.element, reached, { ...context, last: context.last && round === repeat.max }),
    )
    if (round >= repeat.min) ended.push(...reached)
  }
  return ended
}

function passEndless(repeat: AST.Quantifier, ways: Way[], context: Context): Way[] {
  const { all: chars, firsts } = repeated(repeat, context)
  return ways.map((way) => {
    const { once } = read(way, firsts)
    const ofOneWord = way.boundary && (chars & ~word) === none
    if (!context.last && !once && !ofOneWord && !way.since.some((set) => (set & chars) === none))
      throw new NotLinear(`${repeat.raw} may run over the same text again and again`)
    return {
      ...way,
      once,
      after: chars,
      givesBack: Number.POSITIVE_INFINITY,
      since: [chars],
      boundary: false,
    }
  })
}

/** What a repeat reads. Of a group: each part must be told from the next, and each round, by its first character. */
function repeated({ element, raw }: AST.Quantifier, context: Context): { all: CharSet; firsts: CharSet } {
  if (element.type !== 'Group' && element.type !== 'CapturingGroup') {
    const all = charsOf(element, context.flags)
    return { all, firsts: all }
  }
  let all = none
  let firsts = none
  for (const { elements } of element.alternatives) {
    const parts = (context.backwards ? elements.toReversed() : elements).map((part) => {
      const endless = part.type === 'Quantifier'
      const inner = endless ? part.element : part
      if (inner.type !== 'Character' && inner.type !== 'CharacterClass' && inner.type !== 'CharacterSet')
        throw new NotLinear(`${raw} repeats more than single characters`)
      return { chars: charsOf(inner, context.flags), endless, optional: endless && part.min === 0 }
    })
    const [first] = parts
    if (!first || first.optional) throw new NotLinear(`${raw} may begin with nothing`)
    if ((firsts & first.chars) !== none) throw new NotLinear(`${raw} has two ways to begin a round`)
    firsts |= first.chars
    for (const [at, part] of parts.entries()) {
      all |= part.chars
      const next = parts[at + 1] ?? first
      if (part.endless && (next.optional || (next.chars & part.chars) !== none))
        throw new NotLinear(`${raw} has two ways to end ${element.raw}`)
    }
  }
  return { all, firsts }
}

function passAssertion(assertion: AST.Assertion, ways: Way[], context: Context): Way[] {
  switch (assertion.kind) {
    case 'start':
      if (context.flags.includes('m')) return ways.map((way) => ({ ...way, since: [...way.since, lineEnd] }))
      return ways.map((way) => ({ ...way, once: true }))
    case 'end':
      return ways
    case 'word':
      return assertion.negate ? ways : ways.map((way) => ({ ...way, boundary: true }))
    case 'lookahead':
      passAlternatives(assertion.alternatives, ways, { ...context, backwards: false, last: false })
      return ways
    case 'lookbehind':
      passAlternatives(
        assertion.alternatives,
        ways.map(({ once }) => ({ ...beginning, once })),
        { ...context, backwards: true, last: false },
      )
      return ways
  }
}

/** Every ASCII character and one of each other kind. */
const samples = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...'\u0085\u00a0é\u017fß\u212a\u2028中',
  '\ud83d',
]
const word = setOf((char) => /\w/.test(char))
const lineEnd = setOf((char) => /[\n\r\u2028]/.test(char))

function setOf(has: (char: string) => boolean): CharSet {
  return samples.reduce((set, char, at) => (has(char) ? set | (1n << BigInt(at)) : set), none)
}

const known = new Map<string, CharSet>()

function charsOf(element: AST.Element, flags: string): CharSet {
  const key = `${flags} ${element.raw}`
  const set = known.get(key)
  if (set !== undefined) return set
  const one = new RegExp(`^${element.raw}$`, flags.replace(/[gym]/g, ''))
  const made = setOf((char) => one.test(char))
  known.set(key, made)
  return made
}

function distinct(ways: Way[]): Way[] {
  const byKey = new Map<string, Way>()
  for (const way of ways) {
    const since = [...new Set(way.since)].sort((a, b) => (a < b ? -1 : 1))
    const { once, after, givesBack, boundary, choices } = way
    byKey.set([once, after, givesBack, boundary, choices, ...since].join(' '), { ...way, since })
  }
  if (byKey.size > mostWays) throw new NotLinear('too many ways to read it')
  return [...byKey.values()]
}
