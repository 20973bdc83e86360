import { shell } from '../change'
import type { Tool } from '../tool'
import { dnfPackages } from './dnf-packages'
import { dnfRepositories } from './dnf-repositories'
import { dnfSetup } from './dnf-setup'
import { kernelPackages } from './kernel-packages'
import { rpm } from './rpm'
import { rpmSignatures } from './rpm-signatures'

/** dnf, yum and rpm: Red Hat's family and Amazon Linux. */
export const dnf: Tool = {
  name: 'dnf, yum and rpm',
  failures: [
    ...dnfSetup,
    {
      kind: 'package',
      line: /package (\S+) is intended for a (?:different )?(\S+)|does not have a compatible architecture/,
      cases: [
        {
          id: 'rpm-architecture',
          says: (s) =>
            `The package ${s.name()} is made or labelled for another architecture than the instance has.`,
          advice:
            'Download the package for this architecture: rpm calls them x86_64 and aarch64 (a package labelled arm64 is refused; rpm -i --ignorearch installs it, if its content is right).',
          side: 'script',
          again: 'useless',
          example: ['package otelcol-0.26.0-1.arm64 is intended for a different architecture'],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [1],
      line: /Exiting on user [Cc]ommand|^Operation aborted\.?$|Is this ok \[y(?:\/d)?\/N\]:/,
      cases: [
        {
          id: 'yum-needs-yes',
          says: 'yum or dnf asked for confirmation, and nobody could answer: it installed nothing.',
          advice: 'Call it with -y (or assumeyes=1 in its configuration).',
          side: 'script',
          again: 'useless',
          change: [shell('yum -y install …')],
          proven: true,
          example: ['out: Is this ok [y/d/N]: Exiting on user command'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^(\S+): does not update installed package|^package (\S+) is already installed|^package (\S+) \(which is newer than \S{1,100}\) is already installed/,
      cases: [
        {
          id: 'already-installed',
          says: 'The package $1 is already installed in this version or a newer one, and the package manager calls that an error (Nothing to do).',
          advice:
            'Leave it out of the script, or let it go on when the package is there: the parent image brings it.',
          side: 'script',
          again: 'useless',
          change: [shell('rpm -q <package> || yum -y install <package>')],
          example: ['out: /var/tmp/x.rpm: does not update installed package.', 'Error: Nothing to do'],
        },
      ],
    },
    ...kernelPackages,
    {
      kind: 'lock',
      line: /[Ee]xisting lock \/var\/run\/yum|Another app is currently holding|can't create transaction lock|Waiting for process with pid (\d+) to finish|System management is locked|Unable to acquire (?:the )?(?:rpm|yum)|rpmdb: .{0,60}lock|\.rpm\.lock/,
      cases: [
        {
          id: 'package-lock',
          says: 'Another process held the lock of the package manager (yum, dnf or rpm).',
          advice:
            'Usually an automatic update, cloud-init or the SSM agent just after boot. Wait for it in the script or switch it off in the parent image; building again may help.',
          side: 'chance',
          again: 'mayHelp',
          change: [
            shell(
              'systemctl stop dnf-automatic.timer packagekit',
              'while pgrep -x "yum|dnf" >/dev/null; do sleep 10; done',
            ),
          ],
          example: ['Another app is currently holding the yum lock; waiting for it to exit...'],
        },
      ],
    },
    ...rpmSignatures,
    ...dnfRepositories,
    ...dnfPackages,
    ...rpm,
    {
      kind: 'command',
      line: /^No such command: (\S+?)\.? Please use|^Command (\S+) not found|No such command: ([\w-]+)/,
      cases: [
        {
          id: 'dnf-plugin',
          says: 'dnf does not know the command $1: its plugin is not installed.',
          advice: 'Install the plugins first.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install dnf-plugins-core')],
          proven: true,
          example: ['No such command: config-manager. Please use /usr/bin/dnf --help'],
        },
      ],
    },
  ],
  closers: [
    /^Error: Transaction (?:failed|test error|check error)/,
    /^Problem [2-9]|^(?:- )?cannot install (?:both|the best)|^- package \S+ .{0,120}is filtered out|^Error: Nothing to do/,
    /^Error: Problems in request|^Error: *$/,
    /^error: \S+: install failed$/,
    /\[Errno 256\] No more mirrors to try/,
    /\(try to add '--/,
    /^You could try (?:using|running)/,
    /^Failed:$/,
  ],
  noise: [
    /^(?:Updating Subscription Management|Unable to read consumer identity|This system is not registered with an entitlement server)/,
    /^Last metadata expiration check/,
    /^Loaded plugins/,
    /^-{2,}> (?:Package|Processing|Finished|Running)/,
    /^\[MIRROR\] .{0,300}(?:Curl error|Interrupted)/,
  ],
}
