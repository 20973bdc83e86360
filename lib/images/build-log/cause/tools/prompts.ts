import { shell } from '../change'
import type { Tool } from '../tool'

/** Questions that nobody answers: sudo, debconf, needrestart, installers; and cloud-init's waits. */
export const prompts: Tool = {
  name: 'Prompts and cloud-init',
  failures: [
    {
      kind: 'account',
      exits: [1],
      line: /^sudo: (?:Account|account) (?:or password is|has) expired|account (?:has )?expired|[Pp]assword (?:has )?expired|^sudo: PAM account management error|^su: Authentication token is no longer valid/,
      cases: [
        {
          id: 'account-expired',
          says: 'The account’s password has expired (the hardening of the parent image sets an age), so that PAM refuses sudo or su even to root.',
          advice:
            'Steps run as root already: leave sudo out. Else lift the age of the password before (chage).',
          side: 'parentImage',
          again: 'useless',
          change: [shell('chage -M -1 -E -1 root')],
          proven: true,
          example: [
            'sudo: Account or password is expired, reset your password and try again',
            'sudo: a terminal is required to read the password; either use the -S option',
          ],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [1],
      line: /a (?:terminal|password) is required|no tty present|^sudo: (?:sorry|no askpass)|you must have a tty to run sudo|Inappropriate ioctl for device|stdin is not a (?:tty|terminal)|the input device is not a TTY|cannot open \/dev\/tty|No such device or address: \/dev\/tty/,
      cases: [
        {
          id: 'sudo-password',
          when: (s) => /sudo|password/.test(s.line.said),
          says: 'sudo wanted a password, and nobody could type one.',
          advice:
            'Steps run as root already: leave sudo out, or allow the user in sudoers without a password (NOPASSWD) and without requiretty.',
          side: 'script',
          again: 'useless',
          proven: true,
          url: 'https://github.com/aws/aws-parallelcluster/issues/4058',
          example: ['sudo: a terminal is required to read the password; either use the -S option'],
        },
        {
          id: 'terminal-needed',
          says: 'A command wanted a terminal, which a build does not have.',
          advice: 'Give it its answers on the command line (`-y`, `--batch`, no `-t` or `-it`).',
          side: 'script',
          again: 'useless',
          change: [shell('export DEBIAN_FRONTEND=noninteractive')],
          example: ['the input device is not a TTY'],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [1, 100, 255],
      line: /^debconf: (?:unable to initialize frontend: Dialog|.{0,60}No usable dialog)|Which services should be restarted|^needrestart.{0,80}(?:fail|error)|\[y\/N\]:?\s{0,9}$|\(y\/n\)\??\s{0,9}$|Do you (?:accept|want to|agree).{0,160}\?|\[yes\|no\]\s{0,9}$|Please (?:answer|type|press|enter|select) .{0,80}/i,
      minor: true,
      cases: [
        {
          id: 'prompt',
          says: (s) => `A command asked a question, and nobody could answer: ${s.line.said.slice(0, 120)}.`,
          advice:
            'Give it its answer on the command line (`-y`, `--accept-license`, `-b`), or switch questions off (DEBIAN_FRONTEND=noninteractive, NEEDRESTART_MODE=a).',
          side: 'script',
          again: 'useless',
          change: [shell('export DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a')],
          example: ['out: Overwrite the existing key (y/n)?'],
        },
      ],
    },
    {
      kind: 'service',
      line: /^status: error$|^extended_status: (?:error|degraded).*|cloud-init.{0,60}(?:Traceback|FAIL|failed)|cc_\w{1,60}\.py\[(?:WARNING|ERROR|CRITICAL)\]: (.{0,300})|util\.py\[WARNING\]: (Failed .{0,300}|Running module .{0,300}failed.{0,300})/,
      cases: [
        {
          id: 'cloud-init-degraded',
          when: (s) => /degraded/.test(s.line.said) || s.has(/degraded done/),
          says: 'cloud-init finished with recoverable errors only (degraded), for which `cloud-init status --wait` ends with exit code 2 in newer versions.',
          advice:
            'Tolerate exit code 2 in the script: 1 means that it failed, 2 that it finished with warnings (recoverable_errors names them).',
          side: 'script',
          again: 'useless',
          change: [shell('cloud-init status --wait || [ $? -eq 2 ]')],
          proven: true,
          example: ['out: status: done', 'out: extended_status: degraded done', 'out: errors: []'],
        },
        {
          id: 'cloud-init',
          says: (s) => `cloud-init failed: ${s.line.said.slice(0, 160)}.`,
          advice:
            '/var/log/cloud-init-output.log on the instance says why: keep it with DevSettings/TerminateInstanceOnFailure: false. User data of the build or modules of the parent image are what it runs.',
          side: 'parentImage',
          again: 'mayHelp',
          example: [
            'cc_scripts_user.py[WARNING]: Failed to run module scripts-user (scripts in /var/lib/cloud/instance/scripts)',
          ],
        },
      ],
    },
  ],
  noise: [
    /^(?:recoverable_)?errors: ?(?:\[\]|\{\})?$|^(?:last_update|boot_status_code|detail): /,
    /^(?:needrestart is|Running kernel seems|No (?:services|containers|user sessions|VM guests) )/,
    /^debconf: (?:falling back|delaying)/,
  ],
}
