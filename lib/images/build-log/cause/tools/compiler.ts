import { config, shell } from '../change'
import type { Sight, Tool } from '../tool'
import { adviceToInstall, installing } from './packages'
import { toolchain } from './toolchain'

const header = (s: Sight) => /fatal error: ([\w./+-]+\.(?:h|hpp|hh|mod|inc))/.exec(s.line.said)?.[1] ?? ''

/** The linker names a library with or without its -l, and may go on after it. */
const libraryOf = (s: Sight) => s.name().replace(/^-l/, '').split(':')[0] ?? ''

/** Compilers, linkers and make. */
export const compiler: Tool = {
  name: 'Compilers and make',
  failures: [
    ...toolchain,
    {
      kind: 'compile',
      line: /wrapper compiler was unable to find the specified compiler|^The specified compiler was not found|^(?:.{0,40} )?compiler (\S{1,80}) (?:not found|was not found)/,
      cases: [
        {
          id: 'wrapper-compiler',
          says: 'MPI’s wrapper (mpicc) does not find the compiler it was built with.',
          advice:
            'With conda install its compilers (gcc_linux-64, or c-compiler from conda-forge) or a ready-built mpi4py; else name another (OMPI_CC=gcc, MPICH_CC=gcc).',
          side: 'script',
          again: 'useless',
          change: [
            shell('export OMPI_CC=gcc MPICH_CC=gcc', 'conda install -c conda-forge c-compiler mpi4py'),
          ],
          example: [
            'The Open MPI wrapper compiler was unable to find the specified compiler',
            'x86_64-conda-linux-gnu-cc in your PATH.',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      line: /nvc-Error-Unknown switch: ?(\S*)|nvc\+\+-Error-Unknown switch: ?(\S*)|icc: command line (?:warning|error) #\d+: .{0,60}'([^']+)'/,
      cases: [
        {
          id: 'compiler-foreign-flag',
          says: 'The compiler (nvc of the NVIDIA HPC SDK, or icc) does not know gcc’s option $1.',
          advice:
            'Python and many makefiles pass gcc’s flags: compile with gcc (CC=gcc, MPICC of an MPI built with gcc), or take the flag out of CFLAGS.',
          side: 'script',
          again: 'useless',
          change: [shell('export CC=gcc CXX=g++ OMPI_CC=gcc')],
          proven: true,
          example: ['nvc-Error-Unknown switch: -fno-strict-overflow'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /nvcc fatal|error: #error.{0,40}unsupported GNU version|unsupported GNU version! gcc versions later than (\d+)|error: .{0,40}-- unsupported (?:GNU|Microsoft)|Unsupported gpu architecture '([^']+)'/,
      cases: [
        {
          id: 'nvcc-gcc',
          when: (s) => /unsupported GNU/.test(s.line.said),
          says: 'CUDA’s compiler does not support the installed gcc: it is too new.',
          advice: 'Compile with an older gcc (CUDAHOSTCXX, -ccbin), or install a newer CUDA.',
          side: 'script',
          again: 'useless',
          change: [shell('export CUDAHOSTCXX=/usr/bin/g++-12')],
          proven: true,
          example: [
            '/usr/local/cuda/include/crt/host_config.h:132:2: error: #error -- unsupported GNU version! gcc versions later than 12 are not supported!',
          ],
        },
        {
          id: 'nvcc-architecture',
          says: (s) =>
            `CUDA’s compiler does not know the GPU architecture it was told to compile for: ${s.name() || s.line.said.slice(0, 100)}.`,
          advice:
            'Newer CUDA dropped old architectures, and older CUDA does not know new ones. Set CMAKE_CUDA_ARCHITECTURES (or TORCH_CUDA_ARCH_LIST), or another CUDA.',
          side: 'script',
          again: 'useless',
          example: ["nvcc fatal   : Unsupported gpu architecture 'compute_35'"],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /(?<!\S)(\S{1,200}\.a): No such file or directory|(?:^|\/)(?:ar|ranlib|ld): (\S{1,200}): (?:No such file|file not recognized|malformed|error adding symbols)/,
      cases: [
        {
          id: 'parallel-make-race',
          when: (s) => /\.a: No such file/.test(s.line.said),
          says: (s) => `A library was used before it was built (${s.name()}): a race of the parallel build.`,
          advice:
            'Build again, it may pass; or compile with one job (make -j1). Where the cookbook compiles, a newer ParallelCluster has it corrected.',
          side: 'parallelCluster',
          again: 'helps',
          change: [shell('make -j1')],
          url: 'https://github.com/aws/aws-parallelcluster/issues/2934',
          example: ['gcc: error: ../libs/sched/libsched.a: No such file or directory'],
        },
        {
          id: 'object-broken',
          says: (s) => `The linker could not read a file: ${s.line.said.slice(0, 140)}.`,
          advice: 'It is missing, empty or of another architecture: delete the build tree and compile anew.',
          side: 'script',
          again: 'mayHelp',
          example: ['ld: x.o: file not recognized: file format not recognized'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /fatal error: ([\w./+-]+): No such file or directory|fatal error: '([^']+)' file not found|Cannot open module file '([^']+)'|fatal error: ([\w./+-]+) file not found/,
      cases: [
        {
          id: 'kernel-header',
          when: (s) => /^(?:linux|asm|generated)\//.test(header(s)),
          says: (s) => `Kernel headers are missing or of another version: ${header(s)} not found.`,
          advice:
            'Install the headers of the running kernel (kernel-devel-$(uname -r), linux-headers-$(uname -r)); a module that is too old for the kernel includes files that have moved.',
          side: 'parentImage',
          again: 'useless',
          change: [
            shell('dnf -y install kernel-devel-$(uname -r) || apt-get install -y linux-headers-$(uname -r)'),
          ],
          example: ['/tmp/x.c:3:10: fatal error: linux/module.h: No such file or directory'],
        },
        {
          id: 'python-headers',
          when: (s) => /^Python\.h$/.test(header(s)),
          says: 'The headers of Python are not installed: Python.h not found.',
          advice: 'Install python3-devel (python3-dev) of the Python that compiles.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install python3-devel || apt-get install -y python3-dev')],
          proven: true,
          example: ['src/x.c:12:10: fatal error: Python.h: No such file or directory'],
        },
        {
          id: 'mpi-header',
          when: (s) => /^mpi\.h$|^mpi\.mod$/.test(s.name()),
          says: (s) => `The compiler did not find MPI: ${s.name()} not found.`,
          advice:
            'Load or install MPI before compiling (module load openmpi, /opt/amazon/openmpi/bin on the PATH), and compile with mpicc.',
          side: 'script',
          again: 'useless',
          change: [shell('export PATH=/opt/amazon/openmpi/bin:$PATH CC=mpicc')],
          example: ['src/MPI.c:3:10: fatal error: mpi.h: No such file or directory'],
        },
        {
          id: 'compiler',
          says: (s) => `Compilation failed: ${s.name()} not found.`,
          advice: (s) =>
            adviceToInstall(
              s.name(),
              'Install the development package that holds this header (-dev, -devel), or tell the compiler where it is (CPATH, -I).',
            ),
          side: 'script',
          again: 'useless',
          change: (s) => installing(s.name()),
          example: ['hello.c:1:10: fatal error: zlib.h: No such file or directory'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /undefined reference to [`'"]([^`'"]+)|cannot find -l(\S+)|ld: cannot find (\S+)|undefined symbol: (\S+)|multiple definition of [`'"]([^`'"]+)|relocation (?:R_\S+|truncated)|version node not found/,
      cases: [
        {
          id: 'static-libraries',
          when: (s) => /-l(?:c|m|pthread|dl|rt|stdc\+\+|crypt)\b(?![\w-])/.test(s.line.said),
          says: 'The linker found no static $1: the program is linked statically, and the static libraries are not installed.',
          advice:
            'Install them (glibc-static, libstdc++-static on RHEL and Amazon Linux; libc6-dev has them on Ubuntu), or build without -static.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install glibc-static libstdc++-static')],
          example: ['/usr/bin/ld: cannot find -lc'],
        },
        {
          id: 'library-missing',
          when: (s) => /cannot find/.test(s.line.said),
          says: 'The linker did not find the library $1.',
          advice: (s) =>
            adviceToInstall(
              libraryOf(s),
              'Install its development package, or add its folder (-L, LIBRARY_PATH).',
            ),
          side: 'script',
          again: 'useless',
          change: (s) => installing(libraryOf(s)),
          example: ['/usr/bin/ld: cannot find -lnuma'],
        },
        {
          id: 'multiple-definition',
          when: (s) => /multiple definition/.test(s.line.said),
          says: 'The linker found $1 more than once: gcc 10 and later no longer merge such definitions.',
          advice: 'Compile with -fcommon, or a newer version of the program.',
          side: 'distribution',
          again: 'useless',
          change: [shell('export CFLAGS="$CFLAGS -fcommon"')],
          example: [
            "/usr/bin/ld: b.o:(.bss+0x0): multiple definition of `state'; a.o:(.bss+0x0): first defined here",
          ],
        },
        {
          id: 'undefined-symbol',
          when: (s) => /undefined symbol/.test(s.line.said),
          says: 'A program or module was loaded with a library of another version: undefined symbol $1.',
          advice:
            'Two versions of a library are mixed: check LD_LIBRARY_PATH and that everything was compiled against the same one.',
          side: 'script',
          again: 'useless',
          example: ['python3: symbol lookup error: /usr/lib/x.so: undefined symbol: EVP_KDF_ctrl'],
        },
        {
          id: 'linker',
          says: 'Linking failed: $1 is used, and no library on the command line holds it.',
          advice:
            'A library is missing on the link line, is in the wrong order, or is of another version or compiler than the headers.',
          side: 'script',
          again: 'useless',
          example: ["conftest.c:3: undefined reference to `foo_bar'"],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [2],
      absent: true,
      line: /^(?:g?make|ninja)(?:\[\d+\])?: \*\*\* No rule to make target [`'"]?([^`'",]+)|^(?:g?make)(?:\[\d+\])?: \*\*\* No targets specified|^(?:g?make)(?:\[\d+\])?: \*\*\* (\S+): No such file|^ninja: error: (.*)|^make: \*\*\* (?:\/lib\/modules|\/usr\/src)\/(\S+)/,
      cases: [
        {
          id: 'kernel-build-tree',
          when: (s) => /\/lib\/modules\/|\/usr\/src\//.test(s.line.said),
          says: 'The build tree of the running kernel is missing: its headers are not installed.',
          advice:
            'Install kernel-devel-$(uname -r) or linux-headers-$(uname -r). If the kernel was just updated, reboot into it first.',
          side: 'parentImage',
          again: 'useless',
          change: [config('Build/UpdateOsPackages/Enabled', true)],
          proven: true,
          example: [
            'make[1]: *** /lib/modules/5.14.0-362.el9.x86_64/build: No such file or directory.  Stop.',
          ],
        },
        {
          id: 'make-no-makefile',
          when: (s) => /No targets|No rule to make target 'install'/.test(s.line.said),
          says: 'make found no makefile: it ran in the wrong folder, or configure had failed.',
          advice:
            'Look at what should have made the sources or the makefile before it; stop the script there (set -e).',
          side: 'script',
          again: 'useless',
          change: [shell('set -euo pipefail')],
          example: ['make: *** No targets specified and no makefile found.  Stop.'],
        },
        {
          id: 'make-no-rule',
          says: (s) => `make does not know how to make ${s.name() || s.line.said.slice(0, 100)}.`,
          advice: 'A source file is missing, or the target’s name is wrong for this version.',
          side: 'script',
          again: 'useless',
          example: ["make: *** No rule to make target 'wheel'.  Stop."],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /\[-Werror(?:=|\])|error: .{0,120}\[-W/,
      cases: [
        {
          id: 'werror',
          says: (s) => `The compiler treats a warning as an error: ${s.line.said.slice(-140)}.`,
          advice:
            'The compiler is newer than the source: compile without -Werror, or take a newer version of the source.',
          side: 'distribution',
          again: 'useless',
          change: [shell('export CFLAGS="$CFLAGS -Wno-error"')],
          example: [
            'a.c:12:5: error: unused variable [-Werror=unused-variable]',
            'cc1: all warnings being treated as errors',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /unrecognized command[- ]line option ['"‘]?([^'"’ ]{1,200})|error: unknown argument: '([^']{1,200})'|bad value \('?([^')]{1,200})'?\) for '-m(?:arch|cpu|tune)|unrecognized (?:argument|value) .{0,40}-m(?:arch|cpu)/,
      cases: [
        {
          id: 'compiler-option',
          says: 'The compiler does not know the option $1.',
          advice:
            'It is too old or of another architecture: install a newer gcc, or drop the option (x86 options fail on arm64).',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ["cc: error: unrecognized command line option '-std=c++20'"],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /^(?:Fatal )?Error: (?:Type|Rank|Shape) mismatch (?:between actual argument|in argument).*|^Error: (?:.*BOZ.*|More actual than formal.*)/,
      cases: [
        {
          id: 'gfortran-arguments',
          says: (s) =>
            `gfortran 10 and later refuse calls with mismatched arguments: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Allow it with -fallow-argument-mismatch (or -std=legacy), use gfortran 9, or a newer version of the source.',
          side: 'distribution',
          again: 'useless',
          change: [
            shell(
              'export FFLAGS="$FFLAGS -fallow-argument-mismatch" FCFLAGS="$FCFLAGS -fallow-argument-mismatch"',
            ),
          ],
          proven: true,
          example: [
            'Error: Type mismatch between actual argument at (1) and actual argument at (2) (REAL(8)/CHARACTER(*)).',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /: error: implicit declaration of function|: error: .{0,60}has no member named|: error: too (?:few|many) arguments to function|: error: incompatible (?:types|pointer)|: error: passing argument|: error: conflicting types for/,
      cases: [
        {
          id: 'kernel-api',
          when: (s) => s.has(/\/lib\/modules\/|dkms|KBUILD|kernel module|\.ko\b|linux-headers|kernel-devel/),
          says: (s) => `The driver’s source does not fit this kernel: ${s.line.said.slice(-140)}.`,
          advice:
            'The driver is older than the kernel. Use a version of the driver that supports this kernel, or a parent image with an older kernel.',
          side: 'distribution',
          again: 'useless',
          example: [
            'make -C /lib/modules/6.8.0/build M=/var/lib/dkms/x modules',
            "/var/lib/dkms/x/build/a.c:10:5: error: implicit declaration of function 'get_fs'",
          ],
        },
        {
          id: 'source-too-old',
          says: (s) =>
            `The source does not compile with this compiler or these headers: ${s.line.said.slice(-160)}.`,
          advice:
            'A library or compiler is newer or older than the source expects. Take a matching version; gcc 14 made several old warnings errors (CFLAGS=-fpermissive or -std=gnu89 may help).',
          side: 'distribution',
          again: 'useless',
          example: ["x.c:3:1: error: implicit declaration of function 'foo'"],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      general: true,
      line: /:\d+(?::\d+)?: (?:fatal )?error: (.*)|^(?:\S+\/)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|nvcc|gfortran|cc1plus|ld|f951|mpicc): (?:fatal )?error:? (.*)|collect2: error|^Error: Can't find|^(?:Fatal )?Error: (.*) at \(1\)|Fatal Error: (.*)|^\S+\(\d+\): error: (.*)|^javac: |^error: (?:no such file|unable to open output)/,
      cases: [
        {
          id: 'kernel-headers-define',
          when: (s) =>
            /redefinition of|conflicting types for|too (?:few|many) arguments to function|has no member named/.test(
              s.line.said,
            ) &&
            s.shows(/\/usr\/src\/(?:kernels|linux-headers)|\/lib\/modules\/\S{1,80}\/build|include\/linux\//),
          says: (s) =>
            `A kernel module’s source does not fit the kernel it is built for: ${s.name().slice(0, 160)}.`,
          advice:
            'Distributions carry changes of newer kernels back into theirs (every minor release of RHEL does), and the source looks only at the kernel’s number. Take a newer version of the module, or a parent image with the kernel it was written for, and keep that one (Build/UpdateOsPackages/Enabled: false).',
          side: 'distribution',
          again: 'useless',
          example: [
            'out: make[1]: Entering directory ‘/usr/src/kernels/5.14.0-503.11.1.el9_5.x86_64’',
            '/tmp/frob/frobdrv.c:109:20: error: redefinition of ‘vm_flags_set’',
          ],
        },
        {
          id: 'compiler',
          says: (s) => `Compilation failed: ${(s.name() || s.line.said).slice(0, 180)}.`,
          advice:
            'Check the headers and libraries it needs, and that the version of the source fits this compiler and operating system.',
          side: 'script',
          again: 'useless',
          example: ['x.c:3:1: error: expected declaration'],
        },
      ],
    },
  ],
  closers: [
    /^(?:g?make|ninja)(?:\[\d+\])?: (?:\*\*\*|build stopped|Leaving)/,
    /^compilation terminated|^collect2: error: ld returned|^cc1\w*: (?:all|some) warnings/,
    /^FAILED: /,
    /^scons: |^Makefile:\d+: recipe for target/,
  ],
  noise: [
    /^\d{1,6} \| |^\| |^\.{6}$|^Warning: .* at \(1\)/,
    /: warning: (?!here-document)|: note: /,
    /^In file included from|^from \S+:\d+[,:]/,
    /^(?:gcc|g\+\+|cc|c\+\+|nvcc|libtool|ar|ld) -/,
  ],
}
