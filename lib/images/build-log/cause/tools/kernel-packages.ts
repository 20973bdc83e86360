import { config, shell } from '../change'
import type { Failure, Sight } from '../tool'

export const isExcluded = (s: Sight) =>
  s.has(/filtered out by exclude filtering|excluded by|exclude=.{0,40}kernel|is excluded/)

/** Kernels and what is built for one of them, as dnf and yum offer it. */
export const kernelPackages: readonly Failure[] = [
  {
    kind: 'config',
    exits: [1],
    line: /^NVIDIA driver: (.*filter.*)/,
    cases: [
      {
        id: 'nvidia-plugin-filter',
        says: 'NVIDIA’s dnf plugin hides a kernel for which there are no precompiled driver modules: $1.',
        advice:
          'Wait for NVIDIA to publish modules for this kernel, take an older kernel, switch the driver’s module stream to DKMS (latest-dkms), or remove the plugin (dnf-plugin-nvidia).',
        side: 'distribution',
        again: 'mayHelp',
        change: [shell('dnf -y install --noplugins kernel-<version>')],
        proven: true,
        example: [
          'out: NVIDIA driver: filtering kernel 4.18.0-553, no precompiled modules available for version 3:555.42.06',
          'Error: Unable to find a match: kernel-4.18.0-553',
        ],
      },
    ],
  },
  {
    kind: 'driver',
    exits: [1],
    line: /nothing provides kernel\(\S+\) = \S+ needed by (kmod-\S+)|nothing provides (?:kernel|ksym)\S* .{0,60}needed by (\S+)|requires kernel(?:-core|-uname-r)? = .{0,80}|kernel\(\w+\) = \w+ is needed by (\S+)/,
    cases: [
      {
        id: 'kmod-kernel',
        says: (s) =>
          `The kernel module package ${s.name() || ''} was built for another kernel than the image has: kernel symbols do not match.`,
        advice:
          'Use the package built for this minor release of the operating system (for Lustre, the repository of FSx for this exact release), or a parent image with the kernel it was built for.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        url: 'https://github.com/Azure/az-hop/issues/1231',
        example: [
          'Error: ',
          ' Problem: conflicting requests',
          '  - nothing provides kernel(ib_alloc_mr) = 0xcfed7203 needed by kmod-lustre-client-2.12.8-1.el8.x86_64',
        ],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1],
    line: /(?:Unable to find a match:|Unable to locate package|No candidate version available for|No match for argument:|No package) (kernel-(?:devel|headers|modules|uek)\S*)/,
    cases: [
      {
        id: 'kernel-devel-excluded',
        when: isExcluded,
        says: 'The kernel package $1 is in the repository but hidden by an exclude (exclude=kernel* in dnf.conf or yum.conf).',
        advice: 'Install it without excludes, or remove the exclude from the parent image’s configuration.',
        side: 'parentImage',
        again: 'useless',
        change: [shell('dnf -y install --disableexcludes=all kernel-devel-$(uname -r)')],
        proven: true,
        url: 'https://github.com/Frogging-Family/linux-tkg/issues/970',
        example: [
          'out: All matches were filtered out by exclude filtering for argument: kernel-devel-5.14.0-427.24.1.el9_4.x86_64',
          'Error: Unable to find a match: kernel-devel-5.14.0-427.24.1.el9_4.x86_64',
        ],
      },
      {
        id: 'kernel-devel',
        says: 'Kernel headers not found in the package repositories: $1.',
        advice:
          'Drivers (EFA, NVIDIA, Lustre) are built against the running kernel, and repositories keep only the newest. Use a newer parent image, or update its packages first (Build/UpdateOsPackages/Enabled: true), which reboots into the new kernel. Rocky and RHEL keep old ones in their vault.',
        side: 'parentImage',
        again: 'useless',
        change: [config('Build/UpdateOsPackages/Enabled', true)],
        url: 'https://github.com/aws/aws-parallelcluster/issues/7406',
        example: ['Error: Unable to find a match: kernel-devel-5.14.0-503.11.1.el9_5.x86_64'],
      },
    ],
  },
]
