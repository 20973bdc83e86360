import { shell } from '../change'
import type { Tool } from '../tool'

/** Spack: programs for HPC from source. */
export const spack: Tool = {
  name: 'Spack',
  failures: [
    {
      kind: 'language',
      exits: [1],
      line: /^==> (?:\[[\d.:-]{8,40}\] )?Error: (?:concretization failed for the following reasons|Spack concretizer internal error|Internal Spack error: the solver)|^(?:spack\.\S{1,60}\.)?UnsatisfiableSpecError: |^==> (?:\[[\d.:-]{8,40}\] )?Error: .{0,80} is unsatisfiable|^Cannot set the required compiler: (\S{1,80})/,
      quotes: (s) => {
        const reason = s.lineBelow(/^(?:\d{1,3}\. )?\S.{10,}/, 4)
        return reason ? [reason] : []
      },
      cases: [
        {
          id: 'spack-no-compiler',
          when: (s) => s.has(/compiler|cannot detect libc/i),
          says: 'Spack found no way to build what was asked for: no compiler that it knows fits.',
          advice:
            'Install gcc, g++ and gfortran and let Spack look for them; a compiler that Spack built must be loaded and registered. The lines after it name the condition.',
          side: 'script',
          again: 'useless',
          change: [shell('spack compiler find', 'spack compilers')],
          example: [
            '==> Error: concretization failed for the following reasons:',
            '   1. Cannot set the required compiler: tool%gcc',
          ],
        },
        {
          id: 'spack-unsatisfiable',
          says: 'Spack found no set of versions and options that meets all that was asked for.',
          advice:
            'The lines after it name the conditions that exclude each other: loosen a version, a variant or a line of packages.yaml.',
          side: 'script',
          again: 'useless',
          change: [shell('spack spec -I <package>')],
          example: [
            '==> Error: concretization failed for the following reasons:',
            "   1. cannot satisfy a requirement for package 'hdf5'.",
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^==> (?:\[[\d.:-]{8,40}\] )?Error: (?:Package '([^']{1,80})' not found|No compilers? (?:with spec|matches|for|satisf).{0,100}|Compiler '?([^']{1,60}) (?:has executables|is not)|CompilerAccessError: .{0,120}|.{0,20}invalid (?:variant|version|spec).{0,80}|trying to set variant.{0,80}|Unexpected (?:token|character).{0,60})|^UnknownPackageError: (.{1,120})/,
      cases: [
        {
          id: 'spack-compiler-gone',
          when: (s) => /ompiler/.test(s.line.said),
          says: (s) => `Spack’s compiler is not there: ${s.line.said.replace(/^==> /, '').slice(0, 160)}.`,
          advice:
            'compilers.yaml or packages.yaml names a compiler that is not installed (any more). Look for compilers again.',
          side: 'script',
          again: 'useless',
          change: [shell('rm -f ~/.spack/linux/compilers.yaml', 'spack compiler find')],
          example: [
            '==> Error: No compilers with spec gcc@13.2.0 found for operating system amzn2023 and target x86_64.',
          ],
        },
        {
          id: 'spack-unknown',
          says: (s) =>
            `Spack does not understand what was asked for: ${s.line.said.replace(/^==> /, '').slice(0, 160)}.`,
          advice:
            'The package, version or variant does not exist in this version of Spack’s repository: look with spack list and spack info, or take another version of Spack.',
          side: 'script',
          again: 'useless',
          change: [shell('spack info <package>')],
          example: ["==> Error: Package 'openfoam-xyz' not found."],
        },
      ],
    },
    {
      kind: 'download',
      exits: [1],
      line: /^==> (?:\[[\d.:-]{8,40}\] )?Error: (?:FetchError|FailedDownloadError|ChecksumError|NoStageError): ?(.{1,200})|^==> (?:\[[\d.:-]{8,40}\] )?Error: (?:All fetchers failed|\w{1,10} checksum failed).{0,120}|^All fetchers failed for (\S{1,120})/,
      cases: [
        {
          id: 'spack-checksum',
          when: (s) => /[Cc]hecksum/.test(s.line.said),
          says: 'Spack downloaded a file that is not the one its recipe describes.',
          advice:
            'The publisher has replaced the archive, or a proxy answered with a page: delete the cache and try again, or take a newer Spack with the new checksum.',
          side: 'distribution',
          again: 'mayHelp',
          change: [shell('spack clean --downloads')],
          example: [
            '==> Error: ChecksumError: sha256 checksum failed for /tmp/root/spack-stage/tool-1.2.tar.gz',
          ],
        },
        {
          id: 'spack-fetch',
          says: (s) => `Spack could not download a source: ${s.name().slice(0, 140)}.`,
          advice:
            'None of its addresses answered: the network, a moved publisher, or an old version. A mirror of your own (spack mirror create in S3) makes builds independent of them.',
          side: 'network',
          again: 'mayHelp',
          change: [shell('spack mirror add own s3://<bucket>/spack')],
          example: ['==> Error: FetchError: All fetchers failed for spack-stage-tool-1.2-abcdef'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      closes: true,
      line: /^==> (?:\[[\d.:-]{8,40}\] )?Error: (?:ProcessError: Command exited with status \d{1,4}|InstallError: .{0,120}|(?:\S{1,80}: )?Package was not installed|ChildError.{0,60})|^(\d{1,4} errors? found in build log):?$|^==> (?:\[[\d.:-]{8,40}\] )?Error: Failed to install (\S{1,80}) due to/,
      cases: [
        {
          id: 'spack-build',
          says: 'A package that Spack was building did not compile or install.',
          advice:
            'The lines marked >> are its first errors; spack-build-out.txt, which Spack names, has all of them. Often another compiler or version of the package helps.',
          side: 'script',
          again: 'useless',
          change: [shell('spack install --fail-fast --keep-stage <package>')],
          example: [
            '==> Error: ProcessError: Command exited with status 2:',
            '2 errors found in build log:',
            '/tmp/stage/spack-build-out.txt',
          ],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^==> (?:\[[\d.:-]{8,40}\] )?Error: (?:this command requires an active (?:Spack )?environment|no such environment|.{0,40}(?:could not acquire|[Ff]ailed to acquire|unable to (?:lock|acquire)) .{0,40}lock|LockROFileError|.{0,60}cannot write lock|.{0,60}requires? Python 3|gpg2? is not available|.{0,40}NoVerifyException|.{0,60}not trusted|No binary for .{0,100} found when cache-only)(.{0,120})|^Spack requires Python 3/,
      cases: [
        {
          id: 'spack-cache-only',
          when: (s) => /cache-only|Verify|trusted|gpg/.test(s.line.said),
          says: 'Spack was to install from its binary cache only, and did not find or not trust what it needs there.',
          advice:
            'Trust the cache’s key, and check that the same operating system and processor (target) were cached; else allow building from source.',
          side: 'script',
          again: 'useless',
          change: [shell('spack buildcache keys --install --trust')],
          example: ['==> Error: No binary for tool-1.2-abcdef found when cache-only specified'],
        },
        {
          id: 'spack-lock',
          when: (s) => /lock/i.test(s.line.said),
          says: 'Spack could not take its lock: another Spack runs, or its folder may not be written.',
          advice:
            'Do not run two installs on one tree at a time, and give the user of the script the folder.',
          side: 'script',
          again: 'mayHelp',
          example: ["==> Error: LockROFileError: Can't take write lock on read-only file"],
        },
        {
          id: 'spack-environment',
          says: (s) =>
            `Spack cannot run as it was called: ${s.line.said.replace(/^==> /, '').slice(0, 140)}.`,
          advice:
            'Source share/spack/setup-env.sh in the same script, activate the environment (spack env activate), and have a recent Python 3 on the PATH.',
          side: 'script',
          again: 'useless',
          change: [shell('. /opt/spack/share/spack/setup-env.sh', 'spack env activate <folder>')],
          example: ['==> Error: this command requires an active Spack environment'],
        },
      ],
    },
  ],
  closers: [/^See build log for details:|^\/\S{1,200}spack-build-out\.txt$/],
}
