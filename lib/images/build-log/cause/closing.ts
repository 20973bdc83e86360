/** What a wrapper says when what it ran has failed: nothing about it. The last thing said before tells more. */
export const WRAPPER =
  /Script execution failure|[Ss]cript failed|[Bb]uild failed\b|Vendoring cookbook failed|^(?:\s*(?:ERROR|FATAL|Error))?\W*(?:[Ff]ailed|[Aa]bort(?:ing|ed)|[Ee]xiting|[Ee]rror)\W*(?:\d+\s*)?$/

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
  /\bre-?try(?:ing)?(?: (?:in|after) \d{1,9} ?\w{0,9})?\W*$|^(?:rm|rmdir|umount|kill)\b.*(?:No such (?:file|process)|not mounted)/i,
  /\b(?:error|fatal)\b\W*(?:abort(?:ing|ed)|exiting|giving up)\W*$/i,
  /^fatal: Could not read from remote|^rsync error: .*see previous errors|^error: metadata-generation-failed|^Error: (?:Error downloading packages|Problems in request):/,
  // Hints, where the line holds nothing else, and sums of a test run
  /^(?:[\w./-]{1,40}: )?\W{0,4}(?:please |then |and )?(?:re-?run\b|(?:for|see|check|consult|refer|visit|run|use|try|look)\b.{0,120}\bfor (?:more|further) (?:information|details?)|for (?:more|further) (?:information|details?))/i,
  /\[Help \d+\]|^# Looks like|^\s*={3,} (?=.*\b(?:failed|errors?)\b).* ={3,}/i,
]

/** Whether the line says that something failed, and not what. */
export const isClosing = (text: string): boolean => CLOSING.some((pattern) => pattern.test(text))

/** curl's meter and other progress: neither error nor last word. */
export function isProgress(text: string): boolean {
  return (
    /^\s*% Total\b|^\s*Dload +Upload|^[\s\d.:kMGT-]+$|^\s*\d+%|^\s*[-=~*]+\s*$/.test(text) ||
    (/[#=]{8,}/.test(text) && !/^=+ [^=]+ =+$/.test(text)) ||
    // How long it took
    /^(?:Total |Elapsed |Wall )?(?:[Dd]uration|[Tt]ime|Finished in|Took|Done in|real|user|sys)\b[\s:=]*[\d.]+ ?m?s?\w{0,10}$/.test(
      text,
    ) ||
    /^\s*(?:\+ )?~+\s*$/.test(text)
  )
}

const FAILS =
  /\b(?:fail(?:ed|s|ure|ures|ing)?|errors?|fatal|cannot|can['’]t|could ?n(?:o|['’])t|unable|unsuccessful|exiting|abort(?:ed|ing)|went wrong|stopp(?:ed|ing)|broken|NOT successful)\b/i
/** Words with which a message tells why, beyond that it failed. */
const WHY =
  /\b(?:because|since|due to (?!(?:an? |the )?(?:errors?|fail|above|previous|problem))|requires?|required|needs?|needed|must|supported|expired?|denied|refused|forbidden|already|exists?|missing|found|install(?:ed)? first|no such|not (?:a|an|in|on|set|valid|enough|allowed|permitted|authorized|available|installed|readable|writable|signed|trusted|recognized|known|defined|accepted|running|mounted|empty)|no longer|unknown|invalid|unrecognized|unexpected|unsupported|undefined|duplicate|conflicts?|mis-?match(?:es)?|match|differs?|version|too (?:old|new|many|long|large|small|few)|older|newer|limit|exceeded|locked|lock|busy|in use|corrupt\w*|timed? ?out|timeout|reset|unreachable|permission|space|memory|license|licence|EULA|key|certificate|signature|checksum|hash|syntax|but|instead|40[0-9]|50[0-9])\b|: [^:]{1,200}: \S|\bcannot \w{2,20} (?:\w{2,20} )?['"‘“`]/i

/** Without the sentences behind it that only advise. */
const firstSentence = (text: string) => {
  const advice = /\. (?:Please|Verify|Check|See|Try|Ensure|Make sure|Refer|Consult|Agent version)\b/.exec(
    text,
  )
  return advice && advice.index > 12 ? text.slice(0, advice.index + 1) : text
}

/** Whether a line says that something failed, and neither why nor what was wrong: another line says more. */
export function isVague(text: string): boolean {
  if (!FAILS.test(text)) return false
  const bare = firstSentence(text).replace(/^\W{0,4}(?:ERROR|FATAL|Error|Fatal|error|fatal)\W{1,3}/, '')
  return !WHY.test(bare) || /\b\d{1,9}\/\d{1,9} .{0,40}\bfailed\b/.test(bare)
}
