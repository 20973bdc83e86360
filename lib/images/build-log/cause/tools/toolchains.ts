import { shell } from '../change'
import type { Sight, Tool } from '../tool'

/** What compilers and linkers refuse because it was made by or for another one. */
export const toolchains: Tool = {
  name: 'Compilers among each other',
  failures: [
    {
      kind: 'compile',
      line: /relocation \S{1,40} against .{0,200}(?:recompile with -fPIC|when making a (?:shared object|PIE object))|recompile with -f(?:PIC|PIE)\b/,
      reason: (s) =>
        s.scene.stream(s.line).find(({ kind, said }) => kind === 'said' && /recompile with -f/.test(said)),
      cases: [
        {
          id: 'not-position-independent',
          says: (s) =>
            `A static library was compiled without -fPIC (position-independent code), and cannot go into a shared library: ${/(?<![\w.+-])([\w.+-]{1,80}\.a)\b/.exec(s.line.said)?.[1] ?? s.line.said.slice(0, 100)}.`,
          advice:
            'Build that library again with -fPIC (CFLAGS=-fPIC, --with-pic, CMAKE_POSITION_INDEPENDENT_CODE=ON), or use its shared build (--enable-shared, the distribution’s package).',
          side: 'script',
          again: 'useless',
          change: [shell('./configure CFLAGS="-O2 -fPIC" --enable-shared')],
          proven: true,
          example: [
            '/usr/bin/ld: /opt/lib/libx.a(x.o): relocation R_X86_64_32 against `.rodata’ can not be used when making a shared object; recompile with -fPIC',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /relocation truncated to fit: (\S+)|additional relocation overflows omitted/,
      reason: (s) =>
        s.scene
          .stream(s.line)
          .find(({ kind, said }) => kind === 'said' && /relocation truncated to fit/.test(said)),
      cases: [
        {
          id: 'data-beyond-two-gigabytes',
          says: 'The program’s static data (large arrays, COMMON blocks) does not fit into 2 GB, which the small memory model allows: relocation truncated to fit.',
          advice:
            'Compile and link everything with -mcmodel=medium (Intel also -shared-intel), make the arrays smaller, or allocate them at run time. It is no matter of the instance’s RAM.',
          side: 'script',
          again: 'useless',
          change: [shell('make FFLAGS="-O2 -mcmodel=medium"')],
          proven: true,
          example: [
            'x.f:226:(.text+0x65): relocation truncated to fit: R_X86_64_PC32 against symbol `a_’ defined in COMMON section in x.o',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      line: /Cannot read module file ['‘]([^'’]+)['’] opened at .{0,20}because it was created by a different version of GNU Fortran/,
      cases: [
        {
          id: 'fortran-module-version',
          says: 'The Fortran module $1 was made by a different version of gfortran than the one that compiles now.',
          advice:
            'Module files fit only the compiler that wrote them: use the same gfortran, or build the library that brought the module (netcdf-fortran, MPI) again with this one.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            'Fatal Error: Cannot read module file ‘netcdf.mod’ opened at (1), because it was created by a different version of GNU Fortran',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /^configure: error: (?:Cannot continue|[Aa]bort\w{0,4}|[Ss]ee (?:above|the (?:above )?warnings?)|[Gg]iving up)\b/,
      reason: (s) =>
        s.scene
          .above(s.line, 14)
          .reverse()
          .find(({ said }) => /^configure: WARNING: .{0,200}\w/.test(said)),
      quotes: (s) =>
        s.scene
          .above(s.line, 14)
          .reverse()
          .filter(({ said }) => /^configure: WARNING: .{0,200}\w/.test(said)),
      cases: [
        {
          id: 'configure-refused',
          says: (s) => `configure found something that it does not accept: ${warned(s)}.`,
          advice:
            'It is there, but not in a version or form the project works with: install another version of it, point configure at one (--with-…), or leave the feature out (--without-…).',
          side: 'script',
          again: 'useless',
          example: [
            'configure: WARNING: libx versions 2.5.0-2.7.0 are not compatible',
            'configure: error: Cannot continue',
          ],
        },
      ],
    },
    {
      kind: 'command',
      exits: [101, 1],
      line: /The pkg-config command could not be found|pkg-config: command not found|Could not run `.{0,20}pkg-config|pkg-config (?:binary )?(?:was )?not found|(?:pkg-config|pkgconf) (?:script )?could not be found/i,
      cases: [
        {
          id: 'pkg-config-missing',
          says: 'The build asks pkg-config for a library, and the command pkg-config is not installed.',
          advice:
            'Install pkg-config (pkgconf-pkg-config on RHEL and Amazon Linux): without it the development package of the library is not found, even when it is there.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install pkgconf-pkg-config || apt-get install -y pkg-config')],
          proven: true,
          example: ['The pkg-config command could not be found.'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /Unsupported class file major version (\d+)/,
      cases: [
        {
          id: 'gradle-java',
          when: (s) => s.shows(/gradle/i),
          says: (s) =>
            `Gradle is too old for the Java that runs it: Java ${javaOf(s.name(1))} (class file version ${s.name(1)}).`,
          advice:
            'Upgrade Gradle (its wrapper: gradle-wrapper.properties; Java 17 needs 7.3 or newer, Java 21 8.5), or run it with the older JDK it supports (JAVA_HOME).',
          side: 'script',
          again: 'useless',
          change: [shell('./gradlew wrapper --gradle-version 8.10')],
          proven: true,
          example: [
            'out: > Task :gradle',
            'General error during semantic analysis: Unsupported class file major version 61',
          ],
        },
        {
          id: 'class-file-version',
          says: (s) =>
            `A tool met classes of Java ${javaOf(s.name(1))}, which is newer than it knows (class file version ${s.name(1)}).`,
          advice: 'Upgrade the tool, or run it with an older JDK (JAVA_HOME).',
          side: 'script',
          again: 'useless',
          example: ['java.lang.IllegalArgumentException: Unsupported class file major version 61'],
        },
      ],
    },
  ],
}

/** The warning above configure’s last word, which goes over several lines. */
const warned = (s: Sight): string =>
  s.scene
    .above(s.line, 14)
    .reverse()
    .flatMap(({ said }) => /^configure: WARNING: (.{0,200}\w.*)$/.exec(said)?.[1] ?? [])
    .join(' ')
    .replace(/[.\s]{1,9}$/, '')
    .slice(0, 240)

/** Class files of Java 8 are version 52. */
const javaOf = (version: string) => String(Number(version) - 44)
