import { isChatter, isDiffLine, isErrorLike, mayBeError } from './error-like'
import type { EvidenceLine } from './evidence'
import { ruleFor } from './rules'

/**
 * Sentences that close a failure without saying what it was: they lose to a line that does, before them.
 */
const CLOSING: readonly RegExp[] = [
  /Script execution failure|[Ss]cript failed|[Bb]uild failed\b|Vendoring cookbook failed/,
  /^\s*(?:make|gmake|ninja)(?:\[\d+\])?: (?:\*\*\*|build stopped|Leaving)|compilation terminated|^\s*(?:collect2|ld): .*returned \d/,
  /(?:returned|exited with) (?:an? )?(?:error (?:code|exit)|non-zero|exit|status)|exit(?:ed)? (?:with )?(?:code|status):? \d|error code \(?\d|failed with (?:exit|status|error code|return)/i,
  /^E: (?:Some index files|Unable to fetch some|Unable to correct problems|Sub-process|Unable to acquire the dpkg|Internal Error)/,
  /^tar: (?:Child returned|Error is not recoverable|Exiting)|^Errors? (?:were encountered|during downloading)/,
  /^\s*(?:npm (?:ERR!|error) (?!code|notarget|404)|error: subprocess-exited|note: |hint: |× |╰─>|\[end of output\])/,
  /(?:installation|install|setup|command|process|operation|execution|task|job|something)(?: has| was)? (?:failed|went wrong)\W*$/i,
  /^\s*(?:ERROR|FATAL|Error)?\W*(?:[Ff]ailed|[Aa]bort(?:ing|ed)|[Ee]xiting|[Ee]rror)\W*\d*\s*$/,
  /^ERROR: Installation has failed|[Pp]lease (?:see|consult|check) (?:the )?(?:file|log)/,
  /\b(?:finished|completed|ended|terminated|stopped) with (?:an? |\d+ )?(?:errors?|failures?)|see (?:above|below|the log|log|output)|because of (?:the )?(?:above )?errors|errors? occurred\W*$/i,
  /All mirrors were tried|Consult \S+make\.log|^Error: Nothing to do|trying other mirror|^Error: Failed to .*cookbooks?\.?$/i,
  /Traceback \(most recent call last\)|^\s+at \S+|^\s*(?:\.\.\. )?\d+ (?:more|errors?) (?:generated|found)?/,
  /^\s*\S+ (?:step |stage )?failed[.!]*\s*$/i,
]

const isClosing = (text: string) => CLOSING.some((pattern) => pattern.test(text))

/** A line that explains is looked for at most so many lines before the error that ends the output. */
const REACH = 6

export interface Chosen {
  line: EvidenceLine
  /** `rule`: a rule knows it. `words`: it has error words. `last`: it is only the last thing said. */
  by: 'rule' | 'words' | 'last'
}

/**
 * The line that most likely says why a command failed. stderr before stdout, since the two are not in time order
 * and most tools complain there; in each, the last error-like line, unless that one only closes what a line
 * shortly before it explains. Without any, the last thing that was said.
 */
export function selectLine(lines: readonly EvidenceLine[]): Chosen | null {
  const said = lines.filter((line) => line.text.trim() !== '' && !isProgress(line.text))
  const err = said.filter((line) => line.stream === 'err')
  const out = said.filter((line) => line.stream === 'out' && !isDiffLine(line.text))
  return (
    concrete(err) ??
    concrete(out) ??
    lastThat(err, (text) => isErrorLike(text)) ??
    lastThat(out, (text) => isErrorLike(text)) ??
    lastThat(err, mayBeError) ??
    lastThat(out, mayBeError) ??
    last(out) ??
    last(err)
  )
}

export const isCandidate = (text: string): boolean => isErrorLike(text) || (isKnown(text) && !isChatter(text))

const isKnown = (text: string) => ruleFor(text) !== undefined

function concrete(lines: readonly EvidenceLine[]): Chosen | null {
  const end = lines.findLastIndex((line) => isCandidate(line.text) && !isClosing(line.text))
  const line = lines[end]
  if (!line) return null
  if (isKnown(line.text)) return { line, by: 'rule' }
  for (let index = end - 1; index >= Math.max(0, end - REACH); index--) {
    const before = lines[index]
    if (before && isCandidate(before.text) && isKnown(before.text) && !isClosing(before.text))
      return { line: before, by: 'rule' }
  }
  return { line, by: 'words' }
}

function lastThat(lines: readonly EvidenceLine[], test: (text: string) => boolean): Chosen | null {
  const line = lines.findLast((candidate) => test(candidate.text))
  return line ? { line, by: 'words' } : null
}

function last(lines: readonly EvidenceLine[]): Chosen | null {
  const line = lines.findLast((candidate) => !isChatter(candidate.text))
  return line ? { line, by: 'last' } : null
}

/** curl's meter and other progress: neither error nor last word. */
function isProgress(text: string): boolean {
  return (
    /^\s*% Total\b|^\s*Dload +Upload|^[\s\d.:kMGT-]+$|^\s*\d+%|[#=]{8,}|^\s*[-=~*]+\s*$/.test(text) ||
    /^\s*(?:\+ )?~+\s*$/.test(text)
  )
}
