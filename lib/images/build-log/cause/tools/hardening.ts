import { shell } from '../change'
import type { Tool } from '../tool'

/** What hardened images and newer kernels forbid: user namespaces, audit rules, scripts. */
export const hardening: Tool = {
  name: 'Hardened systems',
  failures: [
    {
      kind: 'permission',
      exits: [125, 1],
      line: /(?:cannot clone|unshare failed|clone\(\)?|unshare)\b.{0,60}: No space left on device/,
      cases: [
        {
          id: 'user-namespaces-used-up',
          says: 'The kernel allows no further user namespace (user.max_user_namespaces is 0 or used up), which it reports as “No space left on device”.',
          advice:
            'The disk has nothing to do with it. Hardened images set the limit to 0: raise it before containers run without root.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('sysctl -w user.max_user_namespaces=15000')],
          proven: true,
          exit: 125,
          example: ['cannot clone: No space left on device', 'Error: cannot re-exec process'],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [1, 255],
      line: /Could not write info to (?:setgroups|uid_map|gid_map)|(?:unshare|clone|newuidmap|newgidmap|bwrap|setting up uid map)\b.{0,80}(?:Operation not permitted|Permission denied|No permissions)|user namespaces? .{0,80}(?:disabled|not (?:enabled|permitted|allowed|available)|denied|failed)|apparmor_restrict_unprivileged_userns/i,
      cases: [
        {
          id: 'user-namespaces-restricted',
          says: (s) =>
            `A container tool could not set up an unprivileged user namespace, which this system restricts (AppArmor on Ubuntu 23.10 and later, user.max_user_namespaces elsewhere): ${s.line.said.slice(0, 120)}.`,
          advice:
            'Allow it for this program with an AppArmor profile that has “userns,”, lift the restriction (sysctl), or run the tool as root or from its setuid installation.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('sysctl -w kernel.apparmor_restrict_unprivileged_userns=0')],
          example: ['out: ERROR  : Could not write info to setgroups: Permission denied'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1, 255],
      line: /audit system is in immutable mode|Error (?:sending|deleting) .{0,30}rule .{0,40}\(Operation not permitted\)/,
      cases: [
        {
          id: 'audit-rules-locked',
          says: 'The audit rules are locked (immutable mode, `-e 2`): until the next reboot no rule can be added or changed.',
          advice:
            'The hardening of the image, or a step before, ended its rules with -e 2. Write the new rules to /etc/audit/rules.d and let a reboot load them, or lock them last.',
          side: 'parentImage',
          again: 'useless',
          proven: true,
          example: ['out: The audit system is in immutable mode, no rule changes allowed'],
        },
      ],
    },
    {
      kind: 'permission',
      line: /running scripts is disabled on this system|execution of scripts is disabled|is not digitally signed/,
      cases: [
        {
          id: 'execution-policy',
          says: 'PowerShell’s execution policy does not let scripts run on this system.',
          advice:
            'Set it for this process before the script is called; where a group policy sets it, sign the script or have the policy changed.',
          side: 'parentImage',
          again: 'useless',
          change: [
            {
              language: 'powershell',
              text: 'Set-ExecutionPolicy -Scope Process -ExecutionPolicy Bypass -Force',
            },
          ],
          proven: true,
          example: [
            '.\\install.ps1 : File C:\\install.ps1 cannot be loaded because running scripts is disabled on this system.',
          ],
        },
      ],
    },
  ],
}
