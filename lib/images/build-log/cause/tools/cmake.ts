import { shell } from '../change'
import type { Line } from '../line'
import type { Sight, Tool } from '../tool'
import { adviceToInstall, installing } from './packages'

/** CMake says the place first; what it means stands indented after it. */
const told = (s: Sight): Line | undefined =>
  s.scene
    .below(s.line, 4)
    .find(({ said, kind, indent }) => kind === 'said' && said !== '' && indent > s.line.indent)

/** The library that find_package misses. */
const wanted = (s: Sight): string =>
  s
    .below(/Could NOT find (\S{1,200})|provided by "([^"]{1,200})"|"([^\s"]{1,200})Config\.cmake"/, 5)
    ?.slice(1)
    .find(Boolean) ?? ''

/** CMake, Meson and Autoconf: what comes before a compiler runs. */
export const cmake: Tool = {
  name: 'CMake and configure',
  failures: [
    {
      kind: 'config',
      exits: [1],
      line: /you should not run configure as root/,
      cases: [
        {
          id: 'configure-as-root',
          says: 'A configure script (of tar, coreutils, cpio and the like) refuses to run as root, and components run as root.',
          advice: 'Allow it, or build as another user.',
          side: 'script',
          again: 'useless',
          change: [shell('export FORCE_UNSAFE_CONFIGURE=1')],
          proven: true,
          example: [
            'configure: error: you should not run configure as root (set FORCE_UNSAFE_CONFIGURE=1 in environment to bypass this check)',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /^CMake Error(?: at (\S+?):(\d+) \((\w+)\)| in (\S+)|: |:$| at (\S+))/,
      reason: told,
      cases: [
        {
          id: 'cmake-policy',
          when: (s) => s.below(/Compatibility with CMake < (\S+) has been removed/, 4) !== undefined,
          says: 'CMake 4 dropped compatibility with projects that ask for a CMake older than 3.5.',
          advice:
            'Let CMake treat the project as newer, use a CMake before 4, or a newer version of the project.',
          side: 'distribution',
          again: 'useless',
          change: [shell('cmake -DCMAKE_POLICY_VERSION_MINIMUM=3.5 …', 'pip install "cmake<4"')],
          proven: true,
          url: 'https://github.com/FairRootGroup/FairSoft/issues/584',
          example: [
            'CMake Error at CMakeLists.txt:17 (cmake_minimum_required):',
            '  Compatibility with CMake < 3.5 has been removed from CMake.',
          ],
        },
        {
          id: 'cmake-too-old',
          when: (s) => s.below(/CMake ([\d.]+) or higher is required/, 4) !== undefined,
          says: (s) =>
            `The project needs CMake ${s.below(/CMake ([\d.]+) or higher is required/, 4)?.[1]} or later${s.below(/running version ([\d.]+\d)/, 4)?.[1] ? `; the image has ${s.below(/running version ([\d.]+\d)/, 4)?.[1]}` : ''}.`,
          advice: 'Install a newer CMake (pip install cmake, cmake3, Kitware’s packages) before it.',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install "cmake<4"')],
          proven: true,
          example: [
            'CMake Error at CMakeLists.txt:1 (cmake_minimum_required):',
            '  CMake 3.18 or higher is required.  You are running version 3.10.2',
          ],
        },
        {
          id: 'cmake-cuda',
          when: (s) => s.below(/CUDA|nvcc/, 6) !== undefined,
          says: (s) => `CMake did not find a usable CUDA: ${told(s)?.said ?? ''}.`,
          advice:
            'Install the CUDA toolkit and put nvcc on the PATH (CUDACXX=/usr/local/cuda/bin/nvcc); newer CUDA does not compile for old architectures, nor with newer compilers.',
          side: 'script',
          again: 'useless',
          change: [shell('export PATH=/usr/local/cuda/bin:$PATH CUDACXX=/usr/local/cuda/bin/nvcc')],
          example: ['CMake Error at CMakeLists.txt:9 (project):', '  No CMAKE_CUDA_COMPILER could be found.'],
        },
        {
          id: 'cmake-compiler',
          when: (s) =>
            s.below(/CMAKE_\w{1,60}_COMPILER|C(?:XX)? compiler/, 6) !== undefined ||
            s.has(/CMAKE_C(?:XX)?_COMPILER not set/),
          says: (s) => `CMake found no working compiler: ${told(s)?.said ?? ''}.`,
          advice: 'Install gcc, g++ or gfortran before it, or correct CC and CXX.',
          side: 'script',
          again: 'useless',
          change: [
            shell('dnf -y install gcc gcc-c++ gcc-gfortran || apt-get install -y build-essential gfortran'),
          ],
          example: ['CMake Error at CMakeLists.txt:3 (project):', '  No CMAKE_CXX_COMPILER could be found.'],
        },
        {
          id: 'cmake-package',
          when: (s) =>
            s.below(
              /Could NOT find (\S{1,200})|Could not find a package configuration file provided by "([^"]{1,200})"|"([^\s"]{1,200}Config)\.cmake"|package '([^']{1,200})' not found|required packages? (?:was|were) not found/i,
              5,
            ) !== undefined,
          says: (s) => {
            const match = s.below(
              /Could NOT find (\S{1,200})|provided by "([^"]{1,200})"|"([^\s"]{1,200})Config\.cmake"/,
              5,
            )
            return `CMake did not find a library the project needs: ${match?.slice(1).find(Boolean) ?? told(s)?.said ?? ''}.`
          },
          advice: (s) =>
            adviceToInstall(
              wanted(s),
              'Install its development package (-dev, -devel), or tell CMake where it is (CMAKE_PREFIX_PATH).',
            ),
          side: 'script',
          again: 'useless',
          change: (s) => installing(wanted(s)),
          example: [
            'CMake Error at CMakeLists.txt:12 (find_package):',
            '  Could not find a package configuration file provided by "Eigen3" with any',
          ],
        },
        {
          id: 'cmake-source',
          when: (s) =>
            /does not (?:appear to contain|exist)|does not match the source/.test(s.line.said) ||
            s.has(/does not appear to contain CMakeLists\.txt/),
          says: (s) =>
            `CMake was not pointed at a project: ${s.line.said.replace(/^CMake Error: /, '').slice(0, 140)}.`,
          advice:
            'The sources were not unpacked there, submodules are missing, or an old build folder is reused.',
          side: 'script',
          again: 'useless',
          change: [shell('git submodule update --init --recursive')],
          example: ['CMake Error: The source directory "/opt/x" does not appear to contain CMakeLists.txt.'],
        },
        {
          id: 'cmake',
          says: (s) =>
            `CMake stopped${s.name(1) ? ` at ${s.name(1)}` : ''}: ${(told(s)?.said ?? s.line.said.replace(/^CMake Error:? ?/, '')).slice(0, 180)}.`,
          advice:
            'Install what it asks for, or set the option it names. CMakeFiles/CMakeError.log (CMakeConfigureLog.yaml) has the details.',
          side: 'script',
          again: 'useless',
          example: ['CMake Error at CMakeLists.txt:40 (message):', '  Unsupported MPI flavour'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 77],
      line: /^configure: error:$/,
      reason: (s) => s.scene.below(s.line, 2).find(({ said }) => said !== ''),
      cases: [
        {
          id: 'configure-stopped',
          says: (s) => `configure stopped: ${s.below(/(\S.*)/, 2)?.[1] ?? ''}.`,
          advice:
            'Install the development package of what it misses (-dev, -devel), or pass the option it names. config.log has the details.',
          side: 'script',
          again: 'useless',
          example: ['configure: error: ', 'Slurm libraries/headers not found;'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 77],
      line: /^configure: error: (.*)|^(?:\S+ )?checking .{1,160}configure: error: (.*)/,
      cases: [
        {
          id: 'configure-compiler',
          when: (s) => /compiler cannot create executables|no acceptable C compiler/.test(s.line.said),
          says: 'configure found no working C compiler.',
          advice:
            'Install gcc (and libc headers) before it, or correct CC and CFLAGS. config.log has the compiler’s words.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install gcc make || apt-get install -y build-essential')],
          proven: true,
          example: ['configure: error: no acceptable C compiler found in $PATH'],
        },
        {
          id: 'configure-cannot-run',
          when: (s) => /cannot run C(?:\+\+)? compiled programs/.test(s.line.said),
          says: 'configure compiled a test program but could not run it (cannot run C compiled programs).',
          advice:
            'Usually the folder is on a file system mounted noexec (hardened images do that to /tmp, /var/tmp and /home): build elsewhere, such as /usr/local/src, and set TMPDIR. Else a library is not found at run time, or CFLAGS name another CPU.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('findmnt -T . -o TARGET,OPTIONS', 'export TMPDIR=/usr/local/src/tmp')],
          example: ['configure: error: cannot run C compiled programs.'],
        },
        {
          id: 'configure',
          says: (s) => `configure stopped: ${s.name()}.`,
          advice:
            'Install the development package of what it misses (-dev, -devel), or pass the option it names. config.log has the details.',
          side: 'script',
          again: 'useless',
          example: ['configure: error: libmunge is required'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /^meson\.build:\d+(?::\d+)?: ERROR: (.*)|^(?:\.\.\/)?\S*meson\.build:\d+:\d+: ERROR: (.*)/,
      cases: [
        {
          id: 'meson',
          says: 'Meson stopped: $1.',
          advice: 'Install the development package or the newer Meson it asks for.',
          side: 'script',
          again: 'useless',
          example: ['meson.build:10:0: ERROR: Dependency "libnl-3.0" not found, tried pkgconfig and cmake'],
        },
      ],
    },
    {
      kind: 'compile',
      line: /^Package (\S+) was not found in the pkg-config search path|^No package '([^']+)' found$|^Package '([^']+)', required by '[^']+', not found/,
      cases: [
        {
          id: 'pkg-config',
          says: 'pkg-config does not know the library $1.',
          advice: (s) =>
            adviceToInstall(
              s.name(),
              'Install its development package (-dev, -devel), or set PKG_CONFIG_PATH.',
            ),
          side: 'script',
          again: 'useless',
          change: (s) => installing(s.name()),
          example: ["No package 'libnl-3.0' found"],
        },
      ],
    },
    {
      kind: 'command',
      line: /(?:autoreconf|aclocal|automake|libtoolize|autoconf): (?:error|failed|command not found|not found)|possibly undefined macro: (\S{1,200})/i,
      cases: [
        {
          id: 'autotools',
          says: (s) => `The configure script could not be made: ${s.line.said.slice(0, 140)}.`,
          advice: 'Install autoconf, automake, libtool and pkg-config before it.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'dnf -y install autoconf automake libtool pkgconf || apt-get install -y autoconf automake libtool pkg-config',
            ),
          ],
          example: ['configure.ac:20: error: possibly undefined macro: AC_PROG_LIBTOOL'],
        },
      ],
    },
  ],
  closers: [
    /^-- Configuring incomplete/,
    /^See also "/,
    /^CMake Generate step failed/,
    /^autom4te: error|^autoreconf: error: .{0,40}failed with exit/,
  ],
  noise: [
    /^-- (?:Could NOT find|Performing Test|Looking for|Check)/,
    /^checking .{1,100}\.\.\. /,
    /^CMake (?:Warning|Deprecation)/,
  ],
}
