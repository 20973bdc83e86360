import { config, shell } from '../change'
import type { Failure } from '../tool'

/** Kernel modules that cannot be loaded. */
export const kernelModules: readonly Failure[] = [
  {
    kind: 'module',
    exits: [1],
    line: /modprobe: (?:FATAL|ERROR): [Mm]odule (\S+) not found(?: in directory \/lib\/modules\/(\S+))?|modprobe: (?:FATAL|ERROR): could not insert '([^']+)': (.*)|^insmod: ERROR: could not insert module (\S+?): (.*)|could not insert '([^']+)'|Module (\S+) not found in directory|^mount\.lustre: .{0,120}No such device|LNET.{0,40}not loaded/,
    cases: [
      {
        id: 'module-container',
        when: (s) => /Operation not permitted/.test(s.line.said),
        says: 'The kernel module may not be loaded here ($1): not as root, or inside a container.',
        advice:
          'Load it with root’s rights on the instance itself; a lockdown kernel (Secure Boot) refuses unsigned modules.',
        side: 'script',
        again: 'useless',
        example: ["modprobe: ERROR: could not insert 'lustre': Operation not permitted"],
      },
      {
        id: 'module-not-signed',
        when: (s) => /Required key|Key was rejected/.test(s.line.said),
        says: 'The kernel refused the module $1: Secure Boot is on and it is not signed.',
        advice: 'Use a parent image without UEFI Secure Boot, or enrol a key and sign the module.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        example: ["modprobe: ERROR: could not insert 'nvidia': Required key not available"],
      },
      {
        id: 'module-no-hardware',
        when: (s) => /No such device/.test(s.line.said),
        says: 'The kernel module $1 found no device that it is for.',
        advice:
          'The build instance lacks the hardware (GPU, EFA). Choose a Build/InstanceType with it, or load the module on the cluster’s nodes only.',
        side: 'configuration',
        again: 'useless',
        change: [config('Build/InstanceType', 'g4dn.xlarge')],
        example: ["modprobe: ERROR: could not insert 'nvidia': No such device"],
      },
      {
        id: 'module-symbols',
        when: (s) =>
          /Invalid argument|Unknown symbol|Exec format|disagrees about version/.test(s.line.said) ||
          s.has(/disagrees about version|Unknown symbol/),
        says: 'The kernel module $1 was built for another kernel than the running one.',
        advice:
          'Rebuild or reinstall it for the running kernel; after a kernel update, reboot first. A module it depends on can also be missing: Ubuntu keeps many in linux-modules-extra-$(uname -r).',
        side: 'parentImage',
        again: 'useless',
        example: ["modprobe: ERROR: could not insert 'lustre': Invalid argument"],
      },
      {
        id: 'kernel-module',
        says: (s) =>
          `The kernel module ${s.name()} is not there for the running kernel${s.name(2) ? ` (${s.name(2)})` : ''}.`,
        advice:
          'Its package is not installed, it was built for another kernel (a kernel update without a reboot), or this kernel leaves it out: Ubuntu keeps many modules in linux-modules-extra-$(uname -r).',
        side: 'parentImage',
        again: 'useless',
        change: [
          shell('apt-get install -y linux-modules-extra-$(uname -r)   # Ubuntu'),
          config('Build/UpdateOsPackages/Enabled', true),
        ],
        example: ['modprobe: FATAL: Module lustre not found in directory /lib/modules/6.8.0-1015-aws'],
      },
    ],
  },
]
