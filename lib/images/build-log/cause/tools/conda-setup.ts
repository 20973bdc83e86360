import { shell } from '../change'
import type { Tool } from '../tool'

/** conda’s installer, virtual packages and rights: before dnf.ts, which knows the same words, and conda.ts. */
export const condaSetup: Tool = {
  name: 'conda, set up',
  failures: [
    {
      kind: 'package',
      exits: [1],
      line: /nothing provides (__glibc|__cuda|__osx|__linux|__archspec)\b|feature:\/linux-64::(__cuda|__glibc)==|- (?:feature:.{0,20})?(__cuda|__glibc)(?:@|\[|>=|==)\S{0,20}|package \S{1,80} requires (__cuda|__glibc)/,
      cases: [
        {
          id: 'conda-no-cuda',
          when: (s) => /__cuda/.test(s.line.said),
          says: 'conda chooses CUDA packages only where it sees a GPU, and the build instance has none.',
          advice: 'Tell it which CUDA to build for.',
          side: 'script',
          again: 'useless',
          change: [shell('export CONDA_OVERRIDE_CUDA=12.4')],
          proven: true,
          example: ['  - nothing provides __cuda >=12 needed by pytorch-2.4.0-cuda120_py311'],
        },
        {
          id: 'conda-glibc',
          says: 'A conda package needs a newer C library (glibc) than this operating system has.',
          advice:
            'Amazon Linux 2 and CentOS 7 stop at 2.26 and 2.17: use a newer parent image, or pin an older version of the package.',
          side: 'parentImage',
          again: 'useless',
          example: ['  - nothing provides __glibc >=2.28 needed by tool-3.1-h0'],
        },
      ],
    },
    {
      kind: 'archive',
      exits: [1],
      line: /md5sum mismatch of tar archive|Installer requires GLIBC >=([\d.]+), but system has ([\d.]+)|^unknown os\.$|[Mm]ini(?:conda|forge)\d?-[^\s:]{0,60}\.sh: (?:line )?\d{1,6}: /,
      cases: [
        {
          id: 'conda-installer-glibc',
          when: (s) => /GLIBC/.test(s.line.said),
          says: 'This conda installer is too new for the operating system: it needs glibc $1.',
          advice:
            'Take an older installer (Miniconda3-py310_23.1.0, an older Miniforge) or a newer parent image.',
          side: 'parentImage',
          again: 'useless',
          proven: true,
          example: ['Installer requires GLIBC >=2.28, but system has 2.26.'],
        },
        {
          id: 'conda-installer-broken',
          says: 'The conda installer that was downloaded is not whole, or is no installer.',
          advice:
            'The download was cut off or brought an error page; the disk may also be full. Fetch it with curl -fL --retry 5 and run it with bash.',
          side: 'network',
          again: 'mayHelp',
          change: [
            shell(
              'curl -fL --retry 5 -o /tmp/conda.sh https://…/Miniforge3-Linux-$(uname -m).sh && bash /tmp/conda.sh -b -p /opt/conda',
            ),
          ],
          example: ['/tmp/Miniforge3-Linux-x86_64.sh: line 1: !DOCTYPE: command not found'],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [1],
      line: /^(?:EnvironmentNotWritableError|NotWritableError|NoWritableEnvsDirError|NoWritablePkgsDirError): ?(.{0,160})|The current user does not have write permissions to (?:the target environment|a required path)|critical libmamba .{0,40}[Pp]ermission denied/,
      cases: [
        {
          id: 'conda-not-writable',
          says: 'conda may not write into the environment or its cache: they belong to another user.',
          advice:
            'Run it as the user who installed it, or give that user the folder; HOME must be set for its cache.',
          side: 'script',
          again: 'useless',
          change: [shell('chown -R <user> /opt/conda')],
          example: [
            'EnvironmentNotWritableError: The current user does not have write permissions to the target environment.',
          ],
        },
      ],
    },
    {
      kind: 'archive',
      exits: [1],
      line: /^(?:CondaVerificationError|InvalidArchiveError|SafetyError|ChecksumMismatchError|CorruptedEnvironmentError)\(?:? ?(.{0,200})|The package for [^:]{1,300} appears to be corrupted/,
      cases: [
        {
          id: 'conda-cache-corrupt',
          says: 'A package in conda’s cache is damaged or only half of one.',
          advice:
            'Two installs ran at the same time, the disk was full, or a download was cut off. Empty the cache and install again.',
          side: 'chance',
          again: 'mayHelp',
          change: [shell('conda clean --all -y')],
          example: [
            'CondaVerificationError: The package for tool located at /opt/conda/pkgs/tool-1.2 appears to be corrupted.',
          ],
        },
      ],
    },
    {
      kind: 'lock',
      exits: [1],
      line: /^(?:LockError|error +libmamba Could not (?:open lockfile|lock)|RuntimeError: could not lock|warning +libmamba Cannot lock).{0,160}/,
      cases: [
        {
          id: 'conda-lock',
          says: 'conda or mamba could not take its lock.',
          advice:
            'Another one runs, or the folder is on a network file system without locks or not writable.',
          side: 'script',
          again: 'mayHelp',
          change: [shell('conda config --set no_lock true')],
          example: ['error    libmamba Could not lock /opt/conda/pkgs'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^LinkError: (post-link script failed for package .{1,120})|^RemoveError: (.{1,160})|^DirectoryNotACondaEnvironmentError|^(?:NoBaseEnvironmentError|PackageNotInstalledError|CondaIndexError|ArgumentError): ?(.{0,120})|^conda: error: argument COMMAND: invalid choice: '(\w{1,30})'/,
      cases: [
        {
          id: 'conda-link-script',
          when: (s) => /post-link/.test(s.line.said),
          says: 'A conda package was unpacked, but its own script afterwards failed: $1.',
          advice:
            'The messages below it are the script’s: often a download of its own (an R or data package), or a missing command.',
          side: 'distribution',
          again: 'mayHelp',
          example: ['LinkError: post-link script failed for package conda-forge::tool-1.2-0'],
        },
        {
          id: 'conda-used-wrongly',
          says: (s) => `conda refused: ${s.line.said.slice(0, 160)}.`,
          advice:
            'activate is a function of the shell (source /opt/conda/etc/profile.d/conda.sh first); conda’s own packages cannot be removed; the folder that was named is no environment.',
          side: 'script',
          again: 'useless',
          change: [shell('source /opt/conda/etc/profile.d/conda.sh && conda activate <name>')],
          example: [
            "RemoveError: 'requests' is a dependency of conda and cannot be removed from conda's operating environment.",
          ],
        },
      ],
    },
  ],
}
