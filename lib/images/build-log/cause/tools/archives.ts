import { shell } from '../change'
import type { Sight, Tool } from '../tool'

const isPage = (s: Sight) => s.has(/<html|<!DOCTYPE|<\?xml|AccessDenied|HTML document/i)

/** tar, gzip, unzip, checksums. */
export const archives: Tool = {
  name: 'tar and checksums',
  failures: [
    {
      kind: 'archive',
      exits: [2, 1],
      line: /not in gzip format|does not look like a tar archive|File format not recognized|End-of-central-directory|(?:is not|not) a (?:zip|gzip|bzip2) file|unrecognized archive|invalid (?:compressed|tar) |cannot find zipfile directory|bad magic number|Can't open .{0,60} as archive/i,
      cases: [
        {
          id: 'archive-page',
          when: isPage,
          says: 'What was downloaded is no archive but a page: the server answered with an error or a sign-in page.',
          advice: 'Download with curl -fL so that an error stops the script, and open the address yourself.',
          side: 'script',
          again: 'useless',
          change: [shell('curl -fL --retry 5 -o archive.tar.gz https://…')],
          example: [
            'out: <?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>',
            'gzip: stdin: not in gzip format',
          ],
        },
        {
          id: 'archive',
          says: 'The downloaded archive is corrupt or not an archive.',
          advice:
            'Look at what the address really answers: an error page is often saved under the archive’s name (use curl -fL), or the download was cut off. Also check the archive’s kind (xz, bz2, zip).',
          side: 'script',
          again: 'mayHelp',
          change: [shell('curl -fL --retry 5 -o archive.tar.gz https://…')],
          example: ['gzip: stdin: not in gzip format'],
        },
      ],
    },
    {
      kind: 'archive',
      exits: [2, 1],
      line: /(?:gzip|unzip|xz|tar|bzip2|zstd)\b.{0,80}[Uu]nexpected end|[Uu]nexpected EOF in archive|crc error|CRC failed|Compressed data is corrupt|archive is truncated|short read/i,
      cases: [
        {
          id: 'archive-cut',
          says: 'The downloaded archive is cut off or damaged.',
          advice:
            'The download broke off, or the disk was full: build again, and let the script retry and check a checksum.',
          side: 'network',
          again: 'helps',
          change: [shell('curl -fL --retry 5 --retry-all-errors -o archive.tar.gz https://…')],
          example: ['gzip: stdin: unexpected end of file'],
        },
      ],
    },
    {
      kind: 'archive',
      exits: [1],
      line: /(?<!computed )checksum (?:mismatch|did not match|verification failed|does not match)|(?<!computed )checksums? (?:do|does|did) not match|FAILED open or read|^\S{1,200}: FAILED$|(?:sha\d{1,9}|md5)(?:sum)? (?:mismatch|does not match)/i,
      cases: [
        {
          id: 'checksum',
          says: (s) => `A downloaded file does not have the expected checksum: ${s.line.said.slice(0, 120)}.`,
          advice:
            'The file behind the address changed, or the download is incomplete. Download it yourself and compare; update the checksum if the file is right.',
          side: 'distribution',
          again: 'mayHelp',
          example: ['out: b.tar: FAILED', 'sha256sum: WARNING: 1 computed checksum did NOT match'],
        },
      ],
    },
    {
      kind: 'archive',
      exits: [1],
      closes: true,
      line: /WARNING: \d+ (?:computed checksums?|listed files?)/,
      reason: (s) =>
        s.scene.out.findLast(({ said }) => /: FAILED( open or read)?$/.test(said)) ??
        s.lineAbove(/: FAILED/, 30),
      cases: [
        {
          id: 'checksum',
          says: (s) =>
            `A downloaded file does not have the expected checksum${s.find(/^(\S+): FAILED/)?.[1] ? `: ${s.find(/^(\S+): FAILED/)?.[1]}` : ''}.`,
          advice:
            'The file behind the address changed, or the download is incomplete. Download it yourself and compare; update the checksum if the file is right.',
          side: 'distribution',
          again: 'mayHelp',
          example: ['out: a.tar: OK', 'sha256sum: WARNING: 1 computed checksum did NOT match'],
        },
      ],
    },
    {
      kind: 'archive',
      line: /^tar \(child\): (\w+): Cannot exec|^(?:tar: )?(xz|bzip2|zstd|lz4): (?:Cannot exec|command not found)/,
      cases: [
        {
          id: 'tar-decompressor',
          says: 'tar needs the program $1 to unpack this archive, and it is not installed.',
          advice: 'Install it first.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install bzip2 xz zstd || apt-get install -y bzip2 xz-utils zstd')],
          proven: true,
          example: ['tar (child): bzip2: Cannot exec: No such file or directory'],
        },
      ],
    },
    {
      kind: 'file',
      exits: [2],
      line: /^(?:tar \(child\)|tar|gzip|unzip|bzip2|xz): +(?:cannot find or open )?([^\s:]+)(?:: Cannot open|: No such file|, .{0,80})/,
      cases: [
        {
          id: 'archive-missing',
          says: 'The archive $1 is not there.',
          advice: 'Its download failed or saved it under another name. Look at the download before it.',
          side: 'script',
          again: 'useless',
          change: [shell('set -euo pipefail')],
          example: ['tar (child): tools.tar.xz: Cannot open: No such file or directory'],
        },
      ],
    },
  ],
  closers: [
    /^tar(?: \(child\))?: (?:Child returned|Error is not recoverable|Exiting)|^(?:\S+: )?Broken pipe/,
  ],
}
