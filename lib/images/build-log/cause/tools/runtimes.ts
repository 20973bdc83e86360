import { shell } from '../change'
import type { Tool } from '../tool'

/** pyenv, nvm, rbenv, rustup and their like, which install language runtimes of chosen versions. */
export const runtimes: Tool = {
  name: 'pyenv, nvm, rbenv, rustup',
  failures: [
    {
      kind: 'command',
      exits: [127],
      line: /^(pyenv|rbenv|nodenv|goenv|jenv): (\S{1,60}): command not found|^The ['`](\S{1,60})' command exists in these|^(pyenv|rbenv|nodenv): version ['`]([^'`]{1,60})['`] is not installed/,
      cases: [
        {
          id: 'shim-version',
          says: (s) =>
            `${s.name(1) || s.name(4) || 'A version manager'} has the command ${s.name(2) || s.name(5)} only in a version that is not chosen or not installed.`,
          advice:
            'Choose one that is installed (global, or the variable of the name), or install the version that .python-version or .ruby-version names.',
          side: 'script',
          again: 'useless',
          change: [shell('pyenv versions', 'pyenv global 3.11.9')],
          example: ["pyenv: version `3.12.1' is not installed (set by /opt/tool/.python-version)"],
        },
      ],
    },
    {
      kind: 'language',
      exits: [2, 1],
      line: /^(?:python|ruby|node)-build: definition not found: (\S{1,60})|^Version '([^']{1,40})' not found - try `nvm ls-remote|^N\/A: version "([^"]{1,40})/,
      cases: [
        {
          id: 'runtime-version-unknown',
          says: 'The version manager does not know the version $1.',
          advice:
            'Its list is older than the version: update it (git pull in its folder), or the version does not exist.',
          side: 'script',
          again: 'useless',
          change: [shell('git -C "$PYENV_ROOT" pull')],
          proven: true,
          example: ['python-build: definition not found: 3.13.9'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      closes: true,
      reason: (s) =>
        s.scene
          .below(s.line, 30)
          .find(({ said }) =>
            /: (?:fatal )?error: |not found|cannot find|ERROR: The Python ssl|ModuleNotFoundError|can't decompress|No space left/.test(
              said,
            ),
          ),
      line: /^BUILD FAILED \((.{1,60}) using (?:python|ruby)-build/,
      cases: [
        {
          id: 'runtime-build',
          says: 'pyenv or rbenv compiled a language from source, and that failed.',
          advice:
            'Install what it needs to compile first: gcc, make and the headers of OpenSSL, zlib, bzip2, readline, sqlite, libffi and xz. A package of the distribution, or uv python install, is quicker.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'dnf -y install gcc make openssl-devel zlib-devel bzip2-devel readline-devel sqlite-devel libffi-devel xz-devel',
              '# Ubuntu: apt-get install -y build-essential libssl-dev zlib1g-dev libbz2-dev libreadline-dev libsqlite3-dev libffi-dev liblzma-dev',
            ),
          ],
          example: ['BUILD FAILED (Ubuntu 22.04 using python-build 2.4.1)'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^error: (?:rustup could not choose a version|no (?:default toolchain|override and no default)|toolchain '([^']{1,80})' (?:is not installed|does not)|cannot install while Rust is installed|Unable to run interactively|could not rename.{0,120}|component download failed.{0,80})|^error: it looks like you have an existing (?:rustup|installation)/,
      cases: [
        {
          id: 'rustup-interactive',
          when: (s) => /interactively/.test(s.line.said),
          says: 'rustup’s installer wanted to ask, and nobody can answer in a build.',
          advice: 'Run it with -y.',
          side: 'script',
          again: 'useless',
          change: [shell('curl -fsSL https://sh.rustup.rs | sh -s -- -y --no-modify-path')],
          proven: true,
          example: [
            'error: Unable to run interactively. Run with -y to accept defaults, --help for additional options',
          ],
        },
        {
          id: 'rustup-beside-package',
          when: (s) => /Rust is installed|existing/.test(s.line.said),
          says: 'rustup refuses to install itself beside a Rust that is there already.',
          advice: 'Use the distribution’s, or skip the check.',
          side: 'script',
          again: 'useless',
          change: [shell('RUSTUP_INIT_SKIP_PATH_CHECK=yes sh rustup-init.sh -y')],
          proven: true,
          example: ['error: cannot install while Rust is installed'],
        },
        {
          id: 'rustup-no-toolchain',
          says: 'rustup is there, but no Rust is chosen or installed.',
          advice: 'Install one and make it the default, for the same user and HOME that compiles.',
          side: 'script',
          again: 'useless',
          change: [shell('rustup default stable')],
          example: [
            "error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.",
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [101, 1],
      line: /^error\[E0463\]: can't find crate for `(\w{1,60})`|the `?(\S{1,60})`? target may not be installed/,
      cases: [
        {
          id: 'rust-target',
          says: 'Rust does not have its standard library for the target that is compiled for.',
          advice: 'Add the target.',
          side: 'script',
          again: 'useless',
          change: [shell('rustup target add x86_64-unknown-linux-musl')],
          example: ["error[E0463]: can't find crate for `std`"],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1, 2, 3],
      line: /^go: (?:cannot find main module|go\.mod file not found)|^go\.mod file not found in current|^go(?: install)?: .{0,60}version is required when current directory is not in a module|^go: 'go get' is no longer supported outside|^go: download (go[\d.]{1,12}) for \S{1,30}: toolchain not available|cgo: C compiler "(\S{1,30})" not found|^flag provided but not defined: (\S{1,40})/,
      cases: [
        {
          id: 'go-no-compiler',
          when: (s) => /cgo/.test(s.line.said),
          says: 'Go wanted a C compiler for a package with C in it, and there is none.',
          advice: 'Install gcc, or build without C.',
          side: 'script',
          again: 'useless',
          change: [shell('export CGO_ENABLED=0')],
          proven: true,
          example: ['cgo: C compiler "gcc" not found: exec: "gcc": executable file not found in $PATH'],
        },
        {
          id: 'go-toolchain',
          when: (s) => /toolchain/.test(s.line.said),
          says: 'Go wanted to download a newer Go ($1) and could not find it.',
          advice:
            'The go line of go.mod names a version that does not exist (write 1.22.0, not 1.22), or the network does not reach proxy.golang.org. Install that Go.',
          side: 'script',
          again: 'useless',
          example: ['go: download go1.22 for linux/amd64: toolchain not available'],
        },
        {
          id: 'go-outside-module',
          says: 'Go was called outside a module.',
          advice:
            'Change into the folder with go.mod; to install a program, name a version: go install <path>@latest.',
          side: 'script',
          again: 'useless',
          change: [shell('go install example.com/tool@latest')],
          example: [
            "go: go.mod file not found in current directory or any parent directory; see 'go help modules'",
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1, 3, 11],
      line: /^nvm is not compatible with the (?:"?PREFIX"?|npm config "prefix")|^Your user['’]s \.npmrc file .{0,120}has a `?(?:globalconfig|prefix)|^nvm: (?:command )?not found|: nvm: command not found$/,
      cases: [
        {
          id: 'nvm-prefix',
          when: (s) => /compatible|npmrc/.test(s.line.said),
          says: 'nvm does not work beside a fixed npm prefix (an .npmrc or the variable PREFIX).',
          advice: 'Unset it for the script.',
          side: 'script',
          again: 'useless',
          change: [shell('unset PREFIX NPM_CONFIG_PREFIX', 'nvm use --delete-prefix <version>')],
          proven: true,
          example: [
            'nvm is not compatible with the "PREFIX" environment variable: currently set to "/usr/local"',
          ],
        },
        {
          id: 'nvm-not-loaded',
          says: 'nvm is no program but a function of the shell, and this script has not loaded it.',
          advice: 'Source it at the top of each script that uses it; ~/.bashrc is not read in a build.',
          side: 'script',
          again: 'useless',
          change: [shell('export NVM_DIR="$HOME/.nvm"', '. "$NVM_DIR/nvm.sh"')],
          proven: true,
          example: ['/tmp/x.sh: line 5: nvm: command not found'],
        },
      ],
    },
  ],
}
