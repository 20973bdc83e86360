import { shell as sh } from '../change'
import type { Failure } from '../tool'

/** Scripts that a shell cannot read. */
export const shellSyntax: readonly Failure[] = [
  {
    kind: 'line-ends',
    line: /here-document at line (\d+) delimited by end-of-file/,
    cases: [
      {
        id: 'heredoc-open',
        says: 'The here-document that begins at line $1 is never closed: bash did not find its delimiter (EOF).',
        advice:
          'Nothing may stand beside the closing word: no blanks before or behind it, no carriage return, no indentation unless it is <<- with tabs.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: [
          "/tmp/x.sh: line 84: warning: here-document at line 33 delimited by end-of-file (wanted `EOF')",
          '/tmp/x.sh: line 84: syntax error: unexpected end of file',
        ],
      },
    ],
  },
  {
    kind: 'file',
    exits: [1],
    line: /^>>> ([^\s:]+): syntax error near line (\d+)|parse error in (\S+) near line (\d+)|sudo: (\S+) is (?:world writable|owned by)|sudo: (\S+) should be/,
    cases: [
      {
        id: 'sudoers-syntax',
        says: 'A sudoers file is broken, so that sudo refuses everything: $1 (syntax error or wrong owner and mode).',
        advice:
          'Check it with visudo before it is put in place. Each line needs a newline at its end (printf leaves it out), the file mode 0440 and root as owner.',
        side: 'script',
        again: 'useless',
        change: [sh('visudo -cf /etc/sudoers.d/<file>')],
        proven: true,
        example: [
          '>>> /etc/sudoers.d/site: syntax error near line 1 <<<',
          'sudo: no valid sudoers sources found, quitting',
        ],
      },
    ],
  },
  {
    kind: 'line-ends',
    exits: [126, 127, 1, 2],
    line: /\$'\\r': command not found|\^M|: set: -: invalid option|bad interpreter: No such file|syntax error near unexpected token `\$'(?:do|\{|in)?\\r''|\\r: No such file|env: .{0,20}\\r/,
    cases: [
      {
        id: 'script-crlf',
        when: (s) => /\\r|\^M|: -: invalid/.test(s.line.said),
        says: 'The script has Windows line ends (CRLF), which bash takes for part of the commands.',
        advice:
          'Save it with Unix line ends, and keep git from converting them (.gitattributes: *.sh text eol=lf).',
        side: 'script',
        again: 'useless',
        change: [sh("sed -i 's/\\r$//' script.sh")],
        proven: true,
        example: ['/tmp/script.sh: /bin/bash^M: bad interpreter: No such file or directory'],
      },
      {
        id: 'script-interpreter',
        says: (s) => `The script’s interpreter does not exist on the instance: ${s.line.said.slice(0, 120)}.`,
        advice:
          'Correct its first line, or install the interpreter. Windows line ends look like this as well.',
        side: 'script',
        again: 'useless',
        example: ['/opt/x.sh: /opt/bin/zsh: bad interpreter: No such file or directory'],
      },
    ],
  },
  {
    kind: 'script',
    exits: [1, 2, 127],
    line: /line 1: .{0,120}(?:syntax error near unexpected token|<\?xml|<html|<!DOCTYPE|404:? |AccessDenied|Not: command not found)|line \d+: .{0,40}<(?:\?xml|!DOCTYPE|html)/i,
    cases: [
      {
        id: 'script-not-script',
        says: 'The downloaded file is not a script (probably an error page).',
        advice: 'Open the script’s address as the build instance would: rights, spelling, redirect.',
        side: 'script',
        again: 'useless',
        example: ["/tmp/script.sh: line 1: syntax error near unexpected token `newline'"],
      },
    ],
  },
  {
    kind: 'script',
    exits: [2, 1],
    line: /syntax error(?:: unexpected| near|:| in)|unexpected EOF while looking|unexpected end of file|Syntax error: |conditional binary operator expected|bad substitution|unary operator expected|ambiguous redirect|not a valid identifier/i,
    cases: [
      {
        id: 'script-sh-bash',
        when: (s) => /bad substitution|Syntax error: |"\(" unexpected/.test(s.line.said),
        says: (s) => `The script uses bash’s syntax but runs in sh: ${s.line.said.slice(0, 120)}.`,
        advice: 'Begin it with #!/bin/bash and run it with bash: /bin/sh is dash on Ubuntu and Debian.',
        side: 'script',
        again: 'useless',
        example: ['/tmp/x.sh: 3: Syntax error: "(" unexpected'],
      },
      {
        id: 'script-syntax',
        says: (s) => `The script has a syntax error: ${s.line.said.slice(0, 140)}.`,
        advice:
          'Check it with `bash -n`. An unclosed quote or here-document shows only at the end; an empty variable makes conditions break.',
        side: 'script',
        again: 'useless',
        change: [sh('bash -n script.sh')],
        example: ['/tmp/script.sh: line 9: syntax error: unexpected end of file'],
      },
    ],
  },
  {
    kind: 'script',
    exits: [1, 127],
    line: /: (\w{1,60}): unbound variable|\b(\w{1,60}): parameter (?:null or )?not set/,
    cases: [
      {
        id: 'unbound-variable',
        says: 'The script uses the variable $1, which is not set.',
        advice:
          'Set it or give it a default: the build passes no environment of yours, and no HOME or USER either in some steps.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: ['/tmp/script.sh: line 3: CLUSTER_NAME: unbound variable'],
      },
    ],
  },
]
