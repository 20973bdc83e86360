import { shell } from '../change'
import type { Tool } from '../tool'

/** conda, mamba and micromamba. */
export const conda: Tool = {
  name: 'conda',
  failures: [
    {
      kind: 'package',
      exits: [1],
      line: /^PackagesNotFoundError|^ResolvePackageNotFound|^(?:error {4}libmamba )?Could not solve for environment|^LibMambaUnsatisfiableError|^UnsatisfiableError|nothing provides requested (\S+)/,
      quotes: (s) => {
        const named: (typeof s.line)[] = [s.line]
        for (const line of s.scene.below(s.line, 6)) {
          if (/^- \S/.test(line.said)) named.push(line)
          else if (line.said !== '') break
        }
        return named.slice(0, 4)
      },
      cases: [
        {
          id: 'conda-not-found',
          when: (s) => /NotFound|nothing provides/.test(s.line.said),
          says: (s) =>
            `conda does not find a package in its channels: ${s.below(/^- (\S+)/, 6)?.[1] ?? s.name()}.`,
          advice:
            'Check name, version and channel (conda-forge has most), and that it exists for this platform (linux-64, linux-aarch64).',
          side: 'script',
          again: 'useless',
          example: [
            'PackagesNotFoundError: The following packages are not available from current channels:',
            '',
            '  - foo=9',
          ],
        },
        {
          id: 'conda-unsatisfiable',
          says: 'conda cannot satisfy the versions it was asked for together.',
          advice:
            'Loosen the pins; often the Python version excludes a package, or a virtual package (__glibc, __cuda) is older than needed.',
          side: 'script',
          again: 'useless',
          example: ['LibMambaUnsatisfiableError: Encountered problems while solving:'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^CondaToSNonInteractiveError|Terms of Service have not been accepted/,
      cases: [
        {
          id: 'conda-terms',
          says: 'conda wants the terms of service of Anaconda’s channels accepted, and nobody could do so.',
          advice:
            'Accept them in the script, or use conda-forge (Miniforge) instead of the default channels.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'conda tos accept --override-channels --channel https://repo.anaconda.com/pkgs/main',
              'conda config --remove channels defaults && conda config --add channels conda-forge',
            ),
          ],
          proven: true,
          example: [
            'CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels.',
          ],
        },
      ],
    },
    {
      kind: 'network',
      exits: [1],
      line: /^CondaHTTPError: HTTP (\d+)? ?(.{0,80})|^CondaSSLError|^ProxyError|UnavailableInvalidChannel|^critical libmamba .{0,200}(?:download|curl)/,
      cases: [
        {
          id: 'conda-http',
          says: (s) => `conda could not reach a channel: ${s.line.said.slice(0, 160)}.`,
          advice:
            '403 and 404 mean a channel that is gone or not allowed; 000 and 5xx mean the network or the server: build again. Check that the subnet reaches the channel.',
          side: 'network',
          again: 'mayHelp',
          example: [
            'CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://repo.anaconda.com/pkgs/main/linux-64/repodata.json>',
          ],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1],
      line: /^CommandNotFoundError: Your shell has not been properly configured|Run 'conda init' before 'conda activate'/,
      cases: [
        {
          id: 'conda-init',
          says: 'The command `conda activate` needs conda’s shell functions, which a script does not have.',
          advice: 'Load them first.',
          side: 'script',
          again: 'useless',
          change: [shell('source /opt/conda/etc/profile.d/conda.sh && conda activate base')],
          proven: true,
          example: [
            "CommandNotFoundError: Your shell has not been properly configured to use 'conda activate'.",
          ],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      follows: true,
      line: /^CondaValueError: (.*)|^EnvironmentLocationNotFound: (.*)|^CondaError: (.*)|^EnvironmentFileNotFound: (.*)|^SafetyError|^CorruptedEnvironmentError|^ERROR: File or directory already exists: '([^']+)'/,
      cases: [
        {
          id: 'conda-exists',
          when: (s) => /already exists/.test(s.line.said),
          says: 'conda’s installer found something at its place already: $1.',
          advice: 'Pass -u to update it, or another prefix with -p.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ["ERROR: File or directory already exists: '/opt/conda'"],
        },
        {
          id: 'conda',
          says: (s) => `conda failed: ${s.line.said.slice(0, 160)}.`,
          advice: 'Check names, paths and channels of the environment.',
          side: 'script',
          again: 'useless',
          example: ['EnvironmentLocationNotFound: Not a conda environment: /opt/conda/envs/x'],
        },
      ],
    },
  ],
  closers: [/^failed$|^Solving environment: .{0,20}failed|Collecting package metadata .{0,40}failed/],
}
