import { config, shell } from '../change'
import type { Failure } from '../tool'

/** Packages that apt does not find, or cannot install together. */
export const aptPackages: readonly Failure[] = [
  {
    kind: 'package',
    exits: [100, 1],
    absent: true,
    line: /^E: Unable to locate package ([^\s'"]{1,200})|^E: Package '([^']{1,200})' has no installation candidate|^E: Version '[^']{1,200}' for '([^']{1,200})' was not found|^E: Couldn't find any package by (?:glob|regex) '([^']{1,200})'|No candidate version available for (.{1,200}?)$|^Package ([^\s]{1,200}) is not available, but is referred/,
    cases: [
      {
        id: 'linux-headers',
        when: (s) => /linux-(?:headers|modules|image)/.test(s.name()),
        says: (s) => `Kernel headers not found in the package repositories: ${s.name()}.`,
        advice:
          'The kernel of the image is older than what the archive keeps, or is a custom one. Use a newer parent image, or update its packages and reboot before drivers are built (Build/UpdateOsPackages/Enabled: true).',
        side: 'parentImage',
        again: 'useless',
        change: [config('Build/UpdateOsPackages/Enabled', true)],
        url: 'https://github.com/aws/aws-parallelcluster/issues/7406',
        example: ['E: Unable to locate package linux-headers-5.15.0-1019-aws'],
      },
      {
        id: 'package-version-gone',
        when: (s) => /^E: Version/.test(s.line.said),
        says: (s) =>
          `The pinned version of ${s.name()} is no longer in the repository: ${/Version '([^']+)'/.exec(s.line.said)?.[1] ?? ''}.`,
        advice:
          'Repositories keep only the newest versions. Pin a version that exists (apt-cache madison), or none.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: ["E: Version '5:20.10.7~3-0~ubuntu-focal' for 'docker-ce' was not found"],
      },
      {
        id: 'package-lists-empty',
        when: (s) =>
          s.commanded(/apt(?:-get)? .{0,60}install/) &&
          !s.commanded(/apt(?:-get)? .{0,40}update/) &&
          !s.has(/^(?:Hit|Get|Ign):\d/),
        says: 'apt found no package $1.',
        advice:
          'The script does not run apt-get update first, and images come with empty or old package lists. Else check the name and that its repository (universe, a PPA, a vendor’s) is enabled for this release and architecture.',
        side: 'script',
        again: 'useless',
        change: [shell('apt-get update && apt-get install -y …')],
        example: ['+ apt-get install -y libfoo-dev', 'E: Unable to locate package libfoo-dev'],
      },
      {
        id: 'package-not-found',
        says: 'apt found no package $1.',
        advice:
          'Check the name and version, and that its repository (universe, a PPA, a vendor’s) is enabled for this release and architecture. Names change between releases.',
        side: 'script',
        again: 'useless',
        example: ['E: Unable to locate package libfoo-devel'],
      },
    ],
  },
  {
    kind: 'package',
    exits: [100],
    line: /^(\S+) ?: (?:Pre-)?Depends: (.{1,120}?) but (?:it is not|(\S+) is to be)|^(\S+) : (?:Conflicts|Breaks): /,
    cases: [
      {
        id: 'package-conflict',
        says: (s) =>
          `apt cannot install ${s.name(1) || s.name()}: it needs ${s.name(2) || 'another version of a package'}, which cannot be had.`,
        advice:
          'Packages of another release or repository are mixed in, or the package lists are old. Run apt-get update and upgrade first, and check extra repositories, pinned versions and holds.',
        side: 'parentImage',
        again: 'useless',
        example: [' libfoo1 : Depends: libbar2 (>= 2.4) but it is not installable'],
      },
    ],
  },
  {
    kind: 'package',
    exits: [100],
    closes: true,
    line: /^E: Unable to correct problems|^(?:E: )?Unmet dependencies/,
    cases: [
      {
        id: 'held-packages',
        says: 'apt cannot install the packages together: dependencies are unmet or packages are held.',
        advice:
          'Check for packages put on hold (apt-mark showhold) and for versions from other repositories; run apt-get update first.',
        side: 'parentImage',
        again: 'useless',
        example: ['E: Unable to correct problems, you have held broken packages.'],
      },
    ],
  },
  {
    kind: 'package-script',
    exits: [100, 1],
    line: /trying to overwrite '([^']+)', which is also in package (\S+)/,
    cases: [
      {
        id: 'file-conflict',
        says: (s) => `Two packages own the same file ${s.name(1)}: it already belongs to ${s.name(2)}.`,
        advice:
          'Remove the other package first, or install both from one repository. Drivers and libraries from a vendor’s repository and the distribution’s must not be mixed.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        example: [
          " trying to overwrite '/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1', which is also in package libnvidia-compute-470 470.1",
        ],
      },
    ],
  },
]
