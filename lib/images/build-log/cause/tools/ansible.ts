import { isVague } from '../closing'
import type { Tool } from '../tool'

const COMPLAINS = /nothing provides|error|fail|not |No |cannot|denied|filtered|missing|already|requires?/i
const UNTOLD = /^(?:Unexpected failure during module execution|MODULE FAILURE|non-zero return code)/

/** Ansible: the failed task's own message; JSON results are read line by line (see line.ts). */
export const ansible: Tool = {
  name: 'Ansible',
  failures: [
    {
      kind: 'permission',
      line: /The error was: (PermissionError.*)/,
      cases: [
        {
          id: 'ansible-permission',
          says: (s) => `Ansible could not write or run its own temporary files: ${s.name()}.`,
          advice:
            'On hardened images an application allow list (fapolicyd) or noexec keeps users other than root from it: run the playbook as root, add a rule, or switch the control on last. Else correct the owner of ~/.ansible/tmp.',
          side: 'parentImage',
          again: 'useless',
          example: [
            "out: An exception occurred during task execution. To see the full traceback, use -vvv. The error was: PermissionError: [Errno 1] Operation not permitted: b'/home/x/.ansible/tmp/y'",
          ],
        },
      ],
    },
    {
      kind: 'language',
      line: /^An exception occurred during task execution.{0,80}The error was: (.*)/,
      cases: [
        {
          id: 'ansible-exception',
          says: 'An Ansible task ended with an exception: $1.',
          advice:
            'Run it with -vvv for the traceback; a Python module or version on the instance does not fit Ansible.',
          side: 'script',
          again: 'useless',
          example: [
            'out: An exception occurred during task execution. To see the full traceback, use -vvv. The error was: KeyError: x',
          ],
        },
      ],
    },
    {
      kind: 'wrapper',
      exits: [2, 4],
      closes: true,
      line: /^(?:fatal|failed): \[[^\]]+\]:? .{0,80}(?:FAILED|UNREACHABLE)!/,
      // The strings of the result follow it as lines of the same event.
      reason: (s) => {
        const within = s.scene
          .below(s.line, 60)
          .filter(({ at, line, said }) => at === s.line.at && line === s.line.line && !UNTOLD.test(said))
        return (
          within.find(({ said }) => COMPLAINS.test(said) && !isVague(said) && !said.endsWith(':')) ??
          within.find(({ said }) => COMPLAINS.test(said)) ??
          within[0]
        )
      },
      cases: [
        {
          id: 'ansible-unreachable',
          when: (s) => /UNREACHABLE/.test(s.line.said),
          says: 'Ansible could not reach the host: the ssh connection failed.',
          advice: 'On the build instance itself run it with `-c local -i localhost,`.',
          side: 'script',
          again: 'useless',
          example: ['out: fatal: [default]: UNREACHABLE! => {"changed": false}'],
        },
        {
          id: 'ansible-task',
          says: (s) =>
            `The Ansible task “${s.above(/^TASK \[([^\]]+)\]/, 30)?.[1] ?? 'that failed'}” failed: ${/"msg": ?"((?:[^"\\]|\\.){1,160})/.exec(s.line.said)?.[1] ?? 'see its result'}.`,
          advice: 'Its result (msg, stderr) is in the same line. Run the playbook with -vvv for more.',
          side: 'script',
          again: 'useless',
          example: ['out: fatal: [localhost]: FAILED! => {"changed": false, "msg": "the widget is bent"}'],
        },
      ],
    },
    {
      kind: 'script',
      exits: [4, 1, 250],
      line: /^ERROR! (.*)|^\[ERROR\]: (?:Task failed|couldn't resolve module).{0,120}/,
      cases: [
        {
          id: 'ansible-playbook',
          says: (s) =>
            `Ansible could not read or run the playbook: ${s.line.said.replace(/^ERROR! /, '').slice(0, 160)}.`,
          advice:
            'A role or collection is not installed (ansible-galaxy install -r requirements.yml), the YAML is wrong, or Ansible is too old or too new for it.',
          side: 'script',
          again: 'useless',
          example: ["ERROR! couldn't resolve module/action 'community.general.timezone'."],
        },
      ],
    },
  ],
  closers: [
    /Unexpected failure during module execution|^MODULE FAILURE/,
    /^PLAY RECAP|^NO MORE HOSTS LEFT|^\S+ +: ok=\d+/,
    /^to retry, use:/,
  ],
  noise: [/^\.\.\.ignoring/, /^ok: \[|^changed: \[|^skipping: \[/, /^\[(?:WARNING|DEPRECATION WARNING)\]/],
}
