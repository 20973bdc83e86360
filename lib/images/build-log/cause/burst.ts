import { isVague } from './closing'
import type { Episode } from './episode'

/**
 * The candidates of a stream as they count from its end. Of a burst of complaints of one program the first says most:
 * the others follow from it.
 */
export function inPlace<One extends { episode: Episode }>(own: readonly One[]): One[] {
  const placed: One[] = []
  let burst: One[] = []
  const flush = () => {
    placed.push(...burst.reverse())
    burst = []
  }
  for (const one of own) {
    const last = burst[0]
    if (last && !belongTogether(last.episode, burst.at(-1)?.episode ?? last.episode, one.episode)) flush()
    burst.push(one)
  }
  flush()
  return placed
}

/** How compilers begin what they complain of: file, line and column. */
const COMPILER = /^\S{1,300}:\d{1,9}:(?:\d{1,9}:)? /

/** Whether a compiler says it: of its errors the first is the one to read. */
export const isCompilers = (said: string): boolean => COMPILER.test(said)

/** The name under which a program speaks. */
export const programOf = (said: string): string =>
  isCompilers(said) ? 'a compiler' : (/^(?:([\w./-]{2,40}): |\[(\w{2,20})\] )/.exec(said)?.[0] ?? '')

function belongTogether(first: Episode, before: Episode, next: Episode): boolean {
  // What a tool's file knows gives way to nothing that only has words, and nothing to what only announces.
  if (exactness(first) < exactness(next) || first.line.said.endsWith(':')) return false
  return complains(first) && complains(next) && inOneGo(first, before, next)
}

/** Whether one program said both, with hardly anything between. */
function inOneGo(first: Episode, before: Episode, next: Episode): boolean {
  const program = programOf(next.line.said)
  // A compiler shows the code between.
  const reach = program === 'a compiler' ? 12 : 2
  return next.line.index - before.end <= reach && program !== '' && program === programOf(first.line.said)
}

/** Whether a program complained of something right before, which nobody knows. */
export const followsUnknown = (episode: Episode, ranked: readonly { episode: Episode }[]): boolean =>
  ranked.some(
    ({ episode: other }) =>
      other.part === 'says' &&
      !isVague(other.line.said) &&
      other.line.stream === episode.line.stream &&
      other.line.index < episode.line.index &&
      inOneGo(other, other, episode),
  )

const exactness = ({ part, failure }: Episode) => (part === 'says' ? 0 : failure?.general ? 1 : 2)

const complains = ({ part }: Episode) => part === 'says' || part === 'tells'
