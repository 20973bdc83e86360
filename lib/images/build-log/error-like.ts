/**
 * Which words make a line worth a look. An error-like line is a candidate, not a cause: good steps are full of
 * them. The cause is chosen among those of the step that failed (see select-line.ts).
 */

/**
 * The words that say a thing went wrong. Names are not words: `errors.log`, `perl-Error`, `-Werror` and
 * `chef-failed-resources` do not count.
 */
const ERROR_WORDS =
  /(?<![\w./-])(?:errors?(?![\w/-]|\.\w)|errno(?!\.)|fail(?:ed|ure|s)?(?![\w/-]|\.\w)|fatal(?!\w)|E:|ERR!|traceback|exception(?![\w/-]|s?\b handlers)|cannot|can't|could ?n[o']t|unable to|no such|denied|refused|timed out|timeout(?= (?:was|after|expired|reached|waiting|exceeded))|killed$|out of memory|no space left|not supported|unsupported|not in gzip|segmentation fault|aborted|core dumped|bad (?:interpreter|return|substitution|gateway|request)|broken packages|panic|forbidden|unauthorized|invalid|undefined|unrecognized|nothing provides|no matching|no package|unmet|mismatch|expired|not installable|does not (?:exist|match|support|have enough|meet|satisfy|comply)|did not match|doesn't|not permitted|unreachable|unresolvable|unexpected)|(?:Error|Exception|Timeout|Failure|Failed)(?::|$| \()|not found|\*\*\* |returned (?:an? )?(?:error|non-zero)|! LaTeX/i

/**
 * Error words that mean nothing: known chatter of package managers, Chef and curl, and every file name.
 * A line listed here is never a candidate.
 */
const CHATTER: readonly RegExp[] = [
  /\b(?:0|no) (?:errors?|failures?|failed)\b|\bfailed=0\b|\bunreachable=\d+\s+failed=/i,
  /^\s*(?:WARN(?:ING)?\b|W:|warning:|npm WARN|\[WARN(?:ING)?\]|DEPRECAT|Notice:|\[?INFO\b|\[?DEBUG\b)(?!.*scriptlet failed)/i,
  /(?:^|: )[A-Z]\w{2,40}Warning: |^PHP (?:Warning|Notice|Deprecated): /,
  /: (?:warning|note|info):(?!.{0,300}computed checksum)/i,
  // What went well, and what is only named after errors
  /^\s*(?:ok \d+|PASS(?:ED)?\b|✔|✓|\[ ?(?:PASS|OK)(?:ED)? ?\])|^\S+ (?:\.\.\. ok|PASSED)\s*$/,
  /(?:\.\.\. ?(?:no|none)|(?:\.\.\.|:) ?(?:done|ok|yes|passed|skipped|success\w*))\.?\s*$/i,
  /\berror[- ](?:handl|report|correct|logging|pages?\b)/i,
  /^\s*(?:TASK|PLAY|RUNNING HANDLER) \[/,
  // Red Hat's word on every cloud image that is paid for by the hour
  /^\s*(?:This system is not registered|Unable to read consumer identity|Updating Subscription Management)/,
  /^\[[^\]]+\] (?:INFO|WARN|DEBUG|TRACE):/,
  /does not have a stable CLI interface/,
  /^configure: \*\*\* /,
  /Running exception handlers|[Ee]xception handlers complete|Stacktrace dumped|PLEASE PROVIDE|FATAL: -{10,}/,
  /Retrying execution of|\bwill (?:be )?retr(?:y|ied)|^\s*Retrying/i,
  /^\s*removed (?:directory )?'/,
  /No match for argument/,
  /^(?:dpkg-preconfigure|debconf|update-alternatives|perl|locale|invoke-rc\.d|update-rc\.d): .*(?:unable to|warning|falling|delaying|cannot set|failed\.)/i,
  /^\s*(?:Get|Hit|Ign):\d|^N: /,
  /^\W*(?:error|fatal)\W*$|^\s*\+ (?:CategoryInfo|FullyQualifiedErrorId)/i,
  /^\s*(?:Unpacking|Setting up|Selecting previously|Preparing to|Processing triggers|Removing|Purging|Installing|Verifying|Upgrading|Cleanup|Collecting|Requirement already|Created symlink|Reading|Building dependency|checking)\b(?!.*\b(?:failed|error:))/,
  /^\s*(?:gcc|cc|g\+\+|c\+\+|libtool|ar|ld|CC|LD|CXX)\s(?!.*error:)/,
  /\((?:skipped due to|up to date)/,
  /standard error\b|stderr\b.{0,300}\boutput of the step/i,
  /^\s*(?:---- (?:Begin|End) output|Ran .* returned \d|At line:|At .*\.ps1:)/,
  /Error executing action `|^needrestart is /,
  /ignore_failure|ignoring failure|continuing anyway|(?:ignored|harmless)\)?\.?$/i,
]

/** Whether a line says that something went wrong. `text` is without its `Stdout: ` and the like. */
export function isErrorLike(text: string): boolean {
  return ERROR_WORDS.test(text) && !isChatter(text)
}

/** Words that say a thing went wrong only where nothing else in a failed step does. */
const WEAK_WORDS =
  /\b(?:reject(?:ed|s)|refus(?:es|ing)|missing|incorrect|incompatible|insufficient|exceed(?:ed|s)|corrupt(?:ed)?|disconnected|unavailable|violat(?:ed|ion)|conflict|not (?:connected|available|installed|allowed|valid|enough|registered|licensed|running|ready)|must (?:be|have|not)|no longer|wrong|bad|lost|dropped|quota|limit|immutable|no [\w ]{2,30} allowed)\b/i

export const mayBeError = (text: string): boolean => WEAK_WORDS.test(text) && !isChatter(text)

export function isChatter(text: string): boolean {
  return CHATTER.some((pattern) => pattern.test(text))
}

/** Chef shows what it changes in files as `+` and `-` lines, nested under a resource: the file speaks, not the build. */
export function isDiffLine(text: string): boolean {
  return /^\s{2,}[+-](?:\s|$|[^-+])/.test(text) || /^\s+(?:---|\+\+\+|@@) /.test(text)
}
