import { config, shell } from '../change'
import type { Failure } from '../tool'

/** NVIDIA’s driver and what stands in its way on the instance. */
export const nvidiaDriver: readonly Failure[] = [
  {
    kind: 'driver',
    exits: [1],
    line: /Nouveau kernel driver is currently in use|nouveau .{0,40}(?:in use|loaded)/,
    cases: [
      {
        id: 'nouveau',
        says: 'The NVIDIA driver cannot be installed while the nouveau driver is loaded.',
        advice:
          'Blacklist nouveau, rebuild the initramfs and reboot before the driver is installed (Build/UpdateOsPackages/Enabled: true does so).',
        side: 'parentImage',
        again: 'useless',
        change: [
          shell(
            'printf "blacklist nouveau\\noptions nouveau modeset=0\\n" > /etc/modprobe.d/nouveau.conf',
            'dracut -f || update-initramfs -u',
          ),
        ],
        proven: true,
        example: ['ERROR: The Nouveau kernel driver is currently in use by your system.'],
      },
    ],
  },
  {
    kind: 'driver',
    exits: [1],
    line: /An NVIDIA kernel module '([^']+)' appears to (?:be )?already (?:be )?loaded/,
    cases: [
      {
        id: 'nvidia-loaded',
        says: 'Another NVIDIA driver is already loaded ($1): the parent image brings one.',
        advice: 'Use a parent image without NVIDIA drivers, or remove the driver and reboot first.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        example: ["ERROR: An NVIDIA kernel module 'nvidia-uvm' appears to already be loaded in your kernel."],
      },
    ],
  },
  {
    kind: 'driver',
    exits: [1],
    line: /use of the NVIDIA open kernel modules|requires .{0,40}open (?:GPU )?kernel modules|(?:does not|not) support .{0,40}open kernel modules/,
    cases: [
      {
        id: 'nvidia-open',
        says: 'This GPU and driver branch need the other flavour of NVIDIA’s kernel modules (open or proprietary).',
        advice:
          'New GPUs need the open kernel modules (nvidia-open, --kernel-module-type=open); GPUs before Turing need the proprietary ones.',
        side: 'script',
        again: 'useless',
        example: ['NVRM: installed in this system requires use of the NVIDIA open kernel modules.'],
      },
    ],
  },
  {
    kind: 'driver',
    exits: [1, 9],
    line: /NVIDIA-SMI has failed|No devices were found|couldn't communicate with the NVIDIA driver|Failed to initialize NVML: (.*)|No supported (?:GPU|NVIDIA)|You do not appear to have an NVIDIA GPU/,
    cases: [
      {
        id: 'nvml-mismatch',
        when: (s) => /version mismatch/i.test(s.line.said),
        says: 'The NVIDIA libraries and the loaded kernel module have different versions.',
        advice: 'The driver was updated without a reboot, or two drivers are mixed. Reboot, or remove one.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: ['Failed to initialize NVML: Driver/library version mismatch'],
      },
      {
        id: 'nvidia',
        says: (s) => `No working NVIDIA driver or GPU: ${s.line.said.slice(0, 140)}.`,
        advice:
          'The build instance has no GPU unless Build/InstanceType is one of the g or p families; with one, the driver was not built for the running kernel.',
        side: 'configuration',
        again: 'useless',
        change: [config('Build/InstanceType', 'g4dn.xlarge')],
        example: ["NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."],
      },
    ],
  },
]
