import { shell } from '../change'
import type { Sight, Tool } from '../tool'

const behind = (file: string, tool: string) =>
  `${tool} stops because the lock file ${file} does not fit the project’s list of dependencies: one was changed without the other.`
const advice =
  'Make the lock file anew where the project is kept, with the same version of the tool, and commit both; in a build nothing may be changed by itself.'

/** Installers that keep to a lock file, and refuse when it does not fit. */
export const lockFiles: Tool = {
  name: 'Lock files of projects',
  failures: [
    {
      kind: 'language',
      exits: [1],
      line: /pyproject\.toml changed significantly since poetry\.lock|poetry\.lock is not up to date|^(?:The lock file is not|Error: poetry\.lock (?:is not|was not))/,
      cases: [
        {
          id: 'poetry-lock-behind',
          says: behind('poetry.lock', 'Poetry'),
          advice,
          side: 'script',
          again: 'useless',
          change: [shell('poetry lock')],
          proven: true,
          example: [
            'pyproject.toml changed significantly since poetry.lock was last generated. Run `poetry lock` to fix the lock file.',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1, 2],
      line: /The lockfile at `?uv\.lock`? needs to be updated|Unable to find lockfile at `?uv\.lock|Your Pipfile\.lock .{0,60}(?:is )?out of date|Pipfile\.lock not found/,
      cases: [
        {
          id: 'python-lock-behind',
          says: (s) => (/uv/.test(s.line.said) ? behind('uv.lock', 'uv') : behind('Pipfile.lock', 'Pipenv')),
          advice,
          side: 'script',
          again: 'useless',
          change: (s) => [shell(/uv/.test(s.line.said) ? 'uv lock' : 'pipenv lock')],
          proven: true,
          example: [
            'error: The lockfile at `uv.lock` needs to be updated, but `--locked` was provided. To update the lockfile, run `uv lock`.',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /`?npm ci`? (?:command )?can only install (?:packages )?(?:when|with)|Missing: \S+ from lock file|Invalid: lock file's \S+ does not satisfy|ERR_PNPM_OUTDATED_LOCKFILE|ERR_PNPM_NO_LOCKFILE|ERR_PNPM_LOCKFILE_\w+|Your lockfile needs to be updated, but yarn was run with|YN0028: .{0,200}lockfile would have been/,
      cases: [
        {
          id: 'npm-lock-missing',
          when: (s) =>
            /with an existing package-lock|NO_LOCKFILE/.test(s.line.said) ||
            s.has(/with an existing package-lock/),
          says: 'The install needs a lock file (package-lock.json, pnpm-lock.yaml), and there is none in this folder.',
          advice:
            'Commit the lock file, run the command where it lies, or use npm install in place of npm ci.',
          side: 'script',
          again: 'useless',
          change: [shell('npm install')],
          proven: true,
          example: ['npm ERR! The `npm ci` command can only install with an existing package-lock.json or'],
        },
        {
          id: 'npm-lock-behind',
          says: 'The install stops because the lock file does not fit package.json: one was changed without the other.',
          advice,
          side: 'script',
          again: 'useless',
          change: [shell('npm install --package-lock-only')],
          proven: true,
          example: [
            'npm ERR! `npm ci` can only install packages when your package.json and package-lock.json or npm-shrinkwrap.json are in sync.',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1, 15, 16],
      line: /You must use Bundler (\d+) or greater with this lockfile|lockfile can't be updated because frozen mode|The (?:dependencies|gemspecs?) in your gemfile changed|Your bundle only supports platforms|Could not locate Gemfile/,
      cases: [
        {
          id: 'bundler-too-old',
          when: (s) => /You must use Bundler/.test(s.line.said),
          says: 'The project’s Gemfile.lock was written by a newer Bundler: at least $1 is needed.',
          advice: 'Install the Bundler that stands under BUNDLED WITH in Gemfile.lock.',
          side: 'script',
          again: 'useless',
          change: [shell('gem install bundler -v "$(tail -n1 Gemfile.lock | tr -d " ")"')],
          proven: true,
          example: ['You must use Bundler 2 or greater with this lockfile.'],
        },
        {
          id: 'bundler-platform',
          when: (s) => /platforms/.test(s.line.said),
          says: 'The project’s Gemfile.lock does not list this machine’s platform.',
          advice:
            'Add the platform (x86_64-linux, aarch64-linux) where the project is kept, and commit the lock file.',
          side: 'script',
          again: 'useless',
          change: [shell('bundle lock --add-platform x86_64-linux aarch64-linux')],
          proven: true,
          example: [
            'Your bundle only supports platforms ["x86_64-darwin-20"] but your local platform is x86_64-linux.',
          ],
        },
        {
          id: 'bundler-no-gemfile',
          when: (s) => /Could not locate/.test(s.line.said),
          says: 'Bundler ran in a folder without a Gemfile.',
          advice:
            'Change into the project’s folder first, or set BUNDLE_GEMFILE. Check that the download or checkout before it worked.',
          side: 'script',
          again: 'useless',
          example: ['Could not locate Gemfile or .bundle/ directory'],
        },
        {
          id: 'bundler-lock-behind',
          says: behind('Gemfile.lock', 'Bundler'),
          advice,
          side: 'script',
          again: 'useless',
          change: [shell('bundle lock')],
          proven: true,
          example: [
            "The gemspecs for path gems changed, but the lockfile can't be updated because frozen mode is set",
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [101, 1],
      line: /the lock file (\S+) needs to be updated but --(?:locked|frozen)|cannot update the lock file (\S+) because --(?:locked|frozen)/,
      cases: [
        {
          id: 'cargo-lock-behind',
          says: behind('Cargo.lock', 'cargo'),
          advice: `${advice} Or build without --locked.`,
          side: 'script',
          again: 'useless',
          change: [shell('cargo update --workspace')],
          proven: true,
          example: [
            'error: the lock file /src/tool/Cargo.lock needs to be updated but --locked was passed to prevent this',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^go: updates to go\.(?:mod|sum) needed|missing go\.sum entry (?:for|needed)|^go: inconsistent vendoring in|^verifying (\S+): checksum mismatch/,
      cases: [
        {
          id: 'go-sum-mismatch',
          when: (s: Sight) => /checksum mismatch/.test(s.line.said),
          says: 'Go refuses a module whose content is not what go.sum says: $1.',
          advice:
            'The module’s tag was moved, or a proxy changed the download. Take another version; do not switch the check off.',
          side: 'distribution',
          again: 'mayHelp',
          example: ['verifying github.com/example/tool@v1.2.3: checksum mismatch'],
        },
        {
          id: 'go-mod-behind',
          says: 'Go stops because go.mod, go.sum or the vendor folder do not fit each other.',
          advice,
          side: 'script',
          again: 'useless',
          change: [shell('go mod tidy')],
          example: ['go: updates to go.mod needed; to update it:'],
        },
      ],
    },
  ],
}
