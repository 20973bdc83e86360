import { shell } from '../change'
import type { Tool } from '../tool'

/** gpg, where scripts fetch and check the keys of repositories. */
export const gpg: Tool = {
  name: 'gpg',
  failures: [
    {
      kind: 'archive',
      exits: [2],
      line: /^gpg: (?:no valid OpenPGP data found|read_block: read error: |[Ii]mport from \S+ failed: No data)|^gpg: \(null\): no valid OpenPGP/,
      cases: [
        {
          id: 'gpg-no-key',
          says: 'gpg was given no key: what was downloaded is empty, or an error page in place of the key.',
          advice:
            'The download before it failed without stopping the script, or its address no longer leads to the key. Fetch with curl -fsSL, so that an error is shown, and set -o pipefail, so that the pipe fails with it.',
          side: 'script',
          again: 'mayHelp',
          change: [
            shell(
              'set -o pipefail',
              'curl -fsSL https://… | gpg --batch --yes --dearmor -o /usr/share/keyrings/vendor.gpg',
            ),
          ],
          example: ['gpg: no valid OpenPGP data found.'],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [2],
      line: /^File '([^']+)' exists\. Overwrite\?|^gpg: (?:dearmoring|enarmoring|export) failed: File exists|^gpg: (?:cannot open '?\/dev\/tty|(?:signing|decryption|key generation|public key decryption) failed: (?:Inappropriate ioctl|No pinentry))/,
      cases: [
        {
          id: 'gpg-file-exists',
          when: (s) =>
            /exists/.test(s.line.said) ||
            s.has(/exists\. Overwrite\?|failed: File exists/) ||
            s.commanded(/gpg .{0,80}--dearmor/),
          says: (s) =>
            `gpg does not overwrite the key file that is there already${s.name() ? `: ${s.name()}` : ''}. It asks first, and nobody can answer.`,
          advice:
            'The parent image, or an earlier step, has installed the key. Let gpg overwrite it, or write the file with tee.',
          side: 'script',
          again: 'useless',
          change: [shell('gpg --batch --yes --dearmor -o /usr/share/keyrings/vendor.gpg')],
          example: ['gpg: dearmoring failed: File exists'],
        },
        {
          id: 'gpg-asks',
          says: 'gpg wanted to ask something (a passphrase, a confirmation), and a build has no terminal.',
          advice:
            'Run it with --batch --yes --no-tty; for a key with a passphrase add --pinentry-mode loopback and --passphrase-file.',
          side: 'script',
          again: 'useless',
          change: [shell('gpg --batch --yes --no-tty --pinentry-mode loopback …')],
          example: ["gpg: cannot open '/dev/tty': No such device or address"],
        },
      ],
    },
    {
      kind: 'network',
      exits: [2],
      line: /^gpg: keyserver (?:receive|search|refresh|send) failed: (.{0,60})|^gpg: (?:failed to start the dirmngr|connecting dirmngr|can't connect to the dirmngr|no running Dirmngr|error (?:running|creating) .{0,40}dirmngr).{0,120}|^gpgkeys: (.{0,80})/,
      cases: [
        {
          id: 'gpg-no-dirmngr',
          when: (s) =>
            /[Nn]o dirmngr/.test(s.line.said) || s.has(/dirmngr.{0,80}(?:No such file|No dirmngr)/),
          says: 'gpg could not fetch a key from a key server: its helper dirmngr is not installed.',
          advice:
            'Install dirmngr, or do without a key server: download the key over https from the vendor and store it under /usr/share/keyrings.',
          side: 'script',
          again: 'useless',
          change: [shell('apt-get install -y dirmngr gnupg')],
          proven: true,
          example: ['gpg: keyserver receive failed: No dirmngr'],
        },
        {
          id: 'gpg-pool-ended',
          when: (s) => s.shows(/sks-keyservers\.net|pgp\.mit\.edu|keys\.gnupg\.net|pool\.sks/),
          says: 'The key server that the script asks no longer answers: the SKS pool was shut down in 2021.',
          advice:
            'Use hkps://keyserver.ubuntu.com or hkps://keys.openpgp.org; better, download the key over https from the vendor.',
          side: 'script',
          again: 'useless',
          change: [shell('gpg --keyserver hkps://keyserver.ubuntu.com --recv-keys …')],
          example: [
            '+ apt-key adv --keyserver ha.pool.sks-keyservers.net --recv-keys 0123456789ABCDEF',
            'gpg: keyserver receive failed: No name',
          ],
        },
        {
          id: 'gpg-key-absent',
          when: (s) => /No data|not found/i.test(s.line.said),
          says: 'The key server does not have the key that the script asks for.',
          advice:
            'Check the fingerprint, or download the key over https from the vendor. Key servers also answer so on a bad day.',
          side: 'script',
          again: 'mayHelp',
          example: ['gpg: keyserver receive failed: No data'],
        },
        {
          id: 'gpg-keyserver',
          says: (s) =>
            `gpg could not reach the key server${s.name() ? ` (${s.name()})` : ''}: it is overloaded, or the subnet does not let port 11371 out.`,
          advice:
            'Building again may help. Better, do without a key server: download the key over https from the vendor. Where only https is open, hkps://keyserver.ubuntu.com:443 works.',
          side: 'network',
          again: 'mayHelp',
          change: [shell('gpg --keyserver hkps://keyserver.ubuntu.com:443 --recv-keys …')],
          example: ['gpg: keyserver receive failed: Connection timed out'],
        },
      ],
    },
    {
      kind: 'command',
      exits: [127, 255, 1],
      line: /gnupg1 do not seem to be installed|(?:^|: |sudo: )gpg2?: (?:command )?not found$/,
      cases: [
        {
          id: 'gpg-missing',
          says: 'gpg is not installed, and the script needs it to add a repository’s key.',
          advice: 'Install gnupg before the key is added; minimal images leave it out.',
          side: 'script',
          again: 'useless',
          change: [shell('apt-get update && apt-get install -y gnupg ca-certificates curl')],
          proven: true,
          example: [
            'E: gnupg, gnupg2 and gnupg1 do not seem to be installed, but one of them is required for this operation',
          ],
        },
      ],
    },
    {
      kind: 'check',
      exits: [1, 2],
      line: /^gpg: (BAD signature) from|^gpg: Can't check signature: (.{1,60})/,
      cases: [
        {
          id: 'gpg-bad-signature',
          when: (s) => /BAD/.test(s.line.said),
          says: 'A downloaded file does not match its signature.',
          advice:
            'The file was cut off or changed on the way (a proxy, a mirror in the middle of an update), or the signature belongs to another version. Download both again.',
          side: 'network',
          again: 'mayHelp',
          example: ['gpg: BAD signature from "Example Signing Key <sign@example.com>" [unknown]'],
        },
        {
          id: 'gpg-signer-unknown',
          says: 'gpg could not check the signature of a download: it does not have the signer’s public key.',
          advice:
            'Import the vendor’s key before the check. Vendors change keys: take the one that the download page names today.',
          side: 'script',
          again: 'useless',
          change: [shell('curl -fsSL https://…/key.asc | gpg --batch --import')],
          example: ["gpg: Can't check signature: No public key"],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [2],
      line: /^gpg: (?:Fatal: )?can't create (?:directory|lock for) [`'](\S+?)':? (.{1,60})|^gpg: keyblock resource '([^']+)': (?:No such|Permission)|^gpg: failed to create temporary file '([^']+)'|^gpg: can't connect to the (?:gpg-)?agent|^gpg: (?:WARNING: )?unsafe ownership on homedir '([^']+)'/,
      cases: [
        {
          id: 'gpg-home',
          says: 'gpg cannot use its home directory: it does not exist, belongs to another user, or HOME is not set.',
          advice: 'Give gpg a directory of its own for the time of the build.',
          side: 'script',
          again: 'useless',
          change: [shell('export GNUPGHOME=$(mktemp -d)', 'chmod 700 "$GNUPGHOME"')],
          example: ["gpg: Fatal: can't create directory '/root/.gnupg': No such file or directory"],
        },
      ],
    },
  ],
  closers: [/^gpg: (?:Total number processed|no ultimately trusted)/],
}
