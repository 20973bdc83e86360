import { shell } from '../change'
import type { Failure } from '../tool'

/** Packages that rpm does not take: digests, signatures, damaged archives. */
export const rpmSignatures: readonly Failure[] = [
  {
    kind: 'package-script',
    exits: [1],
    line: /cpio: (?:Digest|MD5 sum) mismatch|no digest(?:$|[^s])|Header .{0,60}(?:NOKEY|BAD)|does not verify: .{0,60}(?:no digest|MD5|SHA1)/,
    cases: [
      {
        id: 'rpm-digest',
        says: 'rpm refused a package whose files have MD5 digests: the image runs in FIPS mode or forbids old digests.',
        advice:
          'The package is not damaged. Ask its makers for one built with SHA-256 digests, rebuild it, or install it while FIPS mode is off (rpm --nofiledigest).',
        side: 'distribution',
        again: 'useless',
        change: [shell('rpm -Uvh --nodigest --nofiledigest package.rpm')],
        url: 'https://github.com/indexdata/idzebra/issues/86',
        example: [
          'error: unpacking of archive failed on file /etc/logrotate.d/zebrasrv;698a338e: cpio: Digest mismatch',
        ],
      },
    ],
  },
  {
    kind: 'package-script',
    exits: [1],
    line: /^(?:error: )?unpacking of archive failed(?: on file (\S+?))?: cpio: (.{1,80})|^Error unpacking rpm package (\S+)/,
    closes: true,
    cases: [
      {
        id: 'rpm-unpack',
        says: (s) => `rpm could not unpack a package: ${s.line.said.slice(0, 180)}.`,
        advice:
          'rename or chown failing means that the file is mounted, immutable or in use; read means a cut-off download or a full disk.',
        side: 'parentImage',
        again: 'mayHelp',
        example: ['error: unpacking of archive failed on file /usr/lib/x;5f: cpio: rename'],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [1],
    line: /GPG signature verification error|Bad GPG signature|GPG check FAILED|Public key for (\S+) is not installed|(?<!OpenPGP )signature verification failed|\.rpm is not signed|package (\S+) is not signed|GPG key retrieval failed|GPG Keys? .{0,80}(?:not (?:correct|installed)|is already installed)|gpg: (?:no valid|keyserver)|The GPG keys listed for|repomd\.xml signature could not be verified|Couldn't open file \/etc\/pki\/rpm-gpg/i,
    reason: (s) =>
      /GPG check FAILED|GPG Keys/i.test(s.line.said)
        ? (s.scene.out.find(({ said }) => /^Public key for|is not signed/.test(said)) ??
          s.lineAbove(/^Public key for|is not signed|not installed/, 30))
        : undefined,
    cases: [
      {
        id: 'rpm-key-changed',
        when: (s) =>
          s.has(
            /GPG keys? listed for .{0,80}already installed but they are not correct|not correct for this package/,
          ),
        says: 'The repository signs its packages with a new key; the image holds the old one.',
        advice:
          'Import the current key before installing (MySQL, NVIDIA, Jenkins and others have rotated theirs).',
        side: 'distribution',
        again: 'useless',
        change: [shell('rpm --import https://repository.example.com/RPM-GPG-KEY-2024')],
        proven: true,
        example: [
          'The GPG keys listed for the "MySQL 8.0" repository are already installed but they are not correct for this package.',
          'Error: GPG check FAILED',
        ],
      },
      {
        id: 'package-signature',
        says: 'The signature of a package or repository could not be verified.',
        advice:
          'Import the repository’s current key before the build installs from it, or correct gpgkey in its file.',
        side: 'distribution',
        again: 'useless',
        change: [shell('rpm --import https://repository.example.com/RPM-GPG-KEY')],
        example: ['out: Public key for zed-1.0.rpm is not installed', 'Error: GPG check FAILED'],
      },
    ],
  },
]
