import { shell } from '../change'
import type { Failure } from '../tool'

/** apt before it installs anything: its files, lists, options and helpers. */
export const aptSetup: readonly Failure[] = [
  {
    kind: 'package',
    latent: true,
    line: /^Note, selecting '(\S+)' for (?:regex|glob|task) '(\S+)'/,
    cases: [
      {
        id: 'apt-name-as-pattern',
        says: (s) =>
          `apt knows no package ${s.name(2)}: it took the name for a pattern, installed ${s.name(1)} instead and reported success.`,
        advice:
          'A name with a dot, a plus or an asterisk that no package has is read as a regular expression. This release has another version: name that one, or add a repository that offers the one you want.',
        side: 'script',
        again: 'useless',
        change: [shell('apt-get -o APT::Cmd::Pattern-Only=true install -y …')],
        example: ["out: Note, selecting 'python3-4store' for regex 'python3.4'"],
      },
    ],
  },
  {
    kind: 'permission',
    exits: [100],
    line: /^E: (?:Could not open lock file (\S+) - open \(13|Unable to (?:acquire the dpkg frontend lock|lock (?:the administration )?directory) .{0,80}are you root|List directory (\S+) is missing\. - Acquire \(13)/,
    cases: [
      {
        id: 'apt-not-root',
        says: 'apt ran without root’s rights and could not take its own lock.',
        advice:
          'Components run as root, so the script has changed the user (su, runuser, sudo -u): run apt-get before that, or with sudo.',
        side: 'script',
        again: 'useless',
        change: [shell('sudo apt-get install -y …')],
        proven: true,
        example: [
          'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)',
          'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /^E: The method (?:driver|'?)\s?\S*\/apt\/methods\/(\w+)'? could not be found/,
    cases: [
      {
        id: 'apt-method-missing',
        says: 'apt cannot read a repository over $1: the package that adds this method is not installed.',
        advice:
          'For https on old releases install apt-transport-https and ca-certificates first; for s3 install apt-transport-s3. The source list must be added after that.',
        side: 'script',
        again: 'useless',
        change: [shell('apt-get install -y apt-transport-https ca-certificates')],
        proven: true,
        example: ['E: The method driver /usr/lib/apt/methods/https could not be found.'],
      },
    ],
  },
  {
    kind: 'file',
    exits: [100],
    line: /^E: (?:Problem with MergeList (\S+)|Unable to parse package file (\S+)|Encountered a section with no Package: header|The package lists or status file could not be parsed)|^E: Problem parsing dependency|^E: Dynamic MMap ran out of room/,
    cases: [
      {
        id: 'apt-mmap',
        when: (s) => /MMap/.test(s.line.said),
        says: 'apt’s own cache limit is too small for the package lists.',
        advice: 'Raise APT::Cache-Start, or remove repositories that the build does not need.',
        side: 'script',
        again: 'useless',
        change: [shell('echo \'APT::Cache-Start "100000000";\' >/etc/apt/apt.conf.d/70cache')],
        proven: true,
        example: ['E: Dynamic MMap ran out of room. Please increase the size of APT::Cache-Start.'],
      },
      {
        id: 'apt-lists-broken',
        says: 'apt cannot read its package lists: a file of them is damaged or holds an error page.',
        advice:
          'An update was cut off, or a proxy answered in place of the mirror. Delete the lists and fetch them again.',
        side: 'network',
        again: 'mayHelp',
        change: [shell('rm -rf /var/lib/apt/lists/* && apt-get update')],
        example: [
          'E: Problem with MergeList /var/lib/apt/lists/archive.example.com_dists_x_Packages',
          'E: The package lists or status file could not be parsed or opened.',
        ],
      },
    ],
  },
  {
    kind: 'file',
    exits: [100],
    line: /^E: (?:Archives directory|List directory) (\S+?)\/? is missing|^E: Archive directory (\S+) is missing/,
    cases: [
      {
        id: 'apt-directory-gone',
        says: 'apt’s own directory $1 does not exist.',
        advice:
          'A clean-up removed more than the files in it. Create it again, and clean with apt-get clean and rm -rf /var/lib/apt/lists/*.',
        side: 'script',
        again: 'useless',
        change: [shell('mkdir -p /var/lib/apt/lists/partial /var/cache/apt/archives/partial')],
        proven: true,
        example: [
          'E: Archives directory /var/cache/apt/archives/partial is missing. - Acquire (2: No such file or directory)',
        ],
      },
    ],
  },
  {
    kind: 'config',
    exits: [100],
    line: /^E: (?:Syntax error (\S+?):\d+: .{1,80}|Invalid record in the preferences file (\S+?),.{0,60}|Opening configuration file (\S+) - .{1,60}|Did not understand pin type .{1,60}|Unable to read (\S+) - open .{1,60})/,
    cases: [
      {
        id: 'apt-config-broken',
        says: (s) => `apt cannot read its configuration: ${s.line.said.replace(/^E: /, '').slice(0, 180)}.`,
        advice:
          'A file under /etc/apt/apt.conf.d or preferences.d was written wrongly, or may not be read. Options end with a semicolon: Name "value";',
        side: 'script',
        again: 'useless',
        proven: true,
        example: ['E: Syntax error /etc/apt/apt.conf.d/99proxy:1: Extra junk at end of file'],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /^E: You must put some '(?:deb-src|source)' URIs|^E: Unable to find a source package for (\S+)/,
    cases: [
      {
        id: 'apt-no-sources',
        says: 'apt was to fetch a source package or its build dependencies, and no source repository is enabled.',
        advice: 'Enable deb-src in the source lists, then run apt-get update.',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            "sed -i 's/^# *deb-src/deb-src/' /etc/apt/sources.list",
            "sed -i 's/^Types: deb$/Types: deb deb-src/' /etc/apt/sources.list.d/*.sources",
            'apt-get update',
          ),
        ],
        example: ["E: You must put some 'deb-src' URIs in your sources.list"],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /^E: The value '([^']+)' is invalid for APT::Default-Release|^E: Release '([^']+)' for '[^']+' was not found/,
    cases: [
      {
        id: 'apt-release-absent',
        says: 'apt was told to take packages from the release $1, which no source list has.',
        advice:
          'The name after -t or / belongs to another release, or its backports are not enabled. Name the release of this image (lsb_release -cs).',
        side: 'script',
        again: 'useless',
        proven: true,
        example: [
          "E: The value 'bullseye-backports' is invalid for APT::Default-Release as such a release is not available in the sources",
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /^(?:E|W): Repository '([^']{1,200})' changed its '(\w+)' value|Repository (\S+) changed its/,
    cases: [
      {
        id: 'apt-release-info',
        says: (s) =>
          `A repository has changed its ${s.name(2) || 'description'} (a new stable release, another owner), and apt does not accept that by itself: ${s.name(1)}.`,
        advice: 'Accept it, after a look at whether the repository is still the right one for this release.',
        side: 'distribution',
        again: 'useless',
        change: [shell('apt-get update --allow-releaseinfo-change')],
        proven: true,
        example: [
          "E: Repository 'http://repo.example.com buster InRelease' changed its 'Suite' value from 'stable' to 'oldstable'",
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /^(?:E: )?Failed to fetch (\S+binary-(?:arm64|armhf|ppc64el)\S{0,80}) {1,4}404/,
    cases: [
      {
        id: 'apt-ports',
        says: 'apt asked a mirror for arm64 packages that only has those for x86: $1.',
        advice:
          'Ubuntu keeps arm64 at ports.ubuntu.com, not at archive.ubuntu.com. Vendors’ repositories may have no arm64 at all: limit their lists with [arch=amd64].',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            "sed -i 's|http://[a-z0-9.-]*archive.ubuntu.com/ubuntu|http://ports.ubuntu.com/ubuntu-ports|' /etc/apt/sources.list",
          ),
        ],
        example: [
          'E: Failed to fetch http://archive.ubuntu.com/ubuntu/dists/jammy/main/binary-arm64/Packages  404  Not Found [IP: 1.2.3.4 80]',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /^(?:E: Failed to fetch )?file:(\S+?) .{0,20}File not found/,
    cases: [
      {
        id: 'apt-local-repository',
        says: 'A source list points to a folder that is not there: $1.',
        advice:
          'A local repository (such as NVIDIA’s cuda-repo-…-local) was removed or never unpacked. Remove its list, or install the package that brings the folder.',
        side: 'script',
        again: 'useless',
        change: [shell('grep -l "file:/" /etc/apt/sources.list.d/* | xargs -r rm', 'apt-get update')],
        proven: true,
        example: [
          'E: Failed to fetch file:/var/cuda-repo-ubuntu2204-local/Packages  File not found - /var/cuda-repo-ubuntu2204-local/Packages (2: No such file or directory)',
        ],
      },
    ],
  },
  {
    kind: 'command',
    exits: [127],
    line: /(?:^|: |sudo: )(apt-key|add-apt-repository|apt-add-repository|debconf-set-selections|lsb_release): (?:command )?not found$/,
    cases: [
      {
        id: 'apt-key-gone',
        when: (s) => s.name() === 'apt-key',
        says: 'apt-key does not exist on this release: Debian 13 and Ubuntu from 24.10 on have removed it.',
        advice:
          'Store the key as a file and name it in the source list with signed-by. On an operating system without apt, take its own package manager.',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'curl -fsSL https://…/key.asc -o /etc/apt/keyrings/vendor.asc',
            'echo "deb [signed-by=/etc/apt/keyrings/vendor.asc] https://… stable main" >/etc/apt/sources.list.d/vendor.list',
          ),
        ],
        example: ['/tmp/x.sh: line 3: apt-key: command not found'],
      },
      {
        id: 'apt-helper-missing',
        says: 'The command $1 is not installed; minimal images of Ubuntu and Debian leave it out.',
        advice:
          'Install its package first: software-properties-common for add-apt-repository, lsb-release for lsb_release, debconf for debconf-set-selections. On RHEL or Amazon Linux it does not exist: read /etc/os-release instead of calling lsb_release.',
        side: 'script',
        again: 'useless',
        change: [shell('apt-get update && apt-get install -y software-properties-common lsb-release')],
        example: ['sudo: add-apt-repository: command not found'],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [1],
    line: /NoDistroTemplateException: (?:Error: )?(.{1,120})|^aptsources\.\S+: (.{1,120})|^Cannot add PPA: (.{1,160})|^ERROR: '([^']+)' user or team does not exist/,
    cases: [
      {
        id: 'ppa-refused',
        when: (s) => /PPA|ppa|team does not exist/.test(s.line.said),
        says: (s) => `The PPA could not be added: ${s.line.said.slice(0, 160)}.`,
        advice:
          'Check its name, that it still exists, and that it has packages for this release; behind a proxy, add-apt-repository also needs https_proxy to reach api.launchpad.net.',
        side: 'script',
        again: 'mayHelp',
        example: ["Cannot add PPA: 'ppa:~example/ubuntu/tools'."],
      },
      {
        id: 'apt-distribution-unknown',
        says: 'add-apt-repository does not know this release: the image’s lsb-release or distro-info-data does not fit it.',
        advice:
          'Update distro-info-data and python3-software-properties first, or write the source list yourself.',
        side: 'parentImage',
        again: 'useless',
        change: [
          shell('apt-get update && apt-get install -y --only-upgrade distro-info-data python-apt-common'),
        ],
        example: [
          'aptsources.distro.NoDistroTemplateException: Error: could not find a distribution template for Ubuntu/noble',
        ],
      },
    ],
  },
]
