import { isChatter } from '../error-like'
import { isVague } from './closing'
import type { Episode } from './episode'
import { isFrame } from './frame'
import { namesIn } from './kinds'
import type { Line } from './line'
import { isAdvice, isCausedBy, type Message, messageOf } from './message'
import { isCloser } from './recognise'
import type { Scene } from './scene'
import { type Kind, Sight } from './tool'
import { plain } from './tools/plain'

/** A line that no tool knows: its message, and what such a message means whoever says it. */
export function plainEpisode(scene: Scene, line: Line, part: Episode['part']): Episode | undefined {
  const bare = {
    part,
    kind: 'wrapper' as Kind,
    line,
    quoted: [line],
    names: namesIn(line.said),
    end: line.index,
  }
  if (part === 'closes') return bare
  const message = messageOf(scene.stream(line), line)
  const [head] = message.lines
  // What goes on from a warning is none of its own.
  if (head && head !== line && isChatter(head.said) && !isBareWord(head.said)) return undefined
  const { reason } = message
  const failure = plain.failures.find((one) => (part !== 'last' || !one.faint) && one.line.test(reason.said))
  const match = failure?.line.exec(reason.said)
  const told = failure?.cases[0]
  const named = told !== undefined && OWN_NAME.test(reason.said)
  return {
    ...bare,
    part: isAdvice(reason.said)
      ? 'weak'
      : part === 'says' || (named && part === 'weak')
        ? 'says'
        : part === 'last' && told
          ? 'weak'
          : part,
    line: reason,
    quoted: quotedOf(message),
    names: [...new Set(message.lines.flatMap(({ said }) => namesIn(said)))],
    end: Math.max(line.index, message.lines.at(-1)?.index ?? 0),
    ...advisedBy(message),
    ...(failure && match && told
      ? { kind: failure.kind, tool: plain, failure, told, sight: new Sight(scene, reason, match) }
      : {}),
  }
}

/** `Error:` on a line of its own: what it announces follows. */
const isBareWord = (said: string) => /^\W*(?:error|fatal)\W*$/i.test(said)

/** A program speaks under its own name when something is wrong, whatever its words. */
const OWN_NAME =
  /^(?!(?:note|info|hint|warning|status|result|usage)\b)[a-z][\w.+-]{1,40}(?:\[\d{1,8}\])?: (?=\S)/

function advisedBy({ lines, reason }: Message): { advises?: string } {
  const said = lines
    .filter((line) => line !== reason && isAdvice(line.said) && !POINTS_ELSEWHERE.test(line.said))
    .map((line) => line.said)
    .join(' ')
  return said === '' ? {} : { advises: said.slice(0, 240) }
}

/** Advice to read something else. */
const POINTS_ELSEWHERE = /^(?:See|For more)\b/

const MOST_QUOTED = 4

/** The deciding line first, then what stands around it in its paragraph: no announcement, and no advice. */
function quotedOf({ lines, reason }: Message): Line[] {
  const at = lines.indexOf(reason)
  let first = at
  let end = at + 1
  while (first > 0 && isNext(lines[first - 1], lines[first])) first--
  while (end < lines.length && isNext(lines[end - 1], lines[end])) end++
  const from = Math.max(first, Math.min(at - 1, end - MOST_QUOTED))
  return [
    reason,
    ...lines
      .slice(from, Math.min(end, from + MOST_QUOTED))
      .filter((line) => line !== reason && tellsMore(line.said)),
  ]
}

const isNext = (a: Line | undefined, b: Line | undefined) => a !== undefined && b?.index === a.index + 1

const tellsMore = (said: string) =>
  !isAdvice(said) &&
  !isFrame(said) &&
  !POINTS_ELSEWHERE.test(said) &&
  !(said.endsWith(':') && (isVague(said) || isCloser(said) || isCausedBy(said)))
