import { shell } from '../change'
import type { Tool } from '../tool'

/** sed, tar and unzip, where they end a script over what seems a small thing. */
export const textTools: Tool = {
  name: 'sed, tar and unzip',
  failures: [
    {
      kind: 'config',
      exits: [1],
      line: /^sed: -e expression #\d+, char \d+: (.*)/,
      cases: [
        {
          id: 'sed-delimiter',
          when: (s) => /unknown option to [`'‘]s|unterminated [`'‘]s/.test(s.line.said),
          says: 'A value that was put into sed’s expression holds its delimiter (a slash) or a line end, so that the expression is broken.',
          advice:
            'Passwords, paths and addresses have slashes now and then: take another delimiter (s|old|new|), escape the value, or generate one without special characters (openssl rand -hex 16).',
          side: 'script',
          again: 'mayHelp',
          change: [shell('password=$(openssl rand -hex 16)', 'sed -i "s|password_here|$password|" file')],
          proven: true,
          example: ["sed: -e expression #1, char 34: unknown option to `s'"],
        },
        {
          id: 'sed-expression',
          says: 'sed does not understand its expression: $1.',
          advice: 'Look at what the script puts into it: an empty value, a bracket or a line end break it.',
          side: 'script',
          again: 'useless',
          example: ['sed: -e expression #1, char 12: unmatched ( or \\('],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /^tar: (\S+): (?:file changed as we read it|[Ff]ile removed before we read it)/,
      cases: [
        {
          id: 'tar-file-changed',
          says: 'tar made the archive and still ends with exit code 1, because $1 was written to while it was read.',
          advice:
            'Stop what writes there, exclude the file (--exclude), or tolerate exit code 1: it means that files changed, 2 that something failed.',
          side: 'script',
          again: 'mayHelp',
          change: [shell('tar -czf out.tgz <directory> || [ $? -eq 1 ]')],
          proven: true,
          example: [
            '+ set -e',
            '+ tar -czf /root/a.tgz /usr/local',
            'tar: /usr/local/a.log: file changed as we read it',
          ],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [1],
      line: /^replace (\S+)\? \[y\]es, \[n\]o, \[A\]ll|\(EOF or read error, treating as "\[N\]one"/,
      reason: (s) => s.lineAbove(/^replace \S+\? \[y\]es/, 3) ?? s.line,
      cases: [
        {
          id: 'unzip-asks',
          says: 'unzip asked whether to overwrite a file that already exists, and nobody could answer.',
          advice:
            'The archive was unpacked there before, by the parent image or an earlier step: unzip -o overwrites, unzip -n keeps what is there.',
          side: 'script',
          again: 'useless',
          change: [shell('unzip -oq archive.zip -d <directory>')],
          proven: true,
          example: [
            'replace /opt/site/a? [y]es, [n]o, [A]ll, [N]one, [r]ename:  NULL',
            '(EOF or read error, treating as "[N]one" ...)',
          ],
        },
      ],
    },
  ],
  noise: [/^tar: Removing leading /],
}
