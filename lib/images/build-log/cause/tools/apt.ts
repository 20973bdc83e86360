import { shell } from '../change'
import type { Tool } from '../tool'
import { aptPackages } from './apt-packages'
import { aptRepositories } from './apt-repositories'
import { aptSetup } from './apt-setup'
import { dpkg } from './dpkg'
import { dpkgState } from './dpkg-state'

/** apt and dpkg: Debian's and Ubuntu's packages. */
export const apt: Tool = {
  name: 'apt and dpkg',
  failures: [
    ...aptSetup,
    ...dpkgState,
    {
      kind: 'permission',
      exits: [100],
      line: /^W: .{0,200}The key\(s\) in the keyring (\S+) are ignored as the file is not readable/,
      cases: [
        {
          id: 'keyring-unreadable',
          says: 'apt ignores the keyring $1: its user _apt cannot read the file.',
          advice:
            'The key is right, its mode is not: a hardened umask (027, 077) made the file unreadable for others. chmod it, or set umask 022 before keys are written.',
          side: 'script',
          again: 'useless',
          change: [shell('chmod 644 /usr/share/keyrings/*.gpg /etc/apt/trusted.gpg.d/*')],
          proven: true,
          example: [
            "W: http://repo.example.com/dists/x/InRelease: The key(s) in the keyring /usr/share/keyrings/x.gpg are ignored as the file is not readable by user '_apt' executing apt-key.",
            "E: The repository 'http://repo.example.com x InRelease' is not signed.",
          ],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1, 100],
      closes: true,
      // Of a package that only waits for another one, the other one's failure tells.
      reason: (s) => (s.below(/^Package \S+ is not installed/, 2) ? s.line : undefined),
      line: /^(\S+) (?:pre-)?depends on (\S+)(?: \([^)]{1,40}\))?[;,] however/,
      quotes: (s) => {
        const next = s.lineBelow(/^Package \S+ is not/, 1)
        return next ? [s.line, next] : [s.line]
      },
      cases: [
        {
          id: 'deb-other-release',
          when: (s) =>
            /^(?:libssl1\.[01]|libffi[67]|libicu\d+|libpython3\.\d+|libjpeg\d+|libboost\S+|libprotobuf\d+|libldap-2|multiarch|python3?\.\d)/.test(
              s.name(2),
            ),
          says: (s) =>
            `The package ${s.name(1)} was built for another release: it needs ${s.name(2)}, which this one does not have.`,
          advice:
            'Download the package made for this release of Ubuntu or Debian (22.04 has OpenSSL 3, no libssl1.1). Old libraries of another release only help for a while.',
          side: 'script',
          again: 'useless',
          example: [
            'dpkg: dependency problems prevent configuration of tool:',
            ' tool depends on libssl1.1 (>= 1.1.0); however:',
            '  Package libssl1.1 is not installed.',
          ],
        },
        {
          id: 'deb-dependencies',
          says: (s) => `dpkg does not install dependencies: ${s.name(1)} needs ${s.name(2)}.`,
          advice: 'Install the file with apt, which fetches what it needs.',
          side: 'script',
          again: 'useless',
          change: [shell('apt-get install -y ./package.deb')],
          example: [
            'dpkg: dependency problems prevent configuration of tool:',
            ' tool depends on libnuma1 (>= 2.0); however:',
            '  Package libnuma1 is not installed.',
          ],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [100],
      line: /Couldn't create temporary? ?file (\S+)|Couldn't create temporary file (\S+)|Unable to mkstemp (\S+)|mkstemp: .{0,80}failed/,
      cases: [
        {
          id: 'tmp-mode',
          says: 'apt could not create a file in the temporary directory ($1): /tmp has lost its mode 1777, or is full or read-only.',
          advice: 'The repository is signed all right: apt’s own user (_apt) must be able to write to /tmp.',
          side: 'script',
          again: 'useless',
          change: [shell('chmod 1777 /tmp')],
          example: [
            'W: GPG error: http://repo.example.com stable InRelease: Couldn’t create temporary file /tmp/apt.conf.ysa3Uc for passing config to apt-key'.replace(
              '’',
              "'",
            ),
            "E: The repository 'http://repo.example.com stable InRelease' is not signed.",
          ],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [100, 1],
      line: /end of file on stdin at conffile prompt|^Configuration file '([^']+)'$/,
      cases: [
        {
          id: 'conffile-prompt',
          when: (s) => /end of file/.test(s.line.said),
          says: (s) =>
            `dpkg asked which version of a configuration file to keep${s.find(/^Configuration file '([^']+)'/)?.[1] ? ` (${s.find(/^Configuration file '([^']+)'/)?.[1]})` : ''}, and nobody could answer.`,
          advice: 'Tell dpkg beforehand: keep the installed file, or take the package’s, without asking.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'DEBIAN_FRONTEND=noninteractive apt-get -y -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold dist-upgrade',
            ),
          ],
          proven: true,
          url: 'https://github.com/Azure/aks-engine/pull/1724',
          example: [
            'dpkg: error processing package base-files (--configure):',
            ' end of file on stdin at conffile prompt',
            'Errors were encountered while processing:',
          ],
        },
      ],
    },
    {
      kind: 'lock',
      exits: [100],
      line: /Could not get lock (\S+?)\.?(?: |$)|Unable to (?:acquire (?:the )?dpkg|lock (?:the )?(?:administration|directory))|dpkg frontend lock|dpkg: error: dpkg (?:frontend |status database )?(?:lock )?(?:is locked|was locked)|^Waiting for cache lock/,
      cases: [
        {
          id: 'package-lock',
          says: (s) =>
            `Another process held the lock of apt and dpkg${s.find(/held by process \d{1,9} \(([^)]{1,200})\)/)?.[1] ? `: ${s.find(/held by process \d{1,9} \(([^)]{1,200})\)/)?.[1]}` : ''}.`,
          advice:
            'Usually unattended upgrades, cloud-init or the SSM agent just after boot. Let apt wait for the lock, or switch unattended upgrades off in the parent image; building again may help.',
          side: 'chance',
          again: 'mayHelp',
          change: [
            shell(
              'systemctl stop unattended-upgrades apt-daily.timer apt-daily-upgrade.timer',
              'apt-get -o DPkg::Lock::Timeout=600 -y install …',
            ),
          ],
          proven: true,
          example: [
            'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 2213 (unattended-upgr)',
          ],
        },
      ],
    },
    {
      kind: 'package-script',
      exits: [100],
      line: /dpkg was interrupted, you must manually run|^E: dpkg was interrupted/,
      cases: [
        {
          id: 'dpkg-interrupted',
          says: 'An earlier installation was interrupted half-way, perhaps already in the parent image.',
          advice: 'Finish it before anything is installed.',
          side: 'parentImage',
          again: 'mayHelp',
          change: [shell('dpkg --configure -a')],
          proven: true,
          example: [
            "E: dpkg was interrupted, you must manually run 'sudo dpkg --configure -a' to correct the problem.",
          ],
        },
      ],
    },
    ...aptRepositories,
    ...aptPackages,
    ...dpkg,
    {
      kind: 'repository',
      exits: [100],
      line: /^E: (?:Type '.{0,40}' is not known on line|Malformed (?:entry|line)|Conflicting values set for option Signed-By|List of sources is empty)/,
      cases: [
        {
          id: 'apt-sources-broken',
          says: (s) => `apt’s list of sources is broken: ${s.line.said.replace(/^E: /, '').slice(0, 160)}.`,
          advice:
            'Correct or remove the file it names in /etc/apt/sources.list.d: the same repository stands in two lists with different keys (an old cuda.list or docker.list beside a new one): remove one; or an error page was saved as a list.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            'E: Conflicting values set for option Signed-By regarding source https://repo.example.com/ stable: /a.gpg != /b.gpg',
          ],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [100, 1],
      line: /^E: There (?:are|were) (?:problems and -y was used|unauthenticated packages)|^Abort\.$|^Do you want to continue\? \[Y\/n\] Abort|^E: Packages were downgraded and -y|^E: Held packages were changed/,
      cases: [
        {
          id: 'apt-needs-yes',
          says: 'apt wanted a confirmation that -y does not give.',
          advice:
            'Run apt-get with -y; downgrades, held or unsigned packages need their own option (--allow-downgrades, --allow-change-held-packages).',
          side: 'script',
          again: 'useless',
          proven: true,
          change: [shell('DEBIAN_FRONTEND=noninteractive apt-get install -y …')],
          example: ['E: Held packages were changed and -y was used without --allow-change-held-packages.'],
        },
      ],
    },
  ],
  closers: [
    /^E: (?:The list of sources could not be read|Some index files|Unable to fetch some|Sub-process|Internal Error|Failed to fetch some)/,
    /^Errors were encountered while processing/,
    /^dpkg: error: /,
  ],
  noise: [
    /^(?:debconf(?!: DbDriver .{0,120}locked)|dpkg-preconfigure|perl: warning|locale:|update-alternatives(?!: error)|invoke-rc\.d|dpkg-query|dpkg-maintscript)/,
    /^W: (?!GPG error|OpenPGP|Failed to fetch|.{0,200}The key\(s\))/,
    /^(?:Err|Ign|Hit|Get):\d/,
    /apt does not have a stable CLI/,
    /^Warning: apt-key/,
    /^N: /,
  ],
}
