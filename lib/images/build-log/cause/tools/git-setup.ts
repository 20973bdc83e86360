import { shell } from '../change'
import type { Failure } from '../tool'

/** git, ssh and Git LFS where they refuse before or after the network: before git.ts. */
export const gitSetup: readonly Failure[] = [
  {
    kind: 'vcs',
    exits: [1, 2, 128],
    line: /git: 'lfs' is not a git command|git-lfs: (?:command )?not found|batch response: (.{1,140})|^Error downloading object: (.{1,160})|this repository is over its data quota/i,
    cases: [
      {
        id: 'git-lfs-missing',
        when: (s) =>
          /not a git command|not found/.test(s.line.said) || s.has(/git-lfs: (?:command )?not found/),
        says: 'The repository keeps large files in Git LFS, and git-lfs is not installed.',
        advice:
          'Install it before cloning. Without it the files are small texts that begin with “version https://git-lfs”.',
        side: 'script',
        again: 'useless',
        change: [shell('dnf -y install git-lfs || apt-get install -y git-lfs', 'git lfs install --system')],
        proven: true,
        example: ["git: 'lfs' is not a git command. See 'git --help'."],
      },
      {
        id: 'git-lfs-quota',
        when: (s) => /quota|batch response/.test(s.line.said),
        says: 'The server did not hand out the large files of the repository (Git LFS).',
        advice:
          'Its owner’s LFS quota is used up, or it asks for a login. Clone without them (GIT_LFS_SKIP_SMUDGE=1) where they are not needed, or keep them in S3.',
        side: 'distribution',
        again: 'useless',
        change: [shell('GIT_LFS_SKIP_SMUDGE=1 git clone …')],
        example: [
          'batch response: This repository is over its data quota. Account responsible for LFS bandwidth should purchase more data packs',
        ],
      },
      {
        id: 'git-lfs-download',
        says: 'A large file of the repository (Git LFS) could not be fetched.',
        advice:
          'Check that the network lets the storage’s host through as well as the server’s, and that the file still exists.',
        side: 'network',
        again: 'mayHelp',
        example: [
          'Error downloading object: data/model.bin (abc1234): Smudge error: Error downloading data/model.bin',
        ],
      },
    ],
  },
  {
    kind: 'vcs',
    exits: [1, 2, 128],
    closes: true,
    line: /smudge filter lfs failed|external filter 'git-lfs/i,
    cases: [
      {
        id: 'git-lfs-filter',
        says: 'The large files of the repository (Git LFS) could not be checked out.',
        advice: 'The lines above, or git lfs logs last, say why. GIT_LFS_SKIP_SMUDGE=1 clones without them.',
        side: 'script',
        again: 'mayHelp',
        exit: 128,
        example: ['fatal: data/model.bin: smudge filter lfs failed'],
      },
    ],
  },
  {
    kind: 'config',
    exits: [128, 1],
    line: /^(?:fatal: )?(?:empty ident name|unable to auto-detect email address)|^\*{3} Please tell me who you are|^Author identity unknown|^Committer identity unknown/,
    cases: [
      {
        id: 'git-identity',
        says: 'git was to make a commit (a merge, git am, stash) and does not know who commits.',
        advice: 'Name somebody, for the whole system or for the command; HOME must be set for --global.',
        side: 'script',
        again: 'useless',
        change: [
          shell('git config --system user.name build', 'git config --system user.email build@localhost'),
        ],
        proven: true,
        example: ["fatal: unable to auto-detect email address (got 'root@ip-10-0-0-1.(none)')"],
      },
    ],
  },
  {
    kind: 'vcs',
    exits: [1, 128],
    line: /^error: Your local changes to the following files would be overwritten|^error: The following untracked working tree files would be overwritten|^error: (?:cannot pull with rebase|you need to resolve your current index)|^CONFLICT \(.{1,30}\): (.{1,120})|^fatal: Not possible to fast-forward|^fatal: Need to specify how to reconcile divergent branches|^fatal: refusing to merge unrelated histories/,
    cases: [
      {
        id: 'git-diverged',
        says: 'A checkout that is there already could not be brought up to date: its files were changed or its history is another.',
        advice:
          'The parent image or an earlier step left it. Throw the changes away, or clone into an empty folder.',
        side: 'script',
        again: 'useless',
        change: [shell('git fetch origin && git reset --hard origin/<branch> && git clean -fd')],
        example: ['error: Your local changes to the following files would be overwritten by merge:'],
      },
    ],
  },
  {
    kind: 'vcs',
    exits: [128, 1],
    line: /^fatal: No url found for submodule path '([^']{1,160})'|^fatal: transport '(file|ext)' not allowed|^fatal: remote error: upload-pack: not our ref (\w{7,64})|Server does not allow request for unadvertised object (\w{7,64})|^fatal: (?:dumb http transport does not support shallow|attempt to fetch\/clone from a shallow)/,
    cases: [
      {
        id: 'git-shallow',
        when: (s) => /unadvertised|not our ref|shallow|dumb/.test(s.line.said),
        says: 'git was to fetch a single commit that the server does not hand out in that way ($1).',
        advice:
          'A shallow clone (--depth) lacks older commits, or the commit was deleted by a force push. Clone without --depth, or by branch or tag.',
        side: 'script',
        again: 'useless',
        change: [shell('git clone <address> && git -C <folder> checkout <commit>')],
        example: [
          'error: Server does not allow request for unadvertised object 0123456789abcdef0123456789abcdef01234567',
        ],
      },
      {
        id: 'git-submodule-refused',
        says: 'A submodule of the repository could not be fetched: $1.',
        advice:
          'Its address is missing, needs a key of its own, or is a local path, which git refuses since 2.38.1.',
        side: 'script',
        again: 'useless',
        change: [
          shell('git config --global protocol.file.allow always', 'git submodule update --init --recursive'),
        ],
        example: ["fatal: transport 'file' not allowed"],
      },
    ],
  },
  {
    kind: 'credentials',
    exits: [255, 128],
    line: /^Load key "([^"]{1,160})": (.{1,60})|^(?:@ *)?WARNING: UNPROTECTED PRIVATE KEY FILE|^Permissions 0\d{3} for '([^']{1,160})' are too open|^Bad owner or permissions on (\S{1,120})|no matching (?:host key type|key exchange method|cipher|MAC|host key) found|no mutual signature (?:algorithm|supported)|^kex_exchange_identification: (.{1,80})|^ssh: Could not resolve hostname|^ssh_exchange_identification: (.{1,80})|sign_and_send_pubkey: (.{1,100})/,
    cases: [
      {
        id: 'ssh-key-format',
        when: (s) => /^Load key/.test(s.line.said),
        says: (s) => `ssh cannot read the private key: ${s.line.said.slice(0, 140)}.`,
        advice:
          'Its line ends were lost or changed on the way (a secret in one line, CRLF), its last line end is missing, or its passphrase cannot be asked for.',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'printf "%s\\n" "$KEY" | tr -d "\\r" >~/.ssh/id_ed25519',
            'chmod 600 ~/.ssh/id_ed25519 && ssh-keygen -y -f ~/.ssh/id_ed25519 >/dev/null',
          ),
        ],
        proven: true,
        example: ['Load key "/root/.ssh/id_ed25519": error in libcrypto'],
      },
      {
        id: 'ssh-key-mode',
        when: (s) => /UNPROTECTED|too open|Bad owner/.test(s.line.said),
        says: 'ssh refuses a key or configuration that others may read or that belongs to another user.',
        advice: 'Take the rights of the others.',
        side: 'script',
        again: 'useless',
        change: [shell('chmod 700 ~/.ssh && chmod 600 ~/.ssh/*', 'chown -R "$(id -un)": ~/.ssh')],
        proven: true,
        example: ["Permissions 0644 for '/root/.ssh/id_rsa' are too open."],
      },
      {
        id: 'ssh-algorithms',
        when: (s) => /matching|mutual|sign_and/.test(s.line.said),
        says: 'ssh and the server have no key type or encryption in common.',
        advice:
          'Current systems no longer use ssh-rsa with SHA-1, and FIPS mode no Ed25519: use an ECDSA or RSA key of 3072 bits and a current server. For an old server only: -o HostKeyAlgorithms=+ssh-rsa -o PubkeyAcceptedAlgorithms=+ssh-rsa.',
        side: 'distribution',
        again: 'useless',
        change: [
          shell(
            'GIT_SSH_COMMAND="ssh -o HostKeyAlgorithms=+ssh-rsa -o PubkeyAcceptedAlgorithms=+ssh-rsa" git clone …',
          ),
        ],
        example: [
          'Unable to negotiate with 10.0.0.5 port 22: no matching host key type found. Their offer: ssh-rsa',
        ],
      },
      {
        id: 'ssh-closed',
        says: (s) =>
          `The ssh server closed the connection before it said anything${s.name() ? ` (${s.name()})` : ''}.`,
        advice:
          'A firewall or proxy does not let port 22 through, or the server limits connections. GitHub also answers ssh at ssh.github.com:443; https needs no port 22 at all.',
        side: 'network',
        again: 'mayHelp',
        change: [shell('git config --system url."https://github.com/".insteadOf "git@github.com:"')],
        example: ['kex_exchange_identification: Connection closed by remote host'],
      },
    ],
  },
]
