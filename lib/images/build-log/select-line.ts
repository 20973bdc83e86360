import { isChatter, isDiffLine, isErrorLike, mayBeError } from './error-like'
import type { EvidenceLine } from './evidence'
import { ruleFor } from './rules'

/** What a wrapper says when what it ran has failed: nothing about it. The last thing said before tells more. */
const WRAPPER =
  /Script execution failure|[Ss]cript failed|[Bb]uild failed\b|Vendoring cookbook failed|^\s*(?:ERROR|FATAL|Error)?\W*(?:[Ff]ailed|[Aa]bort(?:ing|ed)|[Ee]xiting|[Ee]rror)\W*\d*\s*$/

/** Sentences that close a failure without saying what it was: they lose to a line that does, before them. */
const CLOSING: readonly RegExp[] = [
  WRAPPER,
  /^\s*(?:make|gmake|ninja)(?:\[\d+\])?: (?:\*\*\*(?! (?:No rule|\S+: No such))|build stopped|Leaving)|compilation terminated|all warnings being treated|^\s*(?:collect2|ld): .*returned \d/,
  /(?:returned|exited with) (?:an? )?(?:error (?:code|exit)|non-zero|exit|status)|(?<!scriptlet failed, )exit(?:ed)? (?:with )?(?:code|status):? \d|error code \(?\d|failed with (?:exit|status|error code|return)|non-zero exit status/i,
  /^Error: Transaction failed|^E: (?:Some index files|Unable to fetch some|Unable to correct problems|Sub-process|Unable to acquire the dpkg|Internal Error)/,
  /^tar: (?:Child returned|Error is not recoverable|Exiting)|^tar \(child\): Error is not|^Errors? (?:were encountered|during downloading)|^RPM build errors|Bad exit status from/,
  /^\s*(?:npm (?:ERR!|error) (?!code E|notarget No|404 +(?:Not Found|'))|error: subprocess-exited|note: |hint: |× |╰─>|\[end of output\])/,
  /(?:installation|installer|install|setup|command|process|operation|execution|transaction|task|job|something)(?: has| was)? (?:failed|went wrong)\W*$/i,
  /^ERROR: Installation has failed|[Pp]lease (?:see|consult|check) (?:the )?(?:file|log)/,
  /\b(?:finished|completed|ended|terminated|stopped) with (?:an? |\d+ )?(?:errors?|failures?)|see (?:above|below|the log|log|output)|because of (?:the )?(?:above )?errors|errors? occurred\W*$|due to (?:\d+ |the )?previous errors?|error: could not compile/i,
  /All mirrors were (?:already )?tried|Consult \S+make\.log|^Error: Nothing to do|trying other mirror|^Error: Failed to .*cookbooks?\.?$/i,
  /Traceback \(most recent call last\)|^\s+at \S+|^\s*(?:\.\.\. )?\d+ (?:more|errors?) (?:generated|found)?|another exception occurred/,
  /^\s*\S+ (?:step |stage )?failed[.!]*\s*$|^\s*Errors?(?: Summary)?:?\s*$/i,
  /^\s*(?:ERROR|Error|error) (?:at|on|in) line \d+\b|^BEGIN failed|^curl failed to verify/,
  // Got over, cleaned up after, given up on
  /\bre-?try(?:ing)?(?: (?:in|after) \d+ ?\w*)?\W*$|^(?:rm|rmdir|umount|kill)\b.*(?:No such (?:file|process)|not mounted)/i,
  /\b(?:error|fatal)\b\W*(?:abort(?:ing|ed)|exiting|giving up)\W*$/i,
  /^fatal: Could not read from remote|^rsync error: .*see previous errors|^error: metadata-generation-failed|^Error: (?:Error downloading packages|Problems in request):/,
  // Hints and sums of a test run
  /\b(?:for (?:more|further) (?:information|details?)|re-run|rerun)\b|\[Help \d+\]|^# Looks like|={3,} .*\b(?:failed|errors?)\b.* ={3,}/i,
]

const isClosing = (text: string) => CLOSING.some((pattern) => pattern.test(text))

/** How far before a line that sums up (see `Rule.sumsUp`) the one that explains it may stand. */
const REACH = 80

export interface Chosen {
  line: EvidenceLine
  /** `rule`: a rule knows it. `words`: it has error words. `last`: it is only the last thing said. */
  by: 'rule' | 'words' | 'last'
}

/**
 * The line that most likely says why a command failed. stderr before stdout, since the two are not in time order
 * and most tools complain there; in each, the last error-like line, unless that one only closes or sums up what a
 * line before it explains: an error before an unrelated one was got over. Without any, the last thing that was said.
 */
export function selectLine(lines: readonly EvidenceLine[]): Chosen | null {
  const said = lines.filter((line) => line.text.trim() !== '' && !isProgress(line.text))
  const err = said.filter((line) => line.stream === 'err')
  const out = said.filter((line) => line.stream === 'out' && !isDiffLine(line.text))
  const isCloser = (text: string) => isErrorLike(text) && !WRAPPER.test(text)
  return (
    concrete(err, out) ??
    concrete(out, err) ??
    lastThat(err, mayBeError) ??
    lastThat(out, mayBeError) ??
    lastThat(err, isCloser) ??
    lastThat(out, isCloser) ??
    lastSaid(err) ??
    lastSaid(out) ??
    lastThat([...out, ...err], isErrorLike)
  )
}

export const isCandidate = (text: string): boolean => isErrorLike(text) || (isKnown(text) && !isChatter(text))

const isKnown = (text: string) => ruleFor(text) !== undefined

const explains = (text: string) =>
  isCandidate(text) && !isClosing(text) && ruleFor(text)?.rule.sumsUp?.test(text) !== true

function concrete(lines: readonly EvidenceLine[], others: readonly EvidenceLine[]): Chosen | null {
  const end = lines.findLastIndex((line) => isCandidate(line.text) && !isClosing(line.text))
  const line = lines[end]
  if (!line) return null
  const known = ruleFor(line.text)
  if (!known?.rule.sumsUp?.test(line.text)) return { line, by: known ? 'rule' : 'words' }
  const shortlyBefore = lines.slice(Math.max(0, end - REACH), end)
  const { explainedBy } = known.rule
  if (explainedBy) {
    const explaining = lastThat(shortlyBefore, (text) => explainedBy.test(text))
    return explaining ?? lastThat(others, (text) => explainedBy.test(text)) ?? { line, by: 'rule' }
  }
  const before = shortlyBefore.findLast(({ text }) => isKnown(text) && explains(text))
  return { line: before ?? line, by: 'rule' }
}

function lastThat(lines: readonly EvidenceLine[], test: (text: string) => boolean): Chosen | null {
  const line = lines.findLast((candidate) => test(candidate.text))
  return line ? { line, by: isKnown(line.text) ? 'rule' : 'words' } : null
}

function lastSaid(lines: readonly EvidenceLine[]): Chosen | null {
  const line = lines.findLast(({ text }) => !isChatter(text) && !isClosing(text))
  return line ? { line, by: 'last' } : null
}

/** curl's meter and other progress: neither error nor last word. */
function isProgress(text: string): boolean {
  return (
    /^\s*% Total\b|^\s*Dload +Upload|^[\s\d.:kMGT-]+$|^\s*\d+%|[#=]{8,}|^\s*[-=~*]+\s*$/.test(text) ||
    /^\s*(?:\+ )?~+\s*$/.test(text)
  )
}
