import { shell } from '../change'
import type { Failure, Sight } from '../tool'

const arm = (s: Sight) => /arm64|aarch64/.test(s.fact('architecture')) || s.has(/aarch64|arm64/)

/** Parts of a compiler that do not fit each other or this machine: before compiler.ts, which knows the rest. */
export const toolchain: readonly Failure[] = [
  {
    kind: 'command',
    exits: [1, 2],
    line: /(?:cannot execute|error trying to exec|failed to exec) ['‘`]?(cc1plus|f951|cc1|cc1obj|gnat1|lto1|lto-wrapper|as|ld|collect2|d21|go1)['’`]?:|(?:installation problem, cannot exec) ['‘`]?(\w+)/,
    cases: [
      {
        id: 'compiler-language-missing',
        says: (s) =>
          `gcc is installed without ${({ cc1plus: 'its C++ compiler', f951: 'its Fortran compiler', as: 'the assembler', ld: 'the linker' } as Record<string, string>)[s.name()] ?? `the part ${s.name()}`}.`,
        advice:
          'Install g++ (gcc-c++ on RHEL and Amazon Linux), gfortran (gcc-gfortran) or binutils, in the same version as gcc.',
        side: 'script',
        again: 'useless',
        change: [shell('dnf -y install gcc-c++ gcc-gfortran || apt-get install -y g++ gfortran')],
        proven: true,
        example: ["gcc: fatal error: cannot execute 'cc1plus': execvp: No such file or directory"],
      },
    ],
  },
  {
    kind: 'command',
    exits: [2, 127],
    line: /^(?:g?make|ninja)(?:\[\d{1,4}\])?: (?:\*\*\* )?(?:\/bin\/)?([\w.+-]{1,60}): (?:No such file or directory|Command not found)$/,
    cases: [
      {
        id: 'make-command-missing',
        says: 'make needs the command $1, which is not installed.',
        advice:
          'Install it before compiling: gcc, g++ and make come with build-essential on Ubuntu and with the group “Development Tools” on RHEL and Amazon Linux.',
        side: 'script',
        again: 'useless',
        change: [shell('apt-get install -y build-essential || dnf -y groupinstall "Development Tools"')],
        proven: true,
        example: ['make: gcc: No such file or directory', 'make: *** [Makefile:12: all] Error 127'],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /^Error: no such instruction: [`'‘]([^'’]{1,80})|: Error: (?:no such instruction|unsupported instruction|unknown mnemonic):? [`'‘]([^'’]{1,80})|: Error: (?:unknown mnemonic|selected processor does not support) [`'‘]?([^'’]{1,80})|Error: unknown (?:architecture|cpu) /,
    cases: [
      {
        id: 'assembler-other-architecture',
        when: arm,
        says: 'The source holds machine code of x86 ($1), and this is an arm64 instance.',
        advice:
          'Build the version for arm64, or switch the x86 parts off; else choose an x86 instance type (Build/InstanceType) and parent image.',
        side: 'configuration',
        again: 'useless',
        example: [
          'checking build system type... aarch64-unknown-linux-gnu',
          "a.s:12: Error: unknown mnemonic `vmovaps' -- `vmovaps %ymm0,%ymm1'",
        ],
      },
      {
        id: 'assembler-too-old',
        says: 'The assembler does not know the instruction $1: binutils is older than the compiler that writes it.',
        advice:
          'Use the binutils that belong to the compiler (gcc-toolset or devtoolset bring them; binutils2.3x from conda or Spack), or compile for an older processor (-march=x86-64-v3).',
        side: 'script',
        again: 'useless',
        change: [shell('export CFLAGS="$CFLAGS -march=haswell" CXXFLAGS="$CXXFLAGS -march=haswell"')],
        example: ["/tmp/ccabc.s:2041: Error: no such instruction: `vpdpbusd %ymm0,%ymm1,%ymm2'"],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /bytecode stream in file ['‘`]?(\S{1,200}?)['’`]? generated with LTO version|plugin needed to handle lto object|LLVM gold plugin.{0,60}(?:failed|Invalid)|(?:ar|nm|ranlib): .{0,100}plugin needed/,
    cases: [
      {
        id: 'lto-other-compiler',
        says: 'Object files or libraries were compiled with link-time optimization by another version of the compiler.',
        advice:
          'Delete the build tree and compile everything with one compiler, use its own gcc-ar and gcc-ranlib, or switch it off with -fno-lto. Libraries that a distribution or conda ships can hold such code too.',
        side: 'script',
        again: 'useless',
        change: [
          shell('export AR=gcc-ar RANLIB=gcc-ranlib CFLAGS="$CFLAGS -fno-lto" CXXFLAGS="$CXXFLAGS -fno-lto"'),
        ],
        proven: true,
        example: [
          "lto1: fatal error: bytecode stream in file 'libx.a' generated with LTO version 9.2 instead of the expected 8.1",
        ],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /undefined reference to symbol ['‘`](\S{1,160}?)['’`]|(?<!\S)(\S{1,160}): error adding symbols: DSO missing from command line/,
    cases: [
      {
        id: 'dso-missing',
        says: 'A library that is used directly is missing from the link line: $1.',
        advice:
          'Add it to LDFLAGS or LIBS (-lpthread, -ldl, -lm, -ltinfo): linkers no longer take it from other libraries.',
        side: 'script',
        again: 'useless',
        change: [shell('export LIBS="$LIBS -lpthread -ldl -lm"')],
        proven: true,
        example: [
          "/usr/bin/ld: a.o: undefined reference to symbol 'dlclose@@GLIBC_2.2.5'",
          '/usr/bin/ld: /lib64/libdl.so.2: error adding symbols: DSO missing from command line',
        ],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /cannot find (S?crt1\.o|crti\.o|gcrt1\.o|crtbeginS?\.o)|(gnu\/stubs-32\.h|bits\/libc-header-start\.h|sys\/cdefs\.h|bits\/c\+\+config\.h): No such file|cannot find -lgcc(?:_s)?$/,
    cases: [
      {
        id: 'multilib-missing',
        when: (s) => s.shows(/-m32|stubs-32|elf_i386|skipping incompatible/),
        says: 'A 32-bit program is being compiled ($1), and the 32-bit parts of the C library are not installed.',
        advice:
          'Install gcc-multilib and g++-multilib (glibc-devel.i686 and libgcc.i686 on RHEL), or build for 64 bits only. arm64 has none.',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'apt-get install -y gcc-multilib g++-multilib || dnf -y install glibc-devel.i686 libgcc.i686',
          ),
        ],
        example: ['/usr/include/gnu/stubs.h:7:11: fatal error: gnu/stubs-32.h: No such file or directory'],
      },
      {
        id: 'libc-headers-missing',
        says: 'The compiler is there, but the C library’s own files for it are not ($1).',
        advice: 'Install libc6-dev (build-essential), or glibc-devel on RHEL and Amazon Linux.',
        side: 'script',
        again: 'useless',
        change: [shell('apt-get install -y libc6-dev || dnf -y install glibc-devel')],
        example: ['/usr/bin/ld: cannot find Scrt1.o: No such file or directory'],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /fatal error: ((?:imm|xmm|emm|pmm|tmm|smm|nmm|wmm|amm|x86)intrin\.h|cpuid\.h|sys\/io\.h|asm\/prctl\.h)|#error ["“]?(?:This header is only meant to be used on x86|SSE|AVX|Unsupported (?:CPU|architecture|platform))|unrecognized command[- ]line option ['"‘]-m(?:64|32|sse|avx|mmx|fma|aes|pclmul|popcnt|bmi|f16c|fpmath)|error: invalid (?:instruction|operand).{0,40}(?:asm|x86)/,
    cases: [
      {
        id: 'source-for-x86',
        says: 'The source is written for x86 processors ($1), and this is another architecture.',
        advice:
          'Use a version or option of the program that supports arm64, or build the image on x86: an x86 parent image with an x86 Build/InstanceType.',
        side: 'configuration',
        again: 'useless',
        example: ['src/a.h:4:10: fatal error: immintrin.h: No such file or directory'],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /inlining failed in call to ['‘]?always_inline['’]? ['‘]?([^\s'’:]{1,120})['’]?:? .{0,40}target specific option mismatch|error: target specific option mismatch|impossible constraint in ['‘]asm|error: .{0,80}needs? target feature (\S{1,40})/,
    cases: [
      {
        id: 'target-option-missing',
        says: 'The source uses processor instructions that the compiler was not told to allow ($1).',
        advice:
          'Name the processor that the image will run on (-march=skylake-avx512, -mcpu=neoverse-v1); -march=native only fits the build instance.',
        side: 'script',
        again: 'useless',
        change: [shell('export CFLAGS="$CFLAGS -march=x86-64-v3" CXXFLAGS="$CXXFLAGS -march=x86-64-v3"')],
        example: [
          "/usr/lib/gcc/x86_64-linux-gnu/11/include/fmaintrin.h:49:1: error: inlining failed in call to 'always_inline' '_mm256_fmadd_ps': target specific option mismatch",
        ],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /error: ['‘]?(?:std::)?(u?int(?:8|16|32|64|ptr)_t)['’]? (?:does not name a type|was not declared|is not a member of|has not been declared)|error: unknown type name ['‘]?(u?int(?:8|16|32|64|ptr)_t)|is defined in header ['‘]<(cstdint|limits|memory|array|optional|functional|string)>['’]/,
    cases: [
      {
        id: 'include-no-longer-implied',
        says: 'The source relies on a header that newer compilers no longer bring along by themselves ($1 is unknown): gcc 13 and later.',
        advice: 'Use a newer version of the source, an older gcc, or add the header from outside.',
        side: 'distribution',
        again: 'useless',
        change: [shell('export CXXFLAGS="$CXXFLAGS -include cstdint"')],
        example: ["src/a.h:20:5: error: 'uint32_t' does not name a type"],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /#error .{0,100}C\+\+ ?(?:1[1-9]|2\d)|(?:requires|you need) (?:a )?C\+\+(1\d|2\d)|This file requires compiler and library support for the ISO C\+\+|error: ['‘]?(?:std::)?(filesystem|optional|variant|string_view|span|make_unique)['’]? (?:is not a member of|has not been declared|in namespace ['‘]std)|cannot use keyword ['‘](?:false|true|bool)['’] as|two or more data types in declaration specifiers|error: ISO C\+\+17 does not allow/,
    cases: [
      {
        id: 'standard-too-new',
        when: (s) => /cannot use keyword|two or more data types|does not allow/.test(s.line.said),
        says: 'The source is older than the language standard that this compiler takes by default (C23 in gcc 15, C++17 since gcc 11).',
        advice: 'Name the older standard, or use a newer version of the source.',
        side: 'distribution',
        again: 'useless',
        change: [shell('export CFLAGS="$CFLAGS -std=gnu17" CXXFLAGS="$CXXFLAGS -std=gnu++14"')],
        example: ["src/a.h:9:7: error: cannot use keyword 'false' as enumeration constant"],
      },
      {
        id: 'standard-too-old',
        says: 'The source needs a newer C++ standard than the compiler uses or knows.',
        advice:
          'Name the standard (-std=c++17, CMAKE_CXX_STANDARD), or install a newer gcc: gcc-toolset on RHEL 8 and 9, gcc10 on Amazon Linux 2, g++-12 on Ubuntu.',
        side: 'script',
        again: 'useless',
        change: [shell('dnf -y install gcc-toolset-12 && source /opt/rh/gcc-toolset-12/enable')],
        example: ['include/a.h:3:2: error: #error "C++17 or later compatible compiler is required."'],
      },
    ],
  },
  {
    kind: 'memory',
    exits: [2, 1],
    line: /(?:ld|lld|gold|cc1plus|cc1|f951|lto1|ptxas|cicc|as) (?:terminated with signal 9|died due to signal 9)|ptxas fatal +: .{0,40}memory|error: (?:unable to execute command: Killed|.{0,40}command failed due to signal)|LLVM ERROR: out of memory|\*\*\* \[.{1,200}\] Error 137$/,
    cases: [
      {
        id: 'compiler-out-of-memory',
        says: 'The compiler or linker was killed because the instance ran out of memory.',
        advice:
          'Compile with fewer jobs, or use an instance type with more memory (Build/InstanceType). Each job of a large C++ or CUDA source needs 2 to 4 GB.',
        side: 'configuration',
        again: 'useless',
        change: [shell('make -j2')],
        proven: true,
        example: ['collect2: fatal error: ld terminated with signal 9 [Killed]'],
      },
    ],
  },
  {
    kind: 'script',
    exits: [2],
    line: /^([^\s:]{1,160}):(\d{1,7}): \*\*\* ((?:missing separator|multiple target patterns|unterminated (?:call|variable)|commands commence before first target|missing [`']?endif|recipe commences before first target).*)/,
    cases: [
      {
        id: 'makefile-syntax',
        says: (s) => `A makefile cannot be read: ${s.name(1)}, line ${s.name(2)}: ${s.name(3)}.`,
        advice:
          'Tabs became blanks when it was copied into the script or document, a variable with a colon was filled in, or make is too old for it.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: ['Makefile:12: *** missing separator.  Stop.'],
      },
    ],
  },
  {
    kind: 'compile',
    exits: [1, 2],
    line: /error: stray ['‘]\\\d{1,3}['’] in program|error: stray ['‘]#['’] in program|error: source file is not valid UTF-8/,
    cases: [
      {
        id: 'source-not-source',
        says: 'A source file holds signs that are no program: typographic quotes, another encoding, or no source at all.',
        advice:
          'Text copied from a web page or document has such quotes; a download may have brought an error page. Look at the line that is named.',
        side: 'script',
        again: 'useless',
        example: ["a.c:1:1: error: stray '\\342' in program"],
      },
    ],
  },
]
