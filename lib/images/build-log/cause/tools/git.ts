import { shell } from '../change'
import type { Tool } from '../tool'
import { gitSetup } from './git-setup'

/** git, ssh and rsync. */
export const git: Tool = {
  name: 'git and ssh',
  failures: [
    ...gitSetup,
    {
      kind: 'vcs',
      exits: [128, 255],
      line: /Host key verification failed|Are you sure you want to continue connecting/,
      cases: [
        {
          id: 'ssh-host-key',
          says: 'ssh does not know the server’s host key, and nobody could confirm it.',
          advice: 'Put the key into known_hosts before the clone, or clone over https.',
          side: 'script',
          again: 'useless',
          change: [shell('ssh-keyscan github.com >> ~/.ssh/known_hosts')],
          proven: true,
          example: ['Host key verification failed.', 'fatal: Could not read from remote repository.'],
        },
      ],
    },
    {
      kind: 'vcs',
      exits: [128, 255],
      line: /Permission denied \(publickey/,
      cases: [
        {
          id: 'ssh-key',
          says: 'The server refused the ssh key: the build instance has none, or one that may not read there.',
          advice: 'Give the script a deploy key (from Secrets Manager), or clone over https with a token.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            'git@github.com: Permission denied (publickey).',
            'fatal: Could not read from remote repository.',
          ],
        },
      ],
    },
    {
      kind: 'vcs',
      exits: [128],
      line: /^fatal: could not read (?:Username|Password) for '([^']+)'|^fatal: Authentication failed for '([^']+)'|Support for password authentication was removed|Invalid username or (?:password|token)/,
      cases: [
        {
          id: 'git',
          says: 'git needs a user and password for $1, and nobody could answer.',
          advice:
            'The repository is private, misspelled or gone (GitHub asks then too). Give a token in the address or a deploy key.',
          side: 'script',
          again: 'useless',
          example: [
            "fatal: could not read Username for 'https://git.example.com': No such device or address",
          ],
        },
      ],
    },
    {
      kind: 'vcs',
      exits: [128],
      line: /^(?:fatal|remote): ?(?:ERROR: )?.{0,100}(?:[Rr]epository '?([^']*?)'? ?not found|does not appear to be a git repository)|^remote: (?:Repository|Not) .{0,60}(?:not found|denied)|Remote branch (\S+) not found|couldn't find remote ref (\S+)|pathspec '([^']+)' did not match|reference is not a tree: (\S+)|unable to checkout|fatal: invalid reference: (\S+)|ambiguous argument '([^']+)'/,
      cases: [
        {
          id: 'git-ref',
          when: (s) => /branch|ref|pathspec|tree|ambiguous|checkout/.test(s.line.said),
          says: 'The branch, tag or commit $1 does not exist in the repository.',
          advice: 'It was renamed (master to main), deleted, or is not in a shallow clone (--depth 1).',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['fatal: Remote branch v9.9 not found in upstream origin'],
        },
        {
          id: 'git-missing',
          says: 'The git repository was not found ($1).',
          advice: 'Its address is misspelled, it moved or was deleted, or it is private.',
          side: 'script',
          again: 'useless',
          example: ["fatal: repository 'https://github.com/x/y/' not found"],
        },
      ],
    },
    {
      kind: 'vcs',
      exits: [128],
      line: /detected dubious ownership in repository at '([^']+)'/,
      cases: [
        {
          id: 'git-ownership',
          says: 'git refuses a repository that belongs to another user ($1).',
          advice:
            'Mark it as safe (safe.directory), or give it to the user who runs git (chown -R): it was cloned or copied by another one.',
          side: 'script',
          again: 'useless',
          change: [shell('git config --system --add safe.directory "*"')],
          proven: true,
          example: ["fatal: detected dubious ownership in repository at '/opt/src'"],
        },
      ],
    },
    {
      kind: 'vcs',
      exits: [128],
      line: /^fatal: destination path '([^']+)' already exists/,
      cases: [
        {
          id: 'git-exists',
          says: 'git does not clone into $1: the folder is there already.',
          advice: 'The parent image or an earlier attempt left it. Delete it first, or pull instead.',
          side: 'script',
          again: 'useless',
          change: [shell('rm -rf <folder> && git clone …')],
          proven: true,
          example: ["fatal: destination path 'tools' already exists and is not an empty directory."],
        },
      ],
    },
    {
      kind: 'vcs',
      exits: [128],
      line: /unauthenticated git protocol on port 9418|The unauthenticated git protocol/,
      cases: [
        {
          id: 'git-protocol',
          says: 'GitHub no longer serves addresses that begin with git://.',
          advice: 'Use https:// instead.',
          side: 'script',
          again: 'useless',
          change: [shell('git config --global url."https://github.com/".insteadOf git://github.com/')],
          proven: true,
          example: ['The unauthenticated git protocol on port 9418 is no longer supported.'],
        },
      ],
    },
    {
      kind: 'vcs',
      exits: [128],
      line: /^fatal: (?:unable to access '([^']+)'|not a git|the remote end|early EOF|index-pack|fetch-pack|clone of '([^']+)').{0,160}/,
      cases: [
        {
          id: 'git-submodule',
          when: (s) => /clone of/.test(s.line.said),
          says: 'git could not clone a submodule: $1.',
          advice:
            'The submodule’s address uses ssh or a private host; rewrite it to https or leave submodules out.',
          side: 'script',
          again: 'useless',
          example: ["fatal: clone of 'git@github.com:x/y.git' into submodule path '/opt/x' failed"],
        },
        {
          id: 'git-fetch',
          says: (s) =>
            `git could not fetch a repository: ${s.line.said.replace(/^fatal: /, '').slice(0, 180)}.`,
          advice:
            'Check the address, and that the build subnet reaches the host; a connection that broke off passes by itself.',
          side: 'network',
          again: 'mayHelp',
          example: [
            "fatal: unable to access 'https://github.com/x/y/': The requested URL returned error: 500",
          ],
        },
      ],
    },
    {
      kind: 'file',
      exits: [23, 12, 11, 1],
      line: /^rsync: (.*)|^scp: (.*)/,
      cases: [
        {
          id: 'rsync',
          says: (s) => `A file could not be copied: ${s.line.said.slice(0, 140)}.`,
          advice: 'The source does not exist or the target cannot be written.',
          side: 'script',
          again: 'useless',
          example: ['rsync: [sender] link_stat "/srv/tools" failed: No such file or directory (2)'],
        },
      ],
    },
  ],
  closers: [
    /^fatal: Could not read from remote|^Please make sure you have the correct|^and the repository exists|^rsync error:/,
  ],
  noise: [/^Warning: Permanently added/],
}
