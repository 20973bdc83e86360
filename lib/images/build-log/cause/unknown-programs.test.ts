import { describe, expect, it } from 'vitest'
import { diagnose } from './diagnose'
import { linesOfExample } from './example'

/** What is quoted of a step that a program failed which no tool’s file knows; `out: …` on stdout, `+ …` traced. */
const quoted = (lines: readonly string[], exitCode = 1) =>
  diagnose(linesOfExample(lines), { exitCode }).lines.map(({ text }) => text)

describe('of a program that nobody knows, what is quoted', () => {
  it.each([
    [
      'is a message that ends with a hint, not what was said before it',
      ['out: unpacking', 'Found an older frob in /opt/frob. Please rerun with --replace.'],
      'Found an older frob in /opt/frob. Please rerun with --replace.',
    ],
    [
      'is what follows a bare “Error:”',
      ['Error:', ' frob-1.2 needs quux, but none of the offers fits', 'out: done'],
      'frob-1.2 needs quux, but none of the offers fits',
    ],
    [
      'is the exception, not a place of its stack',
      [
        'Error: frob index is not supported',
        '    at new Index (/opt/frob/lib/index.js:12:19)',
        '    at handleError (/opt/frob/lib/error.js:47:10)',
        '    at Object.failed (/opt/frob/main.js:3:1)',
        'frob step failed with 1',
      ],
      'Error: frob index is not supported',
    ],
    [
      'is the end of a chain of causes, however long',
      [
        'error: failed to download `frob v0.6.2`',
        '',
        'Caused by:',
        '  unable to get lids from the shelf',
        '',
        'Caused by:',
        '  failed to open the replaced shelf `frobs-io`',
        '',
        'Caused by:',
        '  failed to parse the label at `/opt/frob/label`',
        '',
        'Caused by:',
        '  the lid `quux` is required',
        '',
        '  This frob requires the lid called `quux`, but that lid is not known in this version (1.7).',
      ],
      'the lid `quux` is required',
    ],
    [
      'is the first sentence in a tall box, and no warning further down in it',
      [
        '-------------------------------------',
        'frob has detected that it runs as root.',
        '',
        'Running as root can, by any mistake,',
        'leave the system in an unusable state.',
        '',
        'You can pass --as-root instead,',
        'or set two variables for it:',
        'FROB_ROOT=1 to say that you want it,',
        'and FROB_ROOT_SURE=1 to say that you',
        'know what you do; it counts for this',
        'one call only, and is asked for again',
        'with the next one that you make, so',
        'that nobody does it without thinking.',
        'We would rather that you make a user',
        'for it, which one command does.',
        '-------------------------------------',
      ],
      'frob has detected that it runs as root.',
    ],
  ])('%s', (_, lines, first) => {
    expect(quoted(lines)).toEqual([first])
  })

  it('stands without the program’s advice and without the line that announced it', () => {
    expect(
      quoted([
        'frob: errors in the following:',
        '  /opt/frob/frob.conf:3: invalid lid',
        '  Use --no-check to go on without it.',
      ]),
    ).toEqual(['/opt/frob/frob.conf:3: invalid lid'])
  })
})

describe('of several complaints, the cause', () => {
  it.each([
    [
      'is the first that a program made in one go, though the last is known too',
      [
        "slurmd: error: Couldn't find the specified plugin name for cgroup/v2 looking at all files",
        'slurmd: error: cannot create cgroup context for cgroup/v2',
        'slurmd: error: Unable to initialize cgroup plugin',
      ],
      "slurmd: error: Couldn't find the specified plugin name for cgroup/v2 looking at all files",
    ],
    [
      'is what a program says under its own name before something is missing',
      [
        'frobmount: /mnt/frobs: bad option; you might need a helper',
        "cp: cannot stat '/mnt/frobs/lid': No such file or directory",
        'copy-frobs: nothing was copied',
      ],
      'frobmount: /mnt/frobs: bad option; you might need a helper',
    ],
    [
      'is what was said right before a program died',
      [
        'frob.c(82): internal check: lids of type B forbidden in strict mode!',
        '/tmp/setup.sh: line 2: 20117 Aborted                 (core dumped) frob --all',
      ],
      'frob.c(82): internal check: lids of type B forbidden in strict mode!',
    ],
    [
      'is what a package’s script said before it failed',
      [
        "frobadd: FID '200' already exists",
        'error: %pre(frob-0.5.13-2.1.x86_64) scriptlet failed, exit status 6',
      ],
      "frobadd: FID '200' already exists",
    ],
    [
      'is no remark about what may be, and no heading',
      [
        'out: ****** processing frobs ******',
        'out: Picking lids from /usr/src/frob. If that does not fit, you might have a stale shelf around.',
        '/tmp/frob/frob.c:109:20: error: redefinition of ‘lid’',
        '/tmp/frob/frob.c:111:19: error: assignment of read-only member ‘lid’',
        'make: *** [Makefile:62: frob] Error 2',
      ],
      '/tmp/frob/frob.c:109:20: error: redefinition of ‘lid’',
    ],
    [
      'is what the reader of a pipe said, not that it is gone',
      ["gpg: cannot open '/dev/tty': No such device or address", 'curl: (23) Failed writing body'],
      "gpg: cannot open '/dev/tty': No such device or address",
    ],
    [
      'is the line that is announced, not what announces it',
      [
        'dpkg: error processing archive /tmp/frob.deb (--unpack):',
        " trying to overwrite '/usr/include/frob.h', which is also in package frob-tools 1:1.7.2",
        'dpkg-deb: error: paste subprocess was killed by signal (Broken pipe)',
      ],
      "trying to overwrite '/usr/include/frob.h', which is also in package frob-tools 1:1.7.2",
    ],
    [
      'is what a program’s log says before something is missing',
      [
        '[INFO] Fetching the list of frobs',
        '[ERROR] Could not process the lid',
        "ls: cannot access '/opt/frobs/lid': No such file or directory",
      ],
      '[ERROR] Could not process the lid',
    ],
    [
      'is what was fetched in vain on stderr, not what make misses on stdout',
      [
        'out: make: *** No targets specified and no makefile found.  Stop.',
        'curl: (60) SSL certificate problem: certificate has expired',
        'tar (child): xz.tar.gz: Cannot open: No such file or directory',
      ],
      'curl: (60) SSL certificate problem: certificate has expired',
    ],
  ])('%s', (_, lines, first) => {
    expect(quoted(lines, lines.some((line) => line.includes('Aborted')) ? 134 : 1)[0]).toBe(first)
  })

  it('is never sure right behind a complaint of the same program that nobody knows', () => {
    const asked = 'sudo: a terminal is required to read the password; either use the -S option'
    const before = 'sudo: error: the frob of this account: turned to the left'
    expect(diagnose(linesOfExample([asked]), { exitCode: 1 }).certainty).toBe('sure')
    expect(diagnose(linesOfExample([before, asked]), { exitCode: 1 }).certainty).toBe('likely')
  })
})
