import { shell } from '../change'
import type { Tool } from '../tool'

/** Disks by their names, file systems and fstab: what the general rules of storage.ts do not tell apart. */
export const filesystems: Tool = {
  name: 'File systems and fstab',
  failures: [
    {
      kind: 'device',
      exits: [1, 32],
      line: /(\/dev\/(?:xvd|sd)[a-z]{1,2}\d{0,2})(?:["'’]?:? (?:does not exist|No such file or directory|is not a block special device|not found)|: .{0,20}No such file)|special device (\/dev\/(?:xvd|sd|nvme)\S{1,20}) does not exist|Device (\/dev\/(?:xvd|sd)\S{1,12}) (?:not found|does not exist)/,
      cases: [
        {
          id: 'nvme-names',
          says: 'The disk $1 does not exist under that name: on this instance type EBS volumes are NVMe devices.',
          advice:
            'Nitro instances call them /dev/nvme1n1 and so on, in an order that can change. Find the volume by its ID or size, or attach one: an image build has only its root volume (Image/RootVolume/Size).',
          side: 'script',
          again: 'useless',
          change: [shell('lsblk -o NAME,SIZE,SERIAL', 'ls -l /dev/disk/by-id/')],
          example: ['mkfs.xfs: cannot open /dev/xvdb: No such file or directory'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [32, 1],
      line: /^mount: (\S{1,120}): can't find in \/etc\/fstab|^mount: can't find (\S{1,160}) in \/etc\/fstab|^mount: \/etc\/fstab: parse error at line (\d+)|^mount: \S{0,120}: ?can't find (UUID=\S+|LABEL=\S+)|^mount: (?:\/\S{0,160}: )?mount point does not exist/,
      cases: [
        {
          id: 'fstab-parse',
          when: (s) => /parse error/.test(s.line.said),
          says: 'A line of /etc/fstab cannot be read (line $1): an image with it may not boot.',
          advice:
            'A line has six fields; blanks in a path are written \\040. Check with findmnt --verify before the build ends.',
          side: 'script',
          again: 'useless',
          change: [shell('findmnt --verify')],
          proven: true,
          example: ['mount: /etc/fstab: parse error at line 7 -- ignored'],
        },
        {
          id: 'fstab-device-absent',
          when: (s) => /UUID|LABEL/.test(s.line.said),
          says: 'fstab names a disk that this instance does not have: $1.',
          advice:
            'It comes from another instance or a volume that is not attached. Remove the line, or add nofail: without it the image does not boot.',
          side: 'parentImage',
          again: 'useless',
          change: [shell("sed -i 's/defaults/defaults,nofail/' /etc/fstab")],
          example: ["mount: /data: can't find UUID=0a1b-2c3d."],
        },
        {
          id: 'fstab-entry-missing',
          says: (s) =>
            `A mount is not described in /etc/fstab, or its folder does not exist${s.name() ? `: ${s.name()}` : ''}.`,
          advice: 'Create the folder and add the line first, or name device and folder in the command.',
          side: 'script',
          again: 'useless',
          change: [shell('mkdir -p <folder>', 'mount <device> <folder>')],
          example: ["mount: /scratch: can't find in /etc/fstab."],
        },
      ],
    },
    {
      kind: 'disk',
      exits: [1],
      line: /^fallocate: (?:fallocate failed|cannot open|.{1,80}failed): (.{1,60})|^mkswap: error: (.{1,80})|^swapon: (\S{1,120}): skipping - it appears to have holes|^dd: (?:error|failed) (?:writing|to open) ['‘]?(\S{1,120}?)['’]?: (?:File too large|Text file busy)/,
      cases: [
        {
          id: 'swap-file-busy',
          when: (s) => /Text file busy/.test(s.line.said),
          says: 'The swap file cannot be written because it is in use as swap already.',
          advice: 'The parent image has it. Leave it, or switch it off first.',
          side: 'script',
          again: 'useless',
          change: [shell('swapoff /swapfile || true')],
          proven: true,
          example: ['fallocate: fallocate failed: Text file busy'],
        },
        {
          id: 'swap-file',
          says: (s) => `The swap file could not be made: ${s.line.said.slice(0, 120)}.`,
          advice:
            'The file system does not support it in this way, or has no room. Write it with dd, and enlarge Image/RootVolume/Size if needed.',
          side: 'script',
          again: 'useless',
          change: [
            shell('dd if=/dev/zero of=/swapfile bs=1M count=4096', 'chmod 600 /swapfile && mkswap /swapfile'),
          ],
          example: ['fallocate: fallocate failed: Operation not supported'],
        },
      ],
    },
    {
      kind: 'device',
      exits: [1, 2, 3, 5],
      line: /^mdadm: (?:cannot open|no arrays found|.{0,40}not (?:a|found)|.{0,60}(?:busy|in use)).{0,100}|^(?:Error: )?(?:\/dev\/\S{1,40}: )?unrecogni[sz]ed disk label|^(?:Error: )?Unable to satisfy all constraints on the partition|^(?:Warning|Error): The (?:backup GPT|resulting partition).{0,80}|^Problem opening (\S{1,40}) for reading|^sfdisk: (?:cannot open|.{0,40}failed).{0,80}/,
      cases: [
        {
          id: 'partitioning',
          says: (s) => `A disk could not be divided or joined: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The name is not that of a disk of this instance (see lsblk), the disk is in use or has no label yet (parted mklabel gpt), or the partition ends beyond it. Instance store exists only on some instance types, and not in an image.',
          side: 'script',
          again: 'useless',
          change: [shell('lsblk -o NAME,TYPE,SIZE,MOUNTPOINTS')],
          example: ['Error: /dev/nvme1n1: unrecognised disk label'],
        },
      ],
    },
    {
      kind: 'module',
      exits: [1],
      line: /^The ZFS modules (?:are not loaded|cannot be auto-loaded)|^(?:cannot (?:create|import|open) '([^']+)': .{1,100})|^Try running (?:as root to|')\/sbin\/modprobe zfs/,
      cases: [
        {
          id: 'zfs-module',
          when: (s) => /modules|modprobe/.test(s.line.said),
          says: 'ZFS was used, and its kernel module is not loaded: it was not built for the running kernel.',
          advice:
            'Install zfs-dkms with the headers of the running kernel, or the distribution’s module package, and modprobe zfs; after a kernel update reboot first.',
          side: 'script',
          again: 'useless',
          change: [shell('modprobe zfs')],
          proven: true,
          example: ['The ZFS modules are not loaded.'],
        },
        {
          id: 'zfs-pool',
          says: (s) => `A ZFS pool could not be used: ${s.line.said.slice(0, 140)}.`,
          advice: 'Check the device’s name (lsblk), and whether the pool exists already (zpool import).',
          side: 'script',
          again: 'useless',
          change: [shell('zpool import', 'lsblk')],
          example: ["cannot create 'tank': no such device in /dev"],
        },
      ],
    },
  ],
}
