import type { Reading } from './reading'

/** What a program does not understand, and what it finds wrong itself. */
export const wording: readonly Reading[] = [
  {
    id: 'plain-option',
    kind: 'config',
    faint: true,
    line: /\b(?:unknown|unrecogni[sz]ed|illegal|unexpected|no such|unsupported|extra|invalid|ambiguous|bad) (?:command[- ]?line )?(?:option|argument|flag|switch|(?:sub)?command|parameter|directive|key(?:word)?|property|field|attribute|target|task|variable|operation|action|plugin|function|method|module option|configuration|type|group|section|element|setting)s?\b|\bis not (?:a (?:known|valid|recognized|git)|recogni[sz]ed)\b|\bhas no (?:attribute|member|option|method|property)\b|\bnot (?:a )?(?:recogni[sz]ed|understood)\b|\bundefined (?:method|function|local variable)\b|\b(?:did you mean|possible values|valid (?:values|options|choices)|invalid choice|usage:)/i,
    says: 'A program does not know an option, a name or a command that it was given',
    advice:
      'It is spelled differently or missing in the version that is installed: newer releases drop options, older ones lack them. Compare with --help of that version, and pin it.',
    side: 'script',
    example: 'frob: unrecognized option --fast',
  },
  {
    id: 'plain-too-long',
    kind: 'file',
    line: /\b(?:file ?name|path|argument list|name|line|URI|command line) (?:is )?too long\b|\bENAMETOOLONG\b|\blonger than (?:the )?(?:maximum|\d)/i,
    says: 'A name, a path or a list of arguments is too long for the system',
    advice:
      'Work in a folder with a short path. Windows ends paths at 260 characters unless long paths are enabled (git config --system core.longpaths true, LongPathsEnabled in the registry); lists of arguments go through xargs or a file.',
    side: 'script',
    example: 'frob: error: cannot create tables/deep/deeper: Filename too long',
  },
  {
    id: 'plain-syntax',
    kind: 'script',
    faint: true,
    line: /\b(?:syntax|parse|parsing|parser|lexical|indentation|template|yaml|json|xml|toml)\b.{0,60}\b(?:error|fail\w{0,3}|invalid|unexpected)|\b(?:cannot|could not|unable to|failed to) (?:parse|decode|deserialize|unmarshal|interpret)\b|\bunexpected (?:token|character|end|symbol|indent|input|string|identifier|EOF)|\bunterminated\b|\bmalformed\b|\bunmatched\b|\bmissing (?:newline|quote|bracket|semicolon|separator|delimiter|terminat)|\bunknown option to [`'‘]?s\b|\bcodec can['’]t\b|\b(?:invalid|illegal) (?:byte|character|utf|multibyte|encoding)/i,
    says: 'A file or an expression could not be understood',
    advice:
      'Look at the place it names. A value put in from elsewhere is a usual reason: empty, with a slash, quote or line end in it, an error page instead of an answer, or written for a newer version of the program. For texts with accents set LC_ALL=C.UTF-8.',
    side: 'script',
    example: 'frob: error: malformed table at frob.conf:12',
  },
  {
    id: 'plain-value',
    kind: 'config',
    faint: true,
    line: /\b(?:does|do|did)(?: not|n['’]t) (?:meet|satisfy|fulfil|comply|conform)|\b(?:invalid|illegal|bad|wrong|not (?:a )?valid|improper|out of range|unacceptable|disallowed)\b|\bmust (?:be|have|not|contain|start|match|only)\b|\bcannot be (?:empty|null|used|negative|converted)\b|\bexpected\b.{0,80}\b(?:got|found|but|received|actual|instead)\b|\bhas not been \w{3,14}\b|\bis not allowed\b|\bforbidden value\b/i,
    says: 'A value is not accepted',
    advice:
      'Correct what the message names: where it comes from (an argument, a file, a variable, the answer of another command) shows whether this release, this system or the script is at fault.',
    side: 'script',
    example: 'frob: invalid value "none" for --mode',
  },
  {
    id: 'plain-symbol',
    kind: 'compile',
    line: /\bundefined (?:reference|symbol)|\bunresolved (?:symbol|external)|\bunknown symbol\b|\b(?:implicit|missing) declaration\b|\b(?:undeclared|was not declared)\b|\b(?:no member named|incompatible pointer|conflicting types|type mismatch)\b/i,
    says: 'Code and the libraries or compiler it meets do not fit',
    advice:
      'The sources were written for another version of the compiler, kernel or library: take a release made for this one, install the older compiler, or add the option that allows it.',
    side: 'script',
    example: 'frob.fb: error: quux was not declared',
  },
  {
    id: 'plain-restart',
    kind: 'restart',
    line: /\b(?:reboot|restart)\b.{0,60}\b(?:required|needed|pending|necessary|before|first|first\.)|\b(?:requires?|needs?|pending|until|after) (?:a |the |system )?(?:reboot|restart)|\bplease (?:reboot|restart)/i,
    says: 'The system has to be restarted first',
    advice:
      'Restart between the two steps: in a component with action Reboot, or with exit code 194 (Linux) or 3010 (Windows) from the script.',
    side: 'script',
    example: 'frob: a reboot is required before frob can continue',
  },
  {
    id: 'plain-service',
    kind: 'service',
    faint: true,
    line: /\b(?:service|unit|daemon|bus|socket|session)\b.{0,80}\b(?:fail\w{0,3}|not (?:running|active|found|start\w{0,3}|loaded|available|be started)|inactive|masked|is down|dead)|\b(?:cannot|could not|unable to|failed to) (?:start|connect to the|enable|stop|reload)\b|\bmasked\b/i,
    says: 'A service is not there, not running, or did not start',
    advice:
      'systemctl status and journalctl -u <unit> of the instance say why; keep it with DevSettings/TerminateInstanceOnFailure: false. A user’s services need that user’s session (XDG_RUNTIME_DIR, loginctl enable-linger).',
    side: 'script',
    example: 'frob: the frobd service is not running',
  },
  {
    id: 'plain-crash',
    kind: 'crash',
    line: /\bsegmentation fault\b|\bcore dumped\b|\bpanic(?:ked)?\b|\bassert(?:ion)?\b.{0,80}\bfail|\binternal (?:compiler )?error\b|\bSIG(?:SEGV|ABRT|ILL|BUS)\b|\bstack overflow\b|\bunhandled (?:exception|error|rejection)\b|\bcaught signal\b|\bfatal (?:python )?error\b/i,
    says: 'A program crashed',
    advice:
      'It is a fault of the program itself, or of a version or library it does not expect: try another release of it, and look for the words in its bug tracker.',
    side: 'script',
    again: 'mayHelp',
    example: 'frob: internal error: table 3 vanished',
  },
  {
    id: 'plain-test',
    kind: 'check',
    faint: true,
    line: /\b(?:test|check|validation|verification|assertion|probe|health ?check|expectation)s?\b.{0,60}\b(?:fail\w{0,3}|not (?:met|passed|ok)|error)|\bfailed (?:test|check|validation|verification)/i,
    says: 'A check was not passed',
    advice:
      'The lines around it say what was expected and what was found: either what it checks was not installed or changed, or the check expects another version.',
    side: 'script',
    example: 'frob: self check failed: expected 3 tables',
  },
]
