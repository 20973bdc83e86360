import { expect, test } from 'vitest'
import { PackageReader } from './package-reader'

function read(...lines: string[]) {
  const reader = new PackageReader()
  for (const [ordinal, line] of lines.entries()) reader.line(line, { timestamp: 1, ordinal })
  return reader
}
const named = (...lines: string[]) =>
  read(...lines).packages.map(({ manager, name, version, from }) =>
    [manager, name, version, ...(from ? [from] : [])].join(' '),
  )

test('dnf’s transaction and its summary name each package once, where it came first', () => {
  const reader = read(
    'Running transaction',
    '  Installing       : oniguruma-6.9.7.1-1.amzn2023.0.1.x86_64                1/2 ',
    '  Installing       : jq-1.7.1-3.amzn2023.0.1.x86_64                         2/2 ',
    '  Verifying        : jq-1.7.1-3.amzn2023.0.1.x86_64                         2/2 ',
    '',
    'Installed:',
    '  jq-1.7.1-3.amzn2023.0.1.x86_64   oniguruma-6.9.7.1-1.amzn2023.0.1.x86_64  ',
    '',
    'Complete!',
    'made-up-1.0-1.x86_64',
  )
  expect(reader.packages).toEqual([
    {
      manager: 'rpm',
      name: 'oniguruma',
      version: '6.9.7.1-1.amzn2023.0.1',
      at: { timestamp: 1, ordinal: 1 },
    },
    { manager: 'rpm', name: 'jq', version: '1.7.1-3.amzn2023.0.1', at: { timestamp: 1, ordinal: 2 } },
  ])
})

test.each<[string, string[], string[]]>([
  [
    'yum’s summary',
    [
      'Installed:',
      '  jq.x86_64 0:1.5-1.amzn2.0.2',
      '',
      'Dependency Updated:',
      '  glibc.x86_64 0:2.26-64.amzn2.0.4',
    ],
    ['rpm jq 1.5-1.amzn2.0.2', 'rpm glibc 2.26-64.amzn2.0.4'],
  ],
  [
    'apt, inside of what Chef runs too',
    [
      '      [execute] Unpacking curl (7.81.0-1ubuntu1.16) over (7.81.0-1ubuntu1.15) ...',
      '                Setting up curl (7.81.0-1ubuntu1.16) ...',
      'Setting up libc6:amd64 (2.35-0ubuntu3.8) ...',
    ],
    ['deb curl 7.81.0-1ubuntu1.16 7.81.0-1ubuntu1.15', 'deb libc6 2.35-0ubuntu3.8'],
  ],
  [
    'Chef’s own resources',
    [
      '    - install version 1.6-2.1ubuntu3, 1.21.2 of package jq, wget',
      '    - upgrade package openssl from 3.0.2-0 to 3.0.2-1',
    ],
    ['chef jq 1.6-2.1ubuntu3', 'chef wget 1.21.2', 'chef openssl 3.0.2-1 3.0.2-0'],
  ],
  [
    'pip, and gem which says the same words',
    [
      'Successfully installed berkshelf-8.0.9',
      'Installing collected packages: six, python-dateutil',
      'Successfully installed python-dateutil-2.9.0.post0 six-1.16.0',
    ],
    ['gem berkshelf 8.0.9', 'pip python-dateutil 2.9.0.post0', 'pip six 1.16.0'],
  ],
  ['uv', [' + boto3==1.34.1', ' - boto3==1.33.0'], ['pip boto3 1.34.1']],
  [
    'conda',
    [
      'The following NEW packages will be INSTALLED:',
      '',
      '  bwa                bioconda/linux-64::bwa-0.7.18-he4a0461_0 ',
      'Proceed ([y]/n)? ',
      '  bwa                bioconda/linux-64::samtools-1.20-h50ea8bc_0 ',
    ],
    ['conda bwa 0.7.18'],
  ],
  ['nothing', ['Installed: yes', 'Setting up the network (now)', '  * package[jq] action install'], []],
])('packages are read of %s', (_, lines, packages) => expect(named(...lines)).toEqual(packages))

test('of a package that is upgraded again the last version counts, and what it was at first', () => {
  expect(named('Unpacking a1 (2) over (1) ...', 'Setting up a1 (2) ...', 'Setting up a1 (3) ...')).toEqual([
    'deb a1 3 1',
  ])
})

test('the kernel is the one that tools speak of most', () => {
  const reader = read(
    'Setting up linux-headers-6.8.0-1033-aws (6.8.0-1033.35) ...',
    'make -C /lib/modules/6.8.0-1031-aws/build',
    'DEPMOD /lib/modules/6.8.0-1031-aws',
  )
  expect(reader.kernel).toBe('6.8.0-1031-aws')
  expect(read('kernel-devel-uname-r-6.1.147-172.266.amzn2023.x86_64').kernel).toBe(
    '6.1.147-172.266.amzn2023.x86_64',
  )
  expect(read('kernel panic').kernel).toBeUndefined()
})

test('however long a log, what is kept is bounded', () => {
  const lines = Array.from({ length: 5_000 }, (_, n) => `Setting up lib${n} (1) ...`)
  expect(read(...lines).packages).toHaveLength(2_000)
})
