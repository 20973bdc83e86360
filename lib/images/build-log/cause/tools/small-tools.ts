import { shell } from '../change'
import type { Tool } from '../tool'

/** cp, sed, patch, unzip, openssl and other small tools that scripts are made of. */
export const smallTools: Tool = {
  name: 'cp, sed, unzip and other small tools',
  failures: [
    {
      kind: 'file',
      exits: [1],
      line: /^cp: (?:-r not specified; )?omitting directory ['‘`]?([^'’]{1,200})/,
      cases: [
        {
          id: 'cp-directory',
          says: 'cp left out the folder $1: it copies folders only with -r.',
          advice: 'Copy with -a, which takes folders and keeps modes and links.',
          side: 'script',
          again: 'useless',
          change: [shell('cp -a <from> <to>')],
          proven: true,
          example: ["cp: -r not specified; omitting directory '/opt/tools/conf.d'"],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /^(?:cp|mv|install|ln): (?:target|failed to access) ['‘]?([^'’:]{1,200})['’]?(?: is not a directory|: (?:Not a directory|No such file or directory))|^(?:cp|mv): (?:cannot overwrite (?:non-)?directory|cannot move) ['‘]?([^'’]{1,200}).{0,200}|^(?:cp|mv): ['‘]?([^'’]{1,200})['’] and .{0,200} are the same file|^(?:cp|mv|ln|install): missing (?:destination )?file operand.{0,200}/,
      cases: [
        {
          id: 'same-file',
          when: (s) => /same file/.test(s.line.said),
          says: 'The source and the target of a copy are the same file ($1): one of them is a link to the other.',
          advice: 'Leave the copy out where the link exists, or copy with --remove-destination.',
          side: 'script',
          again: 'useless',
          change: [shell('cp --remove-destination <from> <to>')],
          proven: true,
          example: ["cp: '/opt/a/tool.conf' and '/etc/tool.conf' are the same file"],
        },
        {
          id: 'no-operand',
          when: (s) => /operand/.test(s.line.said),
          says: 'A file command was called with too few names: a variable or pattern in it is empty.',
          advice: 'Print the variables before it, and use set -u, which stops at an unset one.',
          side: 'script',
          again: 'useless',
          change: [shell('set -u')],
          example: ["cp: missing destination file operand after '/opt/tools'"],
        },
        {
          id: 'target-no-directory',
          when: (s) => /target|access/.test(s.line.said),
          says: 'Files were to be copied into $1, which is no folder or does not exist.',
          advice: 'Create it first; when a pattern matches several files the target must be a folder.',
          side: 'script',
          again: 'useless',
          change: [shell('mkdir -p <target>')],
          example: ["cp: target '/etc/tools/conf.d' is not a directory"],
        },
        {
          id: 'target-in-the-way',
          says: (s) => `Something lies in the way of a move or copy: ${s.line.said.slice(0, 180)}.`,
          advice:
            'The target exists already and is not empty, or is a folder where a file should be. The parent image or an earlier attempt made it: remove it first, or copy over it with cp -a.',
          side: 'script',
          again: 'useless',
          change: [shell('rm -rf <target> && mv <from> <target>')],
          example: ["mv: cannot move '/tmp/tool' to '/opt/tool': Directory not empty"],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1, 4],
      line: /^sed: (?:can't read|couldn't open file|no input files|couldn't (?:edit|open temporary file)) ?(\S{0,160})/,
      cases: [
        {
          id: 'sed-file',
          says: (s) =>
            `sed was to change a file that is not there or may not be written${s.name() ? `: ${s.name()}` : ''}.`,
          advice:
            'The file has another place on this release (Ubuntu 24.04 keeps its sources in /etc/apt/sources.list.d/ubuntu.sources), or the package that brings it is not installed.',
          side: 'script',
          again: 'useless',
          example: ["sed: can't read /etc/default/tool: No such file or directory"],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2, 128],
      line: /^Hunk #\d{1,5} FAILED at|^(\d{1,5} out of \d{1,5} hunks?) FAILED|^error: patch failed: (\S{1,200})|^error: (\S{1,200}): patch does not apply|^Reversed \(or previously applied\) patch detected|^patch: \*{4} (.{1,120})|^can't find file to patch at input line/,
      cases: [
        {
          id: 'patch-applied',
          when: (s) => s.has(/Reversed \(or previously applied\)/),
          says: 'The patch is already part of the source: it was applied before, or this version contains it.',
          advice: 'Leave the patch out for this version, or start from freshly unpacked sources.',
          side: 'script',
          again: 'useless',
          change: [shell('patch -p1 --forward --dry-run <fix.patch && patch -p1 <fix.patch')],
          example: [
            'Reversed (or previously applied) patch detected!  Skipping patch.',
            '1 out of 1 hunk ignored -- saving rejects to file a.c.rej',
          ],
        },
        {
          id: 'patch-no-patch',
          when: (s) => /\*{4} .{0,40}(?:garbage|malformed|unexpected|Can't open)/.test(s.line.said),
          says: 'What was to be applied is no patch, or a damaged one.',
          advice:
            'Its download brought a page in place of the file, or its line ends were changed (CRLF). Fetch it with curl -fL and look at its first line.',
          side: 'script',
          again: 'mayHelp',
          example: ['patch: **** Only garbage was found in the patch input.'],
        },
        {
          id: 'patch-path',
          when: (s) => /can't find file/.test(s.line.said),
          says: 'patch does not find the files that it is to change.',
          advice:
            'It runs in the wrong folder, or strips the wrong number of folders from the names: try -p0 or -p1.',
          side: 'script',
          again: 'useless',
          change: [shell('cd <source> && patch -p1 <fix.patch')],
          example: ["can't find file to patch at input line 5"],
        },
        {
          id: 'patch-other-version',
          says: 'A patch does not fit the source: it was made for another version.',
          advice:
            'Pin the version of the source that the patch was made for, or take the patch for this version.',
          side: 'script',
          again: 'useless',
          example: ['Hunk #1 FAILED at 120.', '1 out of 2 hunks FAILED -- saving rejects to file a.c.rej'],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [1, 2],
      line: /^gzip: (\S{1,200}) already exists;|^(?:bzip2|xz|unxz|zstd|gunzip|pigz): (?:Output file )?(\S{1,200}?):? (?:already exists|File exists)|^overwrite (\S{1,200})\? ?\(?y|^(?:mv|cp|rm): (?:overwrite|remove|replace) .{0,200}\?/,
      cases: [
        {
          id: 'overwrite-asked',
          says: (s) =>
            `An unpacked file is there already${s.name() ? ` (${s.name()})` : ''}, and the tool asks whether to overwrite it.`,
          advice:
            'The script has run before, or the parent image brings the files. Overwrite without a question (gzip -f, xz -f, cp -f), or remove them first.',
          side: 'script',
          again: 'useless',
          change: [shell('gunzip -f <file>.gz')],
          proven: true,
          example: ['gzip: /opt/data.tar already exists;	not overwritten'],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [1, 2],
      line: /^tar: ([^:]{1,200}): Cannot ((?:change ownership to uid|utime: |change mode to|hard link to).*)/,
      cases: [
        {
          id: 'tar-ownership',
          says: (s) =>
            `tar unpacked ${s.name(1)} but could not set what the archive says of it: ${s.name(2)}.`,
          advice:
            'As root tar gives files their owner and mode of the archive, which network file systems and user namespaces refuse.',
          side: 'script',
          again: 'useless',
          change: [shell('tar --no-same-owner --no-same-permissions -xf <archive>')],
          example: [
            'tar: data/a.txt: Cannot change ownership to uid 10233, gid 100: Operation not permitted',
          ],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1],
      line: /^base64: invalid input|^basenc: invalid input|^(?:basename|dirname|readlink|realpath|chmod|chown|mkdir|touch|rm|ls): (?:missing operand|extra operand|invalid option|unrecognized option).{0,80}|^(?:chmod|install|mkdir): invalid mode:? ['‘]?(\S{1,60})/,
      cases: [
        {
          id: 'base64-invalid',
          when: (s) => /^base/.test(s.line.said),
          says: 'What was to be decoded is no base64: it is empty, cut off, or has line ends of Windows in it.',
          advice:
            'Look at where the text comes from (a secret, a parameter, a template); base64 -di skips other signs.',
          side: 'script',
          again: 'useless',
          change: [shell('printf %s "$VALUE" | tr -d "\\r\\n" | base64 -d')],
          proven: true,
          example: ['base64: invalid input'],
        },
        {
          id: 'no-operand',
          says: (s) => `A file command was called wrongly: ${s.line.said.slice(0, 140)}.`,
          advice:
            'A variable or pattern in it is empty, or a name begins with a minus. Print the variables before it, and use set -u, which stops at an unset one.',
          side: 'script',
          again: 'useless',
          change: [shell('set -u')],
          example: ['chmod: missing operand'],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1],
      line: /: \[: (too many arguments|[^:]{0,60}: (?:unary operator|integer expression) expected|[^:]{0,60}binary operator expected)/,
      cases: [
        {
          id: 'test-empty-variable',
          says: (s) =>
            `A test in the script got something else than it expects (${s.name()}): a variable in it is empty, has blanks, or is no number.`,
          advice:
            'Put variables in quotes, or use [[ … ]]. With set -u an unset variable stops the script where it is used. The command that should have filled it may have failed before.',
          side: 'script',
          again: 'useless',
          change: [shell('[[ "$VERSION_ID" == 22.04 ]]')],
          example: ['/tmp/x.sh: line 7: [: too many arguments'],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /^(?:unable to load|Could not (?:read|open|find)) (certificates?|(?:Private |private )?[Kk]ey|.{0,40}(?:certificate|private key)).{0,120}|^Can't open ["']?(\S{1,200}?)["']? for reading, No such file|^Error opening (?:Certificate|Private Key|CA (?:Certificate|Private Key)) (\S{1,200})|^error loading the config file '([^']+)'|^keytool error: java\.lang\.Exception: (.{1,160})/,
      cases: [
        {
          id: 'keytool-alias',
          when: (s) => /keytool/.test(s.line.said) && /already exists/.test(s.line.said),
          says: (s) => `keytool does not import a certificate a second time: ${s.name(5)}.`,
          advice: 'Delete the alias first, or skip the import where it is there.',
          side: 'script',
          again: 'useless',
          change: [shell('keytool -delete -cacerts -storepass changeit -alias <alias> || true')],
          proven: true,
          example: [
            'keytool error: java.lang.Exception: Certificate not imported, alias <corp-ca> already exists',
          ],
        },
        {
          id: 'certificate-unreadable',
          says: (s) => `A certificate or key cannot be read: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The file is missing, is in another format (DER in place of PEM), has line ends of Windows, or holds an error page. Look at its first line.',
          side: 'script',
          again: 'useless',
          change: [shell('head -n1 <file>', 'openssl x509 -inform der -in <file> -out <file>.pem')],
          example: ['unable to load certificate'],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [1],
      line: /^(?:Failed to set capabilities on file|unable to set CAP_SETFCAP|setcap: ).{0,60}?[`'‘]?(\S{0,160})|^You \((\S{1,60})\) are not allowed to (?:use this program|access)/,
      cases: [
        {
          id: 'cron-not-allowed',
          when: (s) => /not allowed/.test(s.line.said),
          says: (s) =>
            `The user ${s.name(2)} may not have a crontab: /etc/cron.allow or cron.deny forbids it.`,
          advice:
            'A hardened image allows cron only for the users in /etc/cron.allow: add the user, or write a file in /etc/cron.d.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('echo <user> >>/etc/cron.allow')],
          proven: true,
          example: ['You (tool) are not allowed to use this program (crontab)'],
        },
        {
          id: 'setcap-refused',
          says: 'A program could not be given capabilities.',
          advice:
            'Its file system does not keep them (a network mount, a container’s layer), the file is a link, or the command does not run as root.',
          side: 'script',
          again: 'useless',
          change: [shell('setcap cap_net_bind_service=+ep "$(readlink -f <program>)"')],
          example: ["Failed to set capabilities on file `/usr/bin/tool' (Operation not supported)"],
        },
      ],
    },
  ],
}
