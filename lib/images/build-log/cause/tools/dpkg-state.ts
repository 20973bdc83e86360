import { shell } from '../change'
import type { Failure } from '../tool'

/** dpkg's own files, and what it refuses to do. */
export const dpkgState: readonly Failure[] = [
  {
    kind: 'package-script',
    exits: [1, 2, 100],
    line: /^dpkg: (?:unrecoverable fatal error, aborting|error: parsing file '([^']+)'.{0,80}|error: .{0,60}(?:statoverride|triggers) file .{0,80})/,
    reason: (s) => (/aborting:?$/.test(s.line.said) ? s.lineBelow(/\S/, 1) : undefined),
    cases: [
      {
        id: 'dpkg-statoverride',
        when: (s) =>
          /statoverride|unknown system (?:user|group)/.test(s.line.said) ||
          s.below(/statoverride/, 1) !== undefined,
        says: 'dpkg stops because its list of special file modes names a user or group that does not exist.',
        advice:
          'A user or group was deleted (or the image comes from a clean-up) while a package’s entry stayed. Remove the entry, or create the group again.',
        side: 'parentImage',
        again: 'useless',
        change: [shell("sed -i '/<group>/d' /var/lib/dpkg/statoverride")],
        example: [
          'dpkg: unrecoverable fatal error, aborting:',
          " unknown system group 'crontab' in statoverride file; the system group got removed",
        ],
      },
      {
        id: 'dpkg-status-broken',
        says: (s) => `dpkg’s own records are damaged${s.name() ? `: ${s.name()}` : ''}.`,
        advice:
          'The image was made while packages were being installed, or its disk was full. Use a sound parent image; to repair, restore /var/lib/dpkg/status-old or reinstall the packages whose lists are broken.',
        side: 'parentImage',
        again: 'useless',
        change: [shell('cp /var/lib/dpkg/status-old /var/lib/dpkg/status', 'dpkg --configure -a')],
        example: [
          'dpkg: unrecoverable fatal error, aborting:',
          " files list file for package 'libexample1' is missing final newline",
        ],
      },
    ],
  },
  {
    kind: 'lock',
    exits: [1, 100],
    line: /^debconf: DbDriver "?\w+"?: (\S+) is locked by another process/,
    cases: [
      {
        id: 'debconf-locked',
        says: 'A package could not be set up because debconf’s database is locked: another package is being installed at the same time.',
        advice:
          'Wait until cloud-init and unattended-upgrades have ended, or stop them, before the script installs packages.',
        side: 'script',
        again: 'mayHelp',
        change: [
          shell(
            'cloud-init status --wait || true',
            'systemctl stop unattended-upgrades apt-daily.timer apt-daily-upgrade.timer',
          ),
        ],
        proven: true,
        example: [
          'debconf: DbDriver "config": /var/cache/debconf/config.dat is locked by another process: Resource temporarily unavailable',
          'dpkg: error processing package tools (--configure):',
          ' installed tools package post-installation script subprocess returned error exit status 1',
        ],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1, 2, 100],
    line: /^dpkg-deb: error: archive '([^']+)' .{0,40}uses unknown compression for member '(\S+)'|uses unknown compression for member '(control\.tar\.\w+)'/,
    cases: [
      {
        id: 'deb-compression',
        says: 'The package $1 is compressed in a way that this release’s dpkg does not know (zstd): it was made for a newer release.',
        advice:
          'Download the package built for this release of Ubuntu or Debian, or use a newer parent image.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: [
          "dpkg-deb: error: archive 'tools.deb' uses unknown compression for member 'control.tar.zst', giving up",
        ],
      },
    ],
  },
  {
    kind: 'package',
    exits: [100],
    line: /^E: (?:Could not (?:perform immediate configuration on|configure) '([^']+)'|This installation run will require temporarily removing the essential package (\S+))/,
    cases: [
      {
        id: 'apt-immediate-configuration',
        says: 'apt found no order in which to install the packages: $1 depends on something that is to be replaced in the same run.',
        advice:
          'Packages of two releases or repositories are mixed. Upgrade first (apt-get dist-upgrade), remove foreign sources, then install in smaller steps.',
        side: 'parentImage',
        again: 'useless',
        example: [
          "E: Could not perform immediate configuration on 'libc6:amd64'. Please see man 5 apt.conf under APT::Immediate-Configure for details. (2)",
        ],
      },
    ],
  },
  {
    kind: 'package',
    exits: [100],
    line: /^E: (?:Essential packages were removed|Removing essential (?:system-critical )?packages)/,
    cases: [
      {
        id: 'apt-essential',
        says: 'apt was to remove packages without which the system does not run, and refused.',
        advice:
          'Look at the list above it: usually a package of another release or a forced version pulls them out. Do not allow it; find the package that causes it.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: ['E: Essential packages were removed and -y was used without --allow-remove-essential.'],
      },
    ],
  },
  {
    kind: 'package-script',
    exits: [2, 1, 100],
    line: /^dpkg-divert: error: (.{1,200})|^dpkg-statoverride: error: (.{1,160})/,
    cases: [
      {
        id: 'dpkg-divert',
        says: (s) => `A file is already diverted or overridden, and differently: ${s.name().slice(0, 160)}.`,
        advice:
          'An earlier install of the same package left its diversion, or two packages want the same file. List them with dpkg-divert --list and remove the old one.',
        side: 'parentImage',
        again: 'useless',
        change: [shell('dpkg-divert --list', 'dpkg-divert --rename --remove <file>')],
        example: [
          "dpkg-divert: error: rename involves overwriting '/usr/bin/tool.distrib' with different file '/usr/bin/tool', not allowed",
        ],
      },
    ],
  },
  {
    kind: 'file',
    exits: [2],
    line: /^update-alternatives: error: (?:alternative (?:path )?(\S+) (?:doesn't exist|for \S+ not registered).*|no alternatives for (\S+)|alternative (\S+) can't be (?:master|slave).*|(.{1,160}))/,
    cases: [
      {
        id: 'alternatives-missing',
        when: (s) => /doesn't exist|not registered|no alternatives/.test(s.line.said),
        says: 'update-alternatives was told to use $1, which is not there.',
        advice:
          'The program was not installed, has another path on this release, or was never registered: install it first, and register it with --install before --set.',
        side: 'script',
        again: 'useless',
        change: [shell('update-alternatives --install /usr/bin/gcc gcc /usr/bin/gcc-12 100')],
        example: ["update-alternatives: error: alternative path /usr/bin/gcc-13 doesn't exist"],
      },
      {
        id: 'alternatives-folder',
        when: (s) => /creating symbolic link .{0,200}No such file/.test(s.line.said),
        says: (s) =>
          `A package could not be set up: the directory of its link does not exist (${(/link '([^'\s]{1,200})': No such/.exec(s.line.said)?.[1] ?? s.name()).replace(/\/[^/]{0,100}$/, '')}).`,
        advice:
          'An earlier step or a slimmed-down parent image removed it, as is done with /usr/share/man and /usr/share/doc. Create it before the package is installed.',
        side: 'script',
        again: 'useless',
        change: [shell('mkdir -p /usr/share/man/man1')],
        example: [
          "update-alternatives: error: error creating symbolic link '/usr/share/man/man1/rake.1.gz.dpkg-tmp': No such file or directory",
          'dpkg: error processing package rake (--configure):',
          ' installed rake package post-installation script subprocess returned error exit status 2',
        ],
      },
      {
        id: 'alternatives-conflict',
        says: (s) => `update-alternatives refused: ${s.name().slice(0, 160)}.`,
        advice:
          'The name is registered in another way already (as a part of another group). Remove that group first, or use its name.',
        side: 'script',
        again: 'useless',
        example: ["update-alternatives: error: alternative g++ can't be master: it is a slave of gcc"],
      },
    ],
  },
  {
    kind: 'file',
    exits: [2, 1],
    line: /^failed to (?:read link|create|make link|link) (\S+?)(?: ->.{0,80})?: (?:.{1,60})|^(\S+) has not been configured as an alternative for (\S+)|^the primary link for (\S+) must be (\S+)|^cannot access \/var\/lib\/(?:dpkg\/)?alternatives\/(\S+?):/,
    cases: [
      {
        id: 'rpm-alternatives',
        says: (s) => `alternatives refused to set a command: ${s.line.said.slice(0, 160)}.`,
        advice:
          'The path is not registered for that name, or the package that owns it is not installed. Look with alternatives --display, and register with --install before --set.',
        side: 'script',
        again: 'useless',
        change: [shell('alternatives --install /usr/bin/python python /usr/bin/python3.11 1')],
        example: ['/usr/bin/python3.11 has not been configured as an alternative for python'],
      },
    ],
  },
  {
    kind: 'config',
    exits: [1],
    line: /^(?:ERROR: |E: )?(?:This machine is already attached to|Cannot enable (?:unknown )?service|Could not enable (.{1,80}?)\.|Failed to attach machine.{0,80}|Invalid token\. See https:\/\/ubuntu\.com|One or more service could not be enabled|This command must be run as root \(try using sudo\)|.{0,60}requires an attached machine|.{1,60} is not available for Ubuntu .{1,40}|Cannot install package\(?s?\)?.{0,80}fips.{0,60})/,
    cases: [
      {
        id: 'ubuntu-pro',
        says: (s) => `Ubuntu Pro refused: ${s.line.said.replace(/^(?:ERROR|E): /, '').slice(0, 160)}.`,
        advice:
          'On Ubuntu Pro images the instance is attached by itself (pro auto-attach); others need a token. A service may exclude another (FIPS and Livepatch) or not exist for this release: look at pro status --all.',
        side: 'script',
        again: 'useless',
        change: [shell('pro status --all', 'pro attach "$TOKEN" || pro auto-attach')],
        example: ['This machine is already attached to user@example.com'],
      },
    ],
  },
]
