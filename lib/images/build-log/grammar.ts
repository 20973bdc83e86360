/**
 * What kind of message AWSTOE or Image Builder wrote. All forms since 2020: the console's `… Info ` prefix, the
 * short words of 2020, the debug lines of 2021, the workflow lines of 2023. `text` is everything else.
 */
export type Token =
  | 'setup'
  | 'start'
  | 'document'
  | 'phase'
  | 'step'
  | 'begin'
  | 'stdout'
  | 'stderr'
  | 'done'
  | 'ok'
  | 'err'
  | 'stderr2'
  | 'exit'
  | 'end'
  | 'finish'
  | 'result'
  | 'debug'
  | 'reboot'
  | 'failblock'
  | 'workflow'
  | 'text'

/** Exit codes that ask for a reboot and for the step to be run again (Linux, Windows). */
export const REBOOT_EXIT_CODES: ReadonlySet<number> = new Set([194, 3010])

const CONSOLE_PREFIX = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} (?:Info|Warn|Error|Debug) /

/** console.log on disk puts time and level before each message; CloudWatch does not. */
export function withoutConsolePrefix(message: string): string {
  const first = message.charCodeAt(0)
  if (first < 48 || first > 57) return message
  const prefix = CONSOLE_PREFIX.exec(message)
  return prefix ? message.slice(prefix[0].length) : message
}

/**
 * The token of one message (without console prefix). Decided by the first character before any pattern is tried:
 * most of a log is `Stdout:`, and must cost next to nothing.
 */
export function tokenOf(message: string): Token {
  switch (message.charCodeAt(0)) {
    case 83: // S
      return tokenOfS(message)
    case 67: // C
      return message.startsWith('CmdExecution: ')
        ? tokenOfCmdExecution(message)
        : /^Command execution (?:has )?completed successfully/.test(message)
          ? 'ok'
          : other(message)
    case 32: // blank
      return /^ +(?:Document|ComponentArn|Phase|Step|Action|ErrorMessage|Stderr):/.test(message)
        ? 'failblock'
        : 'text'
    default:
      return other(message)
  }
}

function tokenOfS(message: string): Token {
  if (message.startsWith('Stdout:')) return 'stdout'
  if (message.startsWith('Stderr:')) return 'stderr'
  if (message.startsWith('Step ')) return /^Step [\w-]+\s*$/.test(message) ? 'step' : other(message)
  if (message.startsWith('Setup: ')) return 'setup'
  return other(message)
}

function tokenOfCmdExecution(message: string): Token {
  if (message.startsWith('Stderr:', 14)) return 'stderr2'
  if (/^ExitCode -?\d+\s*$/.test(message.slice(14))) return 'exit'
  if (message.startsWith('Command execution has been completed', 14)) return 'done'
  if (/^Command execution (?:was|has) ?completed successfully/.test(message.slice(14))) return 'ok'
  if (/^\[ ?ERROR ?\] /.test(message.slice(14))) return 'err'
  if (/^(?:Preparing object for|Starting execution of|Terminating read operation)/.test(message.slice(14)))
    return 'debug'
  return 'text'
}

const FRAMES: readonly [RegExp, Token][] = [
  [/^Executor: STARTED EXECUTION OF ALL DOCUMENTS/, 'start'],
  [/^Executor: FINISHED EXECUTION OF ALL DOCUMENTS/, 'finish'],
  [/^Document \S+\s*$/, 'document'],
  [/^Phase [\w-]+\s*$/, 'phase'],
  [/^ExecuteBash: (?:Created temporary|Removing temporary|Successfully removed temporary)/, 'debug'],
  [/^[A-Z]\w+: STARTED EXECUTION\s*$/, 'begin'],
  [/^[A-Z]\w+: FINISHED EXECUTION\s*$/, 'end'],
  [/^[A-Z]\w+: \[ ?ERROR ?\] /, 'err'],
  [/^UpdateOS \(\w+\): Starting /, 'begin'],
  [/^UpdateOS \(\w+\): .* completed /, 'end'],
  [/^ExitCode -?\d+\s*$/, 'exit'],
  [/^TOE has completed execution /, 'result'],
  [
    /^(?:Getting reboot signal|Rebooting the system now|Recovery completed for detailed output|Executor: System has rebooted successfully)/,
    'reboot',
  ],
  [
    /^(?:Image transitioned to|Resolved Image Recipe|(?:Started|Completed|Finished|Failed) (?:BUILD|TEST|DISTRIBUTION)? ?(?:workflow|step) |Total \d+ steps to run|No 'if' conditions|Launch(?:ing|ed) instance|Waiting for |Terminat(?:ing|ed) instance|Stopp(?:ing|ed) instance|Creat(?:ing|ed) (?:image|AMI)|Workflow |Sending command to instance|Running command \(command id|Command (?:failed|succeeded|timed out|cancelled|completed) \(command id|Action (?:failed|succeeded|completed|timed out) for step |Step \S+ (?:completed|failed|started|finished|timed out))/i,
    'workflow',
  ],
]

function other(message: string): Token {
  for (const [pattern, token] of FRAMES) if (pattern.test(message)) return token
  return 'text'
}

/** Where the text of a `stdout`, `stderr` or `stderr2` message begins: after its prefix and one blank. */
export function textStart(token: Token, message: string): number {
  if (token !== 'stdout' && token !== 'stderr' && token !== 'stderr2') return 0
  const end = token === 'stderr2' ? 21 : 7
  return message.charCodeAt(end) === 32 ? end + 1 : end
}

/** `ExitCode 100` → 100. */
export const exitCodeOf = (message: string): number => Number(nameOf(message))

/** `ExecuteBash: STARTED EXECUTION` → `ExecuteBash`. */
export const actionOf = (message: string): string => /^\w+/.exec(message)?.[0] ?? ''

/** `Document arn:…`, `Phase build`, `Step AWSRegion`, `Setup: … document arn:…` → the last word. */
export function nameOf(message: string): string {
  const text = message.trimEnd()
  return text.slice(text.lastIndexOf(' ') + 1)
}
