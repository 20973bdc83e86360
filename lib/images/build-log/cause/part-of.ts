import { isChatter, isErrorLike, mayBeError } from '../error-like'
import { isVague } from './closing'
import type { Episode } from './episode'
import type { Line } from './line'
import { isCloser } from './recognise'
import type { Scene } from './scene'
import { plain } from './tools/plain'

const HEADING = /^\*{3,} ([^*]{1,200}) \*{3,}$/
const MAY_BE = /\b(?:might|may) (?:have|cause)\b/i
const COMPLAINS = /^\W{0,4}(?:error|fatal|fail|cannot|unable)/i

/** A heading between asterisks, and what may be wrong: no complaint. */
function isHarmless(said: string): boolean {
  const heading = HEADING.exec(said)?.[1]
  return heading === undefined ? MAY_BE.test(said) && !COMPLAINS.test(said) : !isErrorLike(heading)
}

/** What part a line plays that no tool knows; none of what is no complaint. */
export function partOf(scene: Scene, line: Line): Episode['part'] | undefined {
  const { said } = line
  if (isHarmless(said)) return undefined
  if (isErrorLike(said)) {
    if (isCloser(said)) return 'closes'
    if (isOwnWords(scene, line)) return 'own'
    return isAnnounced(said) && isVague(said) && !plain.failures.some((one) => one.line.test(said))
      ? 'own'
      : 'says'
  }
  if (isChatter(said)) return undefined
  if ((mayBeError(said) || HINTS.test(said)) && !isCloser(said)) return 'weak'
  return isCloser(said) ? undefined : 'last'
}

/** What a program says when it gives up politely: no error word, but a word to the reader. */
const HINTS =
  /\b(?:already (?:installed|exists|present|running)|pre-?existing|please|exiting|abort(?:ed|ing)?|re-?run|usage:|required|requires|nothing to|degraded|blocked|disabled|unknown|declined|rejected|skipped because|does not|do not|instead)\b/i

/** A sentence of the kind that scripts print of themselves: no program's name before it. */
const isAnnounced = (said: string): boolean =>
  /^(?!\[)\W{0,4}(?:ERROR|FATAL|FAILED|FAILURE|Error|Failed|Fatal|Unable|Could not|Cannot)\b(?!:? ?[\w./-]{1,40}: )/.test(
    said,
  )

/** What the script shows that it prints itself. */
export function isOwnWords(scene: Scene, line: Line): boolean {
  if (line.said.length < 12) return false
  const words = line.said.slice(0, 60)
  const stream = scene.stream(line)
  for (let at = line.index - 1; at >= Math.max(0, line.index - 3); at--)
    if (stream[at]?.kind === 'trace')
      return (
        /^\++ (?:echo|printf|logger|>&2 echo)\b/.test(stream[at]?.said ?? '') &&
        (stream[at]?.said.includes(words) ?? false)
      )
  return false
}
