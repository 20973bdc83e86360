import { config, shell } from '../change'
import type { Case, Sight, Tool } from '../tool'
import { kernelModules } from './kernel-modules'
import { driver, kernelSources } from './kernel-sources'
import { nvidiaDriver } from './nvidia-driver'

const kernelOf = (s: Sight) => /(?:kernel:?|for kernel) '?(\d+\.\d+\.\d+[\w.-]*)/.exec(s.line.said)?.[1] ?? ''

const moduleCases: readonly Case[] = [
  {
    id: 'secure-boot',
    when: (s) => s.has(/Secure Boot|Required key not available|module verification failed/i),
    says: 'The kernel refused the driver: Secure Boot is on and the module is not signed.',
    advice: 'Use a parent image without UEFI Secure Boot, or enrol a key and sign the module.',
    side: 'parentImage',
    again: 'useless',
    example: ["ERROR: Unable to load the kernel module 'nvidia.ko'. Secure Boot is enabled on this system"],
  },
  {
    id: 'dkms-headers',
    when: (s) =>
      s.has(/kernel headers|Your kernel headers|kernel source/i) &&
      s.has(/cannot be found|missing|not found/),
    says: (s) => `The ${driver(s)} kernel module was not built: the headers of the kernel are missing.`,
    advice:
      'Install the headers of the running kernel, or update and reboot first (Build/UpdateOsPackages/Enabled: true).',
    side: 'parentImage',
    again: 'useless',
    change: [config('Build/UpdateOsPackages/Enabled', true)],
    example: [
      'Kernel headers were not found',
      'Error! Bad return status for module build on kernel: 6.8.0-1015-aws (x86_64)',
    ],
  },
  {
    id: 'dkms',
    says: (s) =>
      `The ${driver(s)} kernel module did not compile${kernelOf(s) || s.name(1) ? ` for kernel ${kernelOf(s) || s.name(1)}` : ''}.`,
    advice:
      'Two things do this: the default compiler (gcc) is not the version that the kernel was built with, see cat /proc/version and set CC; or the driver does not support this kernel, then use another driver version or a parent image with another kernel. make.log on the instance (/var/lib/dkms) or nvidia-installer.log says which: keep the instance with DevSettings/TerminateInstanceOnFailure: false.',
    side: 'parentImage',
    again: 'useless',
    change: [shell('export CC=/usr/bin/gcc-12'), config('DevSettings/TerminateInstanceOnFailure', false)],
    url: 'https://github.com/aws/aws-parallelcluster-cookbook/pull/2852',
    example: ['Error! Bad return status for module build on kernel: 6.8.0-1015-aws (x86_64)'],
  },
]

/** DKMS and the installers of kernel drivers: NVIDIA, EFA, Lustre; and loading what they built. */
export const drivers: Tool = {
  name: 'DKMS and driver installers',
  failures: [
    {
      kind: 'compile',
      line: /objtool: (.*)|^ERROR: modpost: (.*)|modpost: .{0,80}undefined!?$|: error: .{0,60}(?:module_init|MODULE_LICENSE|GPL-only symbol)(.*)|FATAL: modpost: (.*)/,
      cases: [
        {
          id: 'module-too-old',
          says: (s) =>
            `The driver’s source does not fit this kernel: ${s.line.said.replace(/^\S{1,200}: error: /, '').slice(0, 160)}.`,
          advice:
            'The driver is too old for this kernel: use a newer version of it that supports the kernel, or a parent image with an older kernel. A GPL-only symbol or a missing one means that another module or kernel option is needed.',
          side: 'distribution',
          again: 'useless',
          example: [
            'out: /var/lib/dkms/x/build/x.ko: error: objtool: cleanup_module(): Magic init_module() function name is deprecated, use module_init(fn) instead',
          ],
        },
      ],
    },
    {
      kind: 'driver',
      exits: [1],
      line: /launches with a kernel which does not include the (\S{1,200}) kernel module|kernel (?:version )?.{0,40}does not (?:support|include) (?:the )?(ib_uverbs|EFA|efa)|kernel .{0,40}(?:too old|not supported) .{0,20}(?:EFA|efa)/,
      cases: [
        {
          id: 'efa-kernel',
          says: (s) =>
            `EFA needs a kernel with ${s.name() || 'ib_uverbs'}, which the kernel of the parent image does not have.`,
          advice:
            'Update the kernel before EFA is installed (Build/UpdateOsPackages/Enabled: true updates and reboots), or use a newer parent image.',
          side: 'parentImage',
          again: 'useless',
          change: [config('Build/UpdateOsPackages/Enabled', true)],
          proven: true,
          url: 'https://github.com/aws/aws-parallelcluster/issues/1301',
          example: [
            'out: Your Ubuntu AMI launches with a kernel which does not include the ib_uverbs kernel module, which is necessary for EFA support.',
          ],
        },
      ],
    },
    {
      kind: 'driver',
      exits: [1],
      line: /(?:EFA|efa)[ -]?(?:installer|driver|software)? .{0,60}(?:is |are )?not supported (?:on|for|with) (.{1,60})|^(?:Error: )?(?:Unsupported|unsupported) (?:operating system|OS|distribution)|Unable to identify operating system|This (?:OS|operating system|distribution) (?:version )?is not supported/,
      cases: [
        {
          id: 'installer-os',
          says: (s) => `An installer does not support this operating system: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Use a newer installer (a newer ParallelCluster brings one), or a parent image with an operating system it supports.',
          side: 'configuration',
          again: 'useless',
          example: ['Error: Unsupported operating system rocky 9.6'],
        },
      ],
    },
    ...kernelSources,
    ...nvidiaDriver,
    {
      kind: 'driver',
      exits: [1, 2, 10],
      line: /Bad return status for module build on kernel:? ?(\S*)|^Error! Build of (\S+) failed|^Building module:? .{0,200}\(bad exit status: \d+\)|Unable to load the (?:kernel module )?'?nvidia/i,
      cases: moduleCases,
    },
    {
      kind: 'driver',
      exits: [1],
      closes: true,
      line: /^ERROR: (?:Failed to (?:build|run|install) .{0,80}(?:kernel module|dkms)|An error occurred while performing the step|Unable to build the NVIDIA kernel module|The nvidia kernel module was not created)|bad exit status: \d+/i,
      reason: (s) => s.lineAbove(/Bad return status for module build|: (?:fatal )?error: |^Error! /, 80),
      cases: moduleCases,
    },
    {
      kind: 'driver',
      line: /autoinstall failed due to missing dependencies: ([^.]+)/,
      cases: [
        {
          id: 'dkms-dependency',
          says: (s) =>
            `DKMS did not build ${/^(\S+)\//.exec(s.line.said)?.[1] ?? 'a module'}: it depends on the module ${s.name()}, which is not there.`,
          advice:
            'The module’s dkms.conf names a driver (BUILD_DEPENDS) that is not installed. Remove the module or install the driver; until then the package script of every new kernel fails, and its initramfs is not made.',
          side: 'distribution',
          again: 'useless',
          url: 'https://github.com/aws/aws-parallelcluster/issues/6861',
          breaks: true,
          proven: true,
          example: ['efa-nv-peermem/1.1.1 autoinstall failed due to missing dependencies: nvidia.'],
        },
      ],
    },
    {
      kind: 'driver',
      exits: [2, 3, 6, 10],
      line: /^Error! (?:DKMS tree already contains|Could not locate dkms\.conf|The directory .{1,100} does not appear|Module version .{0,80} (?:is not newer|already)|Could not find module source|Arguments? .{0,60}not)|^Module .{0,80} already installed on kernel/,
      cases: [
        {
          id: 'dkms-state',
          says: (s) => `DKMS refused: ${s.line.said.replace(/^Error! /, '').slice(0, 140)}.`,
          advice: 'The parent image already holds a version of this module. Remove it first.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('dkms status', 'dkms remove <module>/<version> --all')],
          example: ['Error! DKMS tree already contains: nvidia-535.104'],
        },
      ],
    },
    ...kernelModules,
    {
      kind: 'driver',
      exits: [1],
      line: /^\[?ERROR\]?:? (?!Installation has failed).{0,60}(?:NVIDIA|nvidia|nouveau|CUDA|driver component)|Install of driver component failed|Installation failed\. See log at \/var\/log\/(?:cuda|nvidia)|^Failed to verify gcc version|X server running|fabric ?manager .{0,80}(?:fail|version|mismatch)/i,
      cases: [
        {
          id: 'fabricmanager-version',
          when: (s) => /fabric ?manager/i.test(s.line.said),
          says: 'The NVIDIA Fabric Manager does not have the version of the driver.',
          advice: 'Both must have exactly the same version: pin nvidia-fabricmanager to the driver’s.',
          side: 'script',
          again: 'useless',
          example: ['fabric manager version 535.104 does not match driver version 535.129: mismatch'],
        },
        {
          id: 'cuda-gcc',
          when: (s) => /gcc version/.test(s.line.said),
          says: 'The CUDA installer does not accept the installed gcc.',
          advice: 'Install a gcc that this CUDA supports, or pass --override.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['Failed to verify gcc version. See log at /var/log/cuda-installer.log for details.'],
        },
        {
          id: 'nvidia-installer',
          says: (s) => `The NVIDIA or CUDA installer failed: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Its own log (/var/log/nvidia-installer.log, /var/log/cuda-installer.log) says why: keep the instance with DevSettings/TerminateInstanceOnFailure: false. Usual reasons: missing kernel headers, another compiler than the kernel’s, a kernel the driver does not support.',
          side: 'parentImage',
          again: 'useless',
          change: [config('DevSettings/TerminateInstanceOnFailure', false)],
          example: ['[ERROR]: Install of driver component failed.'],
        },
      ],
    },
  ],
  closers: [
    /^Consult \S+make\.log|^ERROR: Installation has failed|^Error! One or more modules failed|^Refer to previous errors/,
    /see the file '?\/var\/log\/nvidia-installer/,
    /^Autoinstall on \S+ failed/,
  ],
  noise: [/^WARNING: (?:nvidia-installer|You specified|Unable to find a suitable destination)/],
}
