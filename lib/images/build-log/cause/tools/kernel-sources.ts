import { config, shell } from '../change'
import type { Failure, Sight } from '../tool'

/** Whose driver the step is about, as far as it can be seen. */
export const driver = (s: Sight) =>
  s.has(/nvidia|NVIDIA/)
    ? 'NVIDIA'
    : s.has(/\befa\b|EFA/)
      ? 'EFA'
      : s.has(/lustre/i)
        ? 'Lustre'
        : s.has(/zfs/i)
          ? 'ZFS'
          : ''

/** What a driver needs to be built: the kernel’s headers and the compiler it was built with. */
export const kernelSources: readonly Failure[] = [
  {
    kind: 'module',
    exits: [1],
    absent: true,
    line: /^modinfo: ERROR: Module (?:alias )?(\S+?) not found/,
    cases: [
      {
        id: 'kernel-module-absent',
        says: 'The kernel module $1 is not there for the running kernel: it was never built or installed, or only for another kernel.',
        advice:
          'Look at the step that should have built it (DKMS, the driver’s installer): its make.log says why it did not, and it may have passed all the same.',
        side: 'script',
        again: 'useless',
        change: [shell('dkms status; find /lib/modules -name "<module>.ko*"')],
        example: ['modinfo: ERROR: Module nvidia not found.'],
      },
    ],
  },
  {
    kind: 'driver',
    exits: [1, 10, 11, 6],
    line: /Unable to find the kernel source tree|Your kernel headers for kernel (\S+) cannot be found|kernel headers? for (?:target|the) kernel .{0,60}(?:not|cannot)|Unable to determine the (?:target|kernel) |Kernel preparation unnecessary|[Kk]ernel (?:headers|source|devel\w*) .{0,60}(?:not found|not installed|could not be found|missing|required)|Module build for (?:the currently running )?kernel (?:\S+ )?was skipped since the\s?kernel (?:headers|source)|Please install (?:the )?(?:linux-headers|kernel-devel)\S*/,
    cases: [
      {
        id: 'kernel-source',
        says: (s) =>
          `A ${driver(s)} driver could not be built: the headers of the running kernel are missing${s.name() ? ` (${s.name()})` : ''}.`,
        advice:
          'Install the headers of the running kernel, or use a parent image whose kernel is current. If the kernel was just updated, reboot into it first (Build/UpdateOsPackages/Enabled: true does).',
        side: 'parentImage',
        again: 'useless',
        change: [
          shell(
            'dnf -y install kernel-devel-$(uname -r) kernel-headers || apt-get install -y linux-headers-$(uname -r)',
          ),
          config('Build/UpdateOsPackages/Enabled', true),
        ],
        proven: true,
        example: ['ERROR: Unable to find the kernel source tree for the currently running kernel.'],
      },
    ],
  },
  {
    kind: 'driver',
    exits: [1],
    line: /Compiler version check failed|The (?:CC|compiler) version check failed|compiler (?:used to build|differs|version .{0,40}does not match)|kernel was (?:built|compiled) (?:by|with).{0,80}(?:gcc|cc)|gcc-\d+: (?:command )?not found|(?:gcc|cc): error: unrecognized command.line option '-(?:ftrivial|mharden|fmin-function|mrecord)/,
    cases: [
      {
        id: 'kernel-compiler',
        says: 'The driver was compiled with another gcc than the kernel was.',
        advice:
          'Install the gcc version that the kernel was built with (cat /proc/version) and make it the compiler of the driver (CC).',
        side: 'parentImage',
        again: 'useless',
        change: [shell('export CC=/usr/bin/gcc-12')],
        proven: true,
        url: 'https://github.com/aws/aws-parallelcluster-cookbook/pull/2852',
        example: [
          'warning: the compiler differs from the one used to build the kernel',
          'ERROR: Compiler version check failed',
        ],
      },
    ],
  },
]
