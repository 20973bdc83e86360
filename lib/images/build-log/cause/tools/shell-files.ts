import { shell as sh } from '../change'
import type { Failure } from '../tool'

/** Files and folders that are not there, or are there already. */
export const shellFiles: readonly Failure[] = [
  {
    kind: 'device',
    exits: [32, 1],
    line: /^mount(?:\.\w+)?: .{0,160}(?:denied|failed|not responding|wrong fs type|No such device|timed out|does not exist|unknown filesystem|bad option|already mounted|refused)|^umount: (\S+): target is busy|^Failed to resolve "([^"]+)" - |mount point (\S+) does not exist/,
    cases: [
      {
        id: 'mount-helper',
        when: (s) => /wrong fs type|unknown filesystem|bad option/.test(s.line.said),
        says: (s) =>
          `A file system could not be mounted: its client is not installed or the type is unknown. ${s.line.said.slice(0, 120)}.`,
        advice: 'Install the client first (nfs-utils or nfs-common, amazon-efs-utils, lustre-client).',
        side: 'script',
        again: 'useless',
        example: [
          'mount: /shared: wrong fs type, bad option, bad superblock on 10.0.0.1:/x, missing codepage or helper program, or other error.',
        ],
      },
      {
        id: 'mount',
        says: (s) => `A file system could not be mounted: ${s.line.said.slice(0, 140)}.`,
        advice:
          'Check that the build subnet and security group reach it, that it exports to this address, and that its client is there. Better not mount shared storage while building an image: the cluster does.',
        side: 'network',
        again: 'mayHelp',
        example: ['mount.fuse: mounting tools:/ at /tools failed: Transport endpoint is not connected'],
      },
    ],
  },
  {
    kind: 'file',
    minor: true,
    line: /^(?:rm|rmdir|umount|kill|pkill|unlink|mv|swapoff|userdel|groupdel|deluser)\b.{0,200}(?:No such (?:file|process)|not mounted|not empty|does not exist|busy)/,
    cases: [
      {
        id: 'missing-file',
        says: (s) =>
          `A file or process that was to be removed or moved is not there: ${s.line.said.slice(0, 140)}.`,
        advice: 'Let the script cope with its absence (rm -f, || true), or look at what should have made it.',
        side: 'script',
        again: 'useless',
        example: ["rm: cannot remove '/opt/wheel/tmp': No such file or directory"],
      },
    ],
  },
  {
    kind: 'file',
    exits: [1, 2, 127],
    general: true,
    absent: true,
    line: /(?:cannot (?:stat|open|access|find|create \w{1,60} (?:file|directory)) |: )['"‘`]?([/\w.~{}$*-][^'"’`:]{0,200}?)['"’`]?(?:: line \d{1,9})?: No such file or directory|No such file or directory: ?['"]?([^'"]{1,200})|FileNotFoundError.{0,40}: '?([^']{1,200})|No such file or directory|[Cc]annot (?:open|find|stat|access) (\S{1,200})|because it does not exist|\bnot found or does not exist|(?:file|directory|folder) (\S{1,200}) (?:not found|does not exist|is missing)|^(\S{1,200}): (?:file|directory) not found/,
    cases: [
      {
        id: 'proc-entry',
        when: (s) => /\/proc\/sys\/|\s\/sys\//.test(s.line.said),
        says: (s) => `The kernel has no entry ${s.name()}: the module that brings it is not loaded.`,
        advice:
          'Load the module first, such as br_netfilter for net.bridge.*, nf_conntrack for net.netfilter.*; name it in /etc/modules-load.d so that it is loaded at each boot.',
        side: 'script',
        again: 'useless',
        change: [sh('modprobe br_netfilter && echo br_netfilter > /etc/modules-load.d/br_netfilter.conf')],
        example: [
          'sysctl: cannot stat /proc/sys/net/bridge/bridge-nf-call-iptables: No such file or directory',
        ],
      },
      {
        id: 'service-exec',
        when: (s) => /Failed at step EXEC/.test(s.line.said),
        says: (s) =>
          `A service could not start its program ${/spawning (\S+?):/.exec(s.line.said)?.[1] ?? s.name()}: it is not there.`,
        advice: 'What should have installed or unpacked it failed, or the path in the unit file is wrong.',
        side: 'script',
        again: 'useless',
        example: [
          'app.service: Failed at step EXEC spawning /opt/app/current/bin/app: No such file or directory',
        ],
      },
      {
        id: 'missing-glob',
        when: (s) => /\*/.test(s.name()),
        says: 'No file matches $1.',
        advice:
          'What should have made or unpacked the files did not, or they have other names in this version.',
        side: 'script',
        again: 'useless',
        example: ["cp: cannot stat '/opt/tools/*.so': No such file or directory"],
      },
      {
        id: 'missing-file',
        says: 'A file or directory is missing: $1.',
        advice:
          'Its path is wrong for this operating system or version, or something before it, in this step or an earlier one, should have made it and did not.',
        side: 'script',
        again: 'useless',
        example: ["cp: cannot stat '/opt/tools/bin': No such file or directory"],
      },
    ],
  },
  {
    kind: 'file',
    line: /(?<!\S)['‘"]?(\/[^\s'’":]{1,200})['’"]?: Text file busy|: Text file busy$/,
    cases: [
      {
        id: 'text-file-busy',
        says: (s) =>
          `The program ${s.name()} is running, so its file cannot be overwritten (Text file busy).`,
        advice:
          'The parent image or an earlier step started it, often as a service. Stop it first, or put the new file beside the old one and rename it (mv, install).',
        side: 'parentImage',
        again: 'useless',
        change: [sh('systemctl stop <service>')],
        proven: true,
        example: ["cp: cannot create regular file '/usr/bin/metrics-agent': Text file busy"],
      },
    ],
  },
  {
    kind: 'file',
    line: /(?:cannot create (?:directory|symbolic link|regular file)|failed to create symbolic link|mkdir:|ln:) .{0,160}(?:File exists|Not a directory|Is a directory)|Argument list too long|File name too long|Too many levels of symbolic links|: Is a directory$|Directory not empty/,
    cases: [
      {
        id: 'file-exists',
        says: (s) =>
          `A file or directory is in the way or not what was expected: ${s.line.said.slice(0, 140)}.`,
        advice:
          'The parent image or an earlier step made it already: use mkdir -p, ln -sfn, cp -r, or remove it first.',
        side: 'script',
        again: 'useless',
        example: ["ln: failed to create symbolic link '/opt/x': File exists"],
      },
    ],
  },
]
