import { shell } from '../change'
import type { Failure } from '../tool'
import { addressOf } from './http'

const endedUbuntu =
  /\b(?:trusty|xenial|artful|cosmic|disco|eoan|groovy|hirsute|impish|kinetic|lunar|mantic|oracular)\b/
const endedDebian = /\b(?:jessie|stretch|buster)\b/

/** Repositories that apt cannot read, does not trust, or that have ended. */
export const aptRepositories: readonly Failure[] = [
  {
    kind: 'repository',
    exits: [100],
    line: /^(?:E|W): .{0,300}(?:File has unexpected size|Hash Sum mismatch)|Mirror sync in progress/,
    cases: [
      {
        id: 'mirror-sync',
        says: 'The package mirror was being updated: its index and its files did not match.',
        advice:
          'It passes by itself within minutes to an hour: build again. A caching proxy in between can cause it as well.',
        side: 'chance',
        again: 'helps',
        proven: true,
        change: [shell('rm -rf /var/lib/apt/lists/* && apt-get update')],
        example: [
          'E: Failed to fetch http://archive.ubuntu.com/x/Packages.gz  File has unexpected size (1 != 2). Mirror sync in progress? [IP: 1.2.3.4 80]',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /SHA1 is not considered secure|signature verification failed|Signing key on (\w+) is not bound|NO_PUBKEY (\w+)|EXPKEYSIG (\w+)|signatures? (?:couldn't be verified|were invalid)|GPG error: (\S+)|BADSIG|KEYEXPIRED/,
    cases: [
      {
        id: 'apt-key-sha1',
        when: (s) => /SHA1|not bound|Policy rejected/.test(s.line.said),
        says: 'apt no longer accepts the signing key of a repository: its signature uses SHA1, which is not considered secure.',
        advice:
          'Importing the same key again does not help. Use the repository’s newer key or its repository for this release; as a stopgap, move the date in the policy of sequoia (/etc/crypto-policies/back-ends/apt-sequoia.config).',
        side: 'distribution',
        again: 'useless',
        proven: true,
        example: [
          'W: OpenPGP signature verification failed: https://repo.example.com  InRelease: Sub-process /usr/bin/sqv returned an error code (1), error message is: Signing key on EB69 is not bound: because: SHA1 is not considered secure since 2026-02-01T00:00:00Z',
          "E: The repository 'https://repo.example.com  InRelease' is not signed.",
        ],
      },
      {
        id: 'apt-key-expired',
        when: (s) => s.has(/EXPKEYSIG|KEYEXPIRED/),
        says: (s) =>
          `The signing key of a package repository has expired${s.find(/(?:EXPKEYSIG|KEYEXPIRED) (\w+ ?[^\n]{0,60})/)?.[1] ? ` (${s.find(/EXPKEYSIG (\w+)/)?.[1] ?? ''})` : ''}.`,
        advice:
          'Fetch the repository’s renewed key before apt-get update; the parent image holds the old one.',
        side: 'distribution',
        again: 'useless',
        proven: true,
        change: [
          shell(
            'curl -fsSL https://repository.example.com/key.asc | gpg --dearmor -o /usr/share/keyrings/example.gpg',
          ),
        ],
        example: [
          'W: GPG error: http://repo.example.com stable InRelease: The following signatures were invalid: EXPKEYSIG F42ED6FBAB17C654 Open Robotics',
        ],
      },
      {
        id: 'package-signature',
        says: (s) =>
          `apt does not trust a package repository: its signing key is missing or has been changed${s.find(/NO_PUBKEY (\w+)/)?.[1] ? ` (${s.find(/NO_PUBKEY (\w+)/)?.[1]})` : ''}.`,
        advice:
          'Import the repository’s current key before apt-get update (keys are rotated from time to time; apt-key is gone from new releases).',
        side: 'distribution',
        again: 'useless',
        change: [
          shell(
            'curl -fsSL https://repository.example.com/key.asc | gpg --dearmor -o /usr/share/keyrings/example.gpg',
          ),
        ],
        example: [
          'W: GPG error: http://repo.example.com jammy InRelease: The following signatures couldn’t be verified because the public key is not available: NO_PUBKEY 0123456789ABCDEF',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    closes: true,
    line: /^E: The repository '?(.{1,200}?)'? is not signed|InRelease is not signed/,
    reason: (s) => s.lineAbove(/^W: (?:GPG error|OpenPGP)/, 10),
    cases: [
      {
        id: 'repository-not-signed',
        says: 'apt does not trust a package repository: $1 is not signed with a key that the image knows.',
        advice:
          'Import the repository’s current key before apt-get update, and name it in the source (signed-by).',
        side: 'distribution',
        again: 'useless',
        change: [
          shell(
            'curl -fsSL https://repository.example.com/key.asc | gpg --dearmor -o /usr/share/keyrings/example.gpg',
          ),
        ],
        example: ["E: The repository 'http://repo.example.com jammy InRelease' is not signed."],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /does not have a Release file|no longer has a Release file/,
    cases: [
      {
        id: 'release-ended',
        when: (s) => endedUbuntu.test(s.line.said) || endedDebian.test(s.line.said),
        says: (s) =>
          `The repository of ${(endedUbuntu.exec(s.line.said) ?? endedDebian.exec(s.line.said))?.[0]} is gone: the release has reached its end of life.`,
        advice:
          'Use a parent image of a supported release; old packages remain at old-releases.ubuntu.com or archive.debian.org.',
        side: 'distribution',
        again: 'useless',
        proven: true,
        example: [
          "E: The repository 'http://archive.ubuntu.com/ubuntu lunar Release' no longer has a Release file.",
        ],
      },
      {
        id: 'no-release-file',
        says: (s) =>
          `A repository in apt’s sources does not exist for this release: ${/'([^']+)'/.exec(s.line.said)?.[1] ?? ''}.`,
        advice:
          'The repository or PPA has no packages for this Ubuntu or Debian release, was removed, or its address is wrong. Correct or remove it from /etc/apt/sources.list.d.',
        side: 'script',
        again: 'useless',
        example: [
          "E: The repository 'http://ppa.launchpad.net/x/y/ubuntu noble Release' does not have a Release file.",
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /Release file for \S+ is not valid yet|Release file .{0,200} is expired|is expired \(invalid since/,
    cases: [
      {
        id: 'release-not-valid',
        says: 'apt does not accept the date of a repository’s index: the clock of the instance is wrong, or the repository is no longer updated.',
        advice:
          'Let the clock be set first (chrony). For an archived repository, allow old indexes (-o Acquire::Check-Valid-Until=false).',
        side: 'parentImage',
        again: 'mayHelp',
        example: [
          'E: Release file for http://archive.ubuntu.com/x is not valid yet (invalid for another 3h).',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [100],
    line: /^(?:E: |Err:\d+ )?Failed to fetch (\S+)|^E: Failed to fetch/,
    cases: [
      {
        id: 'apt-stale-lists',
        when: (s) => /404 +Not Found/.test(s.line.said) || s.below(/404 +Not Found/, 2) !== undefined,
        says: (s) =>
          `apt asked for a package version that the mirror no longer has (404): ${/(?<![^\s/])[^\s/]{1,200}(?=\s|$)/.exec(s.name(1).split('/').at(-1) ?? '')?.[0] ?? ''}.`,
        advice:
          'The package lists of the image are older than the mirror. Run apt-get update right before apt-get install. If it did, the release has reached its end of life or the mirror is broken.',
        side: 'script',
        again: 'mayHelp',
        change: [shell('apt-get update && apt-get install -y …')],
        example: [
          'E: Failed to fetch http://archive.ubuntu.com/ubuntu/pool/main/c/curl/curl_7.81.0-1ubuntu1.10_amd64.deb  404  Not Found [IP: 1.2.3.4 80]',
        ],
      },
      {
        id: 'apt-forbidden',
        when: (s) => /40[137] /.test(s.line.said),
        says: (s) => `A package repository refused the download: ${addressOf(s)}.`,
        advice:
          'The repository needs credentials (Ubuntu Pro, a vendor’s token), or a proxy or S3 endpoint policy refuses it.',
        side: 'network',
        again: 'useless',
        example: [
          'E: Failed to fetch https://esm.ubuntu.com/apps/ubuntu/x.deb  401  Unauthorized [IP: 1.2.3.4 443]',
        ],
      },
      {
        id: 'repository-metadata',
        says: (s) =>
          `apt could not download from a repository: ${s.line.said.replace(/^E: /, '').slice(0, 200)}.`,
        advice:
          'Check that the repository still exists for this release and can be reached from the build subnet; build again if it was a passing fault.',
        side: 'network',
        again: 'mayHelp',
        example: [
          'E: Failed to fetch http://repo.example.com/dists/jammy/InRelease  Something wicked happened',
        ],
      },
    ],
  },
]
