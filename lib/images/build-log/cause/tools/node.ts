import { shell } from '../change'
import type { Tool } from '../tool'

/** npm, yarn and Node. */
export const node: Tool = {
  name: 'npm and Node',
  failures: [
    {
      kind: 'config',
      line: /Cannot find matching keyid/,
      cases: [
        {
          id: 'corepack-key',
          says: 'Corepack refuses the package manager’s signature: npm has new signing keys, and this corepack is too old to know them.',
          advice: 'Update corepack first, or install pnpm or yarn directly with npm.',
          side: 'distribution',
          again: 'useless',
          change: [shell('npm install -g corepack@latest')],
          proven: true,
          example: ['Error: Cannot find matching keyid: {"signatures":[]}'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^npm (?:ERR!|error) (?:notarget No matching version found for (\S+)|404 +'([^']+)' is not|404 +Not Found.{0,20} (\S+)|code (E404|ETARGET))/,
      cases: [
        {
          id: 'npm',
          says: 'npm found no $1 in the registry.',
          advice:
            'Check the package’s name and version; a private one needs its registry and token (.npmrc).',
          side: 'script',
          again: 'useless',
          example: ['npm ERR! code ETARGET'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^npm (?:ERR!|error) (?:code ERESOLVE|ERESOLVE unable|Could not resolve dependency)/,
      cases: [
        {
          id: 'npm-peer',
          says: 'npm found peer dependencies that contradict each other (ERESOLVE).',
          advice: 'Align the versions, or install with --legacy-peer-deps.',
          side: 'script',
          again: 'useless',
          change: [shell('npm install --legacy-peer-deps')],
          proven: true,
          example: ['npm ERR! code ERESOLVE'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^npm (?:ERR!|error) (?:code EBADENGINE|engine Unsupported engine|notsup)|npm v[\d.]+ does not support Node|SyntaxError: Unexpected token '?(?:\?|\.|\|\|)|The engine "node" is incompatible|Unsupported engine/,
      cases: [
        {
          id: 'node-version',
          says: 'The package needs another version of Node than is installed.',
          advice: 'Install the Node version it asks for before it.',
          side: 'script',
          again: 'useless',
          example: ['npm ERR! code EBADENGINE'],
        },
      ],
    },
    {
      kind: 'compile',
      line: /version [`'](GLIBC(?:XX)?_[\d.]+)' not found/,
      cases: [
        {
          id: 'glibc-too-old',
          says: 'A program was built for a newer system library than the image has: $1 not found.',
          advice:
            'Use a build of it for this operating system (Node 18 and later need glibc 2.28: not Amazon Linux 2 or CentOS 7), an older version, or a newer parent image.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ["node: /lib64/libm.so.6: version `GLIBC_2.27' not found (required by node)"],
        },
      ],
    },
    {
      kind: 'network',
      exits: [1],
      line: /^npm (?:ERR!|error) (?:code (?:ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EIDLETIMEOUT|ERR_SOCKET_TIMEOUT)|network )/,
      cases: [
        {
          id: 'npm-network',
          says: 'npm could not reach its registry.',
          advice:
            'Build again if it was a passing fault; else give the subnet a way to the registry, or set npm’s proxy.',
          side: 'network',
          again: 'mayHelp',
          example: ['npm ERR! code ECONNRESET'],
        },
      ],
    },
    {
      kind: 'permission',
      line: /^sh: (?:\d{1,6}|line \d{1,6}): (node|node-gyp|\S+): Permission denied$/,
      cases: [
        {
          id: 'npm-script-as-nobody',
          when: (s) =>
            s.below(/^npm (?:ERR!|error) .{0,120}(?:ELIFECYCLE|install script|postinstall)/, 14) !==
            undefined,
          says: (s) =>
            `An install script of an npm package could not run ${s.name()}: npm 6 and older, called by root, runs such scripts as the user nobody.`,
          advice:
            'nobody may not enter /root, where Node.js is (nvm). Install with --unsafe-perm, put Node.js outside /root, or use npm 7 and newer.',
          side: 'script',
          again: 'useless',
          change: [shell('npm install -g --unsafe-perm …')],
          example: [
            'sh: 1: node: Permission denied',
            'npm ERR! code ELIFECYCLE',
            'npm ERR! Failed at the tool@1.0.0 postinstall script.',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      general: true,
      follows: true,
      line: /^npm (?:ERR!|error) code (E\w+)/,
      cases: [
        {
          id: 'npm-error',
          says: (s) =>
            `npm failed with ${s.name()}: ${s.below(/^npm (?:ERR!|error) (?!code|errno|syscall|path)(.{8,160})/, 8)?.[1] ?? ''}.`,
          advice: 'The lines after it say what it was about; the full log is under ~/.npm/_logs.',
          side: 'script',
          again: 'mayHelp',
          example: ['npm ERR! code EPROTO'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /^(?:npm (?:ERR!|error) )?gyp (?:ERR!|error)!? (?:find Python|stack Error: (.*)|not ok)/,
      cases: [
        {
          id: 'node-gyp',
          says: (s) => `npm could not compile a native module: ${s.line.said.slice(0, 140)}.`,
          advice: 'Install Python 3, make and a C++ compiler before npm install.',
          side: 'script',
          again: 'useless',
          change: [
            shell('dnf -y install python3 make gcc-c++ || apt-get install -y python3 build-essential'),
          ],
          example: ['gyp ERR! find Python'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^Error: Cannot find module '([^']+)'/,
      cases: [
        {
          id: 'node-module',
          says: 'A Node program did not find its module $1.',
          advice: 'Install it in the program’s folder (npm ci), or correct the path.',
          side: 'script',
          again: 'useless',
          example: ["Error: Cannot find module 'yargs'"],
        },
      ],
    },
  ],
  closers: [/^npm (?:ERR!|error)/, /^gyp ERR!/, /^error Command failed/],
  // An error’s fields, which node prints below it
  noise: [/^(?:code|reason|library|errno|syscall|opensslErrorStack): (?:'|\[ ?')/],
}
