import { shell } from '../change'
import type { Failure } from '../tool'

/** rpm itself: its database, and what packages do when they are installed. */
export const rpm: readonly Failure[] = [
  {
    kind: 'package',
    exits: [1],
    line: /^\[MIRROR\] .{0,300}Status code: (40[34])/,
    cases: [
      {
        id: 'rpm-gone',
        says: (s) => `A package could not be downloaded: ${s.line.said.slice(0, 160)}.`,
        advice:
          'The metadata on the instance is older than the repository. Clean it and try again; a pinned version may have been withdrawn.',
        side: 'distribution',
        again: 'mayHelp',
        change: [shell('dnf clean all && dnf makecache')],
        example: ['[MIRROR] zed.rpm: Status code: 404 for https://repo.example.com/zed.rpm'],
      },
    ],
  },
  {
    kind: 'package-script',
    exits: [1],
    line: /scriptlet failed, (?:exit status|signal) \d+|^Error in (\w+) scriptlet in rpm package (\S+)|^error: %\w+\(.{1,100}\) scriptlet failed|^warning: %\w+\(.{1,100}\) scriptlet failed/,
    cases: [
      {
        id: 'rpm-scriptlet',
        says: (s) => `A package’s own script failed: ${s.line.said.slice(0, 140)}.`,
        advice:
          'The lines before it are what that script said. After a kernel’s script, the initramfs or the boot entry may be missing.',
        side: 'distribution',
        again: 'useless',
        example: [
          'warning: %post(lic-1.0.noarch) scriptlet failed, exit status 1',
          'Error: Transaction failed',
        ],
      },
    ],
  },
  {
    kind: 'package-script',
    exits: [1],
    line: /rpmdb|cannot open Packages (?:index|database)|database disk image is malformed|DB_RUNRECOVERY|Thread died in Berkeley|error: db5 error|rpmdbNextIterator/,
    cases: [
      {
        id: 'rpm-database',
        says: 'The database of installed packages is damaged.',
        advice: 'Rebuild it before anything is installed, or start from another parent image.',
        side: 'parentImage',
        again: 'mayHelp',
        change: [shell('rm -f /var/lib/rpm/__db.* && rpm --rebuilddb')],
        proven: true,
        example: [
          'error: rpmdbNextIterator: skipping h#     321 blob size(6988): BAD, 8 + 16 * il(68) + dl(5892)',
        ],
      },
    ],
  },
  {
    kind: 'package',
    line: /^Failed dependencies:|^error: Failed dependencies/,
    closes: true,
    reason: (s) => s.lineBelow(/ is needed by | conflicts with /, 3),
    cases: [
      {
        id: 'rpm-failed-dependencies',
        says: 'rpm does not install dependencies, and some are missing.',
        advice: 'Install the file with dnf or yum instead of rpm, which fetches what it needs.',
        side: 'script',
        again: 'useless',
        change: [shell('dnf -y install ./package.rpm')],
        example: ['error: Failed dependencies:'],
      },
    ],
  },
  {
    kind: 'archive',
    line: /(?<!\S)(\S{1,200}\.rpm):? (?:failed: No such file|not an rpm package|is not an rpm)|^error: (\S{1,200}): not an rpm package|Cannot open: (\S{1,200}\.rpm)\. Skipping|^Could not open: (\S{1,200})/,
    cases: [
      {
        id: 'rpm-file',
        says: 'The package file $1 is missing or no rpm package.',
        advice:
          'Its download failed or answered with an error page. Open the address yourself, and use curl -f.',
        side: 'script',
        again: 'mayHelp',
        example: ['error: tools.rpm: not an rpm package (or package manifest)'],
      },
    ],
  },
]
