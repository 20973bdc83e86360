import type { Failure, Sight } from '../tool'
import { hostCases } from './network'

const repoOf = (s: Sight) =>
  s.below(/metadata for repo '([^']+)'/, 8)?.[1] ?? s.above(/metadata for repository '([^']+)'/, 8)?.[1] ?? ''

/** Repositories that dnf and yum cannot read. */
export const dnfRepositories: readonly Failure[] = [
  {
    kind: 'repository',
    exits: [1],
    line: /no enabled repos|There are no enabled repositories|This system is not registered.{0,80}(?:disabled|unavailable)/i,
    cases: [
      {
        id: 'subscription',
        says: 'No package repository is enabled on this system.',
        advice:
          'Use a parent image with pay-as-you-go RHEL repositories (RHUI), or register the system before packages are installed.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        example: ['Error: There are no enabled repositories in "/etc/yum.repos.d".'],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [1],
    line: /^(\S+\.rpm): \[Errno -1\] Package does not match intended download/,
    cases: [
      {
        id: 'repository-out-of-step',
        says: 'A package repository’s lists and files do not belong together: the file at $1 has another checksum.',
        advice:
          'The publisher replaced files, or a CDN or mirror serves old ones with new lists. Build again later, or pin a version that is consistent; clearing the cache helps only when the image brought it along.',
        side: 'distribution',
        again: 'mayHelp',
        example: [
          'https://repo.example.com/frob-1.rpm: [Errno -1] Package does not match intended download. Suggestion: run yum --enablerepo=frob clean metadata',
        ],
      },
    ],
  },
  {
    kind: 'network',
    exits: [1],
    line: /^- Status code: (\d{3}) for (\S+)/,
    quotes: (s) => [s.lineAbove(/^Errors? during downloading metadata for repository/, 4) ?? []].flat(),
    cases: [
      {
        id: 'repo-gone',
        when: (s) => /^4(?:04|10)/.test(s.name(1)),
        says: (s) => `The package repository ${repoOf(s)} has nothing at its address (404): ${s.name(2)}.`,
        advice:
          'The release was archived or the repository moved: CentOS Stream 8 and CentOS 8 to vault.centos.org, minor releases of Rocky to dl.rockylinux.org/vault. Correct baseurl, or use a supported parent image.',
        side: 'distribution',
        again: 'useless',
        example: [
          '  - Status code: 404 for https://repo.example.com/el8/repodata/repomd.xml (IP: 1.2.3.4)',
          "Error: Failed to download metadata for repo 'tools': Cannot download repomd.xml: Cannot download repodata/repomd.xml: All mirrors were tried",
        ],
      },
      {
        id: 'repo-forbidden',
        when: (s) => /^40[13]/.test(s.name(1)),
        says: (s) => `The package repository ${repoOf(s)} refused the request (${s.name(1)}): ${s.name(2)}.`,
        advice:
          'RHUI answers only instances started from a marketplace image with its entitlement; Amazon Linux repositories need an S3 endpoint policy that allows them; a vendor’s repository needs its token.',
        side: 'network',
        again: 'useless',
        example: [
          '  - Status code: 403 for https://amazonlinux-2-repos-us-east-1.s3.amazonaws.com/x (IP: 1.2.3.4)',
          "Error: Failed to download metadata for repo 'amzn2-core': Cannot download repomd.xml",
        ],
      },
      {
        id: 'repo-server-error',
        says: (s) => `The package repository ${repoOf(s)} answered with an error of its own (${s.name(1)}).`,
        advice: 'Usually temporary: build again, or use another mirror.',
        side: 'distribution',
        again: 'helps',
        example: ['  - Status code: 503 for https://repo.example.com/el8/repodata/repomd.xml (IP: 1.2.3.4)'],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [1],
    line: /Could not retrieve mirrorlist (\S+)|^14: (?:curl#|HTTP|HTTPS)|^\[Errno 14\]/,
    cases: [
      ...hostCases,
      {
        id: 'yum-mirrorlist',
        says: (s) =>
          `yum could not read a repository’s list of mirrors: ${s.name(1) || s.line.said.slice(0, 120)}.`,
        advice:
          'Check whether the distribution’s release still exists at this address, and that the build subnet reaches it. Amazon Linux’s repositories lie in S3: an S3 endpoint policy may forbid them.',
        side: 'network',
        again: 'mayHelp',
        example: [
          'Could not retrieve mirrorlist http://amazonlinux.default.amazonaws.com/2/core/latest/x86_64/mirror.list error was',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [1],
    line: /(?:Failed to (?:download|synchronize|synchronise) (?:metadata|cache) for repo '?([^':\s]+))|Cannot (?:find|retrieve) (?:a valid baseurl for repo:? ?(\S*)|repository metadata)|Cannot download repomd|Cannot prepare internal mirrorlist|Metadata file does not match|repomd\.xml: \[Errno|^Errors during downloading metadata for repository '([^']+)'|^Error: Unknown repo: '([^']+)'|^(?:Error: )?[Rr]epository '?(\S+?)'? (?:is invalid|does not exist|not found)|Error: No matching repo to modify/,
    quotes: (s) => {
      const why = s.lineAbove(/^- (?:Curl error|Status code)/, 6)
      return why ? [why, s.line] : [s.line]
    },
    cases: [
      ...hostCases,
      {
        id: 'metadata-mismatch',
        when: (s) =>
          /does not match|Metadata file/.test(s.line.said) ||
          s.has(/repomd\.xml does not match|Metadata file does not match/),
        says: 'The repository was being updated: its metadata did not match.',
        advice: 'It passes by itself: build again, or clean the cache first (dnf clean all).',
        side: 'chance',
        again: 'helps',
        example: ['[Errno -1] Metadata file does not match checksum: Cannot download repomd.xml: x'],
      },
      {
        id: 'repository-metadata',
        says: (s) => `The package repository ${s.name()} could not be read.`,
        advice:
          'Check that it still exists for this operating system, that its file in /etc/yum.repos.d is right, and that the build subnet reaches it. Build again if it was a passing fault.',
        side: 'network',
        again: 'mayHelp',
        example: ["Error: Failed to download metadata for repo 'epel': Cannot prepare internal mirrorlist"],
      },
    ],
  },
]
