import { shell } from '../change'
import type { Case, Tool } from '../tool'

/** A file that is sourced and ends with a non-zero status, whatever its last command is. */
const sourcedProfile: Case = {
  id: 'sourced-profile',
  when: (s) => /^\+\+/.test(s.line.said) && /^(?:source|\.) /.test(s.above(/^\+ (\S.*)/, 400)?.[1] ?? ''),
  says: (s) =>
    `A file that the script sources ended with a non-zero status, and \`set -e\` ended the script: ${s.above(/^\+ (?:source|\.) (\S+)/, 400)?.[1] ?? ''}.`,
  advice:
    'Such profiles (etc/bashrc, activate, setvars.sh) are not written for `set -e`: switch it off while they are sourced.',
  side: 'script',
  again: 'useless',
  change: [shell('set +e', 'source <profile>', 'set -e')],
  example: ['+ set -e', '+ source /opt/foam/etc/bashrc', '++ export WM_PROJECT=x', '++ which gcc-9-none'],
}

/**
 * Commands that fail without a word. Their lines are the trace's (`set -x`): the last command before a script with
 * `set -e` ended, when nothing was said after it.
 */
export const silent: Tool = {
  name: 'A command without a word',
  failures: [
    {
      kind: 'script',
      exits: [141],
      line: /^\++ (.*)/,
      cases: [
        {
          id: 'sigpipe',
          when: (s) => s.scene.exitCode === 141,
          says: 'A command ended by SIGPIPE (exit code 141 = 128 + 13): what it piped into, such as head or grep -q, closed the pipe first, and `set -o pipefail` makes that a failure.',
          advice:
            'It depends on timing, so another run may pass. Read all of the output first (out=$(command); head -n 1 <<<"$out"), or allow it with `|| true`.',
          side: 'script',
          again: 'mayHelp',
          change: [shell('out=$(tool --version); head -n 1 <<<"$out"')],
          exit: 141,
          example: ['+ set -euo pipefail', '++ tool --version', '++ head -n 1'],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1],
      line: /^\++ (?:sudo )?(?:\w*grep|rg|pgrep|ack) (.*)/,
      cases: [
        sourcedProfile,
        {
          id: 'grep-no-match',
          says: 'The search `grep` found no match and ended with exit code 1; under `set -e` (and pipefail) that ends the script.',
          advice:
            'What it searched for is not there: look at what should have written it, an empty list of files for example. Where no match is fine, say so with `|| true`.',
          side: 'script',
          again: 'useless',
          change: [shell('matches=$(grep … file || true)')],
          proven: true,
          example: ['+ set -euo pipefail', '++ grep -E pattern /etc/site.conf', '+ found='],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1],
      line: /^\++ (?:\[\[? |test |\(\( |let |expr |read |diff |cmp |false|getent |id |pidof |lsmod|mountpoint |command -v |which |type )(.*)/,
      cases: [
        sourcedProfile,
        {
          id: 'check-failed',
          says: (s) =>
            `A check was not met and ended the script under \`set -e\`: ${s.line.said.replace(/^\++ /, '').slice(0, 160)}.`,
          advice:
            'Commands such as test, [[ ]], (( )), getent, command -v and diff say "no" with exit code 1. Put them into an `if`, or add `|| true`; if the check is right, look at what it checks.',
          side: 'script',
          again: 'useless',
          example: ['+ set -e', '+ getent group hpcusers'],
        },
      ],
    },
    {
      kind: 'script',
      line: /^\++ (.*)/,
      cases: [
        sourcedProfile,
        {
          id: 'silent-command',
          says: (s) =>
            `A command failed without an error message, and \`set -e\` ended the script: ${s.line.said.replace(/^\++ /, '').slice(0, 160)}.`,
          advice:
            'Run it without -s, -q or a redirection of its errors (2>/dev/null), and print its exit code. Programs that log to a file say more there.',
          side: 'script',
          again: 'useless',
          change: [shell('<command> || { echo "exit code $?"; exit 1; }')],
          example: ['+ set -e', '+ /opt/site/bin/licence-check --quiet'],
        },
      ],
    },
  ],
}
