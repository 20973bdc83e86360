import { shell } from '../change'
import type { Tool } from '../tool'

/** Disks, file systems, swap and cron: what scripts set up around the software. */
export const storage: Tool = {
  name: 'Disks, swap and cron',
  failures: [
    {
      kind: 'file',
      exits: [1],
      line: /appears to contain an existing filesystem|contains a (?:\S{1,20} )?(?:file system|filesystem|partition table)|is apparently in use by the system|^Error: Partition\(s\) (?:\S{1,20} )?on \S{1,40} (?:are|have) been?.{0,20}|Partition\(s\) on (\S+) are being used|is mounted; will not make|signature .{0,60}already present|Device or resource busy|contains a mounted filesystem/,
      cases: [
        {
          id: 'device-in-use',
          when: (s) => /in use|being used|mounted|busy/.test(s.line.said),
          says: (s) => `A device is in use and cannot be formatted or changed: ${s.line.said.slice(0, 140)}.`,
          advice:
            'It is mounted, belongs to LVM or RAID, or is the root volume: on Nitro instances the names (nvme0n1, nvme1n1) are not in the order of the configuration. Look with lsblk first.',
          side: 'script',
          again: 'useless',
          change: [shell('lsblk -f')],
          example: ['/dev/nvme0n1 is apparently in use by the system; will not make a filesystem here!'],
        },
        {
          id: 'device-formatted',
          says: (s) =>
            `The device already has a file system, and mkfs does not overwrite it: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The parent image, a snapshot or an earlier attempt formatted it. Format only when blkid finds nothing, or force it (-f, wipefs -a) if its content may go.',
          side: 'script',
          again: 'useless',
          change: [shell('blkid /dev/<device> || mkfs.xfs /dev/<device>')],
          proven: true,
          example: [
            'mkfs.xfs: /dev/nvme1n1 appears to contain an existing filesystem (xfs).',
            'mkfs.xfs: Use the -f option to force overwrite.',
          ],
        },
      ],
    },
    {
      kind: 'file',
      exits: [255, 1],
      line: /^swapon: .{0,120}(?:Invalid argument|has holes|failed|insecure|not permitted)/,
      cases: [
        {
          id: 'swap-holes',
          when: (s) => /Invalid argument|holes/.test(s.line.said),
          says: 'The kernel refused the swap file: made with fallocate, it has holes (sparse), which XFS and Btrfs do not allow for swap.',
          advice: 'Write the file with dd instead of fallocate.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'dd if=/dev/zero of=/swapfile bs=1M count=4096 && chmod 600 /swapfile && mkswap /swapfile && swapon /swapfile',
            ),
          ],
          example: ['+ fallocate -l 4G /swapfile', 'swapon: /swapfile: swapon failed: Invalid argument'],
        },
        {
          id: 'swap',
          says: (s) => `Swap could not be switched on: ${s.line.said.slice(0, 120)}.`,
          advice:
            'In a container it is not allowed; on the instance check the file’s mode (0600) and that mkswap ran.',
          side: 'script',
          again: 'useless',
          example: ['swapon: /swapfile: swapon failed: Operation not permitted'],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /^NOCHANGE: (.*)|^FAILED: (?:disk=|unable|failed).*/,
      cases: [
        {
          id: 'growpart',
          says: (s) =>
            `growpart changed nothing: ${s.line.said.replace(/^NOCHANGE: /, '').slice(0, 140)}. The partition already has its full size, which growpart reports with exit code 1.`,
          advice: 'Tolerate that exit code: under `set -e` it ends the script.',
          side: 'script',
          again: 'useless',
          change: [shell('growpart /dev/nvme0n1 1 || true')],
          proven: true,
          example: ['out: NOCHANGE: partition 1 is size 41938911. it cannot be grown'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /missing newline before EOF|errors in crontab file, can't install|^"[^"]{1,200}":\d{1,9}: bad (.*)/,
      cases: [
        {
          id: 'crontab-refused',
          says: (s) => `cron refused the crontab: ${s.line.said.slice(0, 120)}.`,
          advice:
            'The file needs a newline at the end of its last line, and five time fields before each command.',
          side: 'script',
          again: 'useless',
          change: [shell("printf '%s\\n' '*/5 * * * * /opt/site/bin/job' | crontab -")],
          proven: true,
          example: ['new crontab file is missing newline before EOF, can’t install.'],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /^no crontab for (\S+)/,
      cases: [
        {
          id: 'no-crontab',
          says: 'The user $1 has no crontab.',
          advice: 'What should have installed it failed or was refused: see the step that did.',
          side: 'script',
          again: 'useless',
          example: ['no crontab for root'],
        },
      ],
    },
    {
      kind: 'device',
      exits: [32],
      line: /XFS \((\S+)\): Filesystem has duplicate UUID (\S+)/,
      cases: [
        {
          id: 'xfs-duplicate-uuid',
          says: (s) =>
            `XFS does not mount ${s.name(1)}: a file system with the same UUID is mounted already, as with a copy (snapshot) of the root volume.`,
          advice:
            'Mount it with -o nouuid, or give the copy a UUID of its own (xfs_admin -U generate). The file system is not damaged.',
          side: 'script',
          again: 'useless',
          change: [shell('mount -o nouuid /dev/<device> /mnt')],
          proven: true,
          example: ["out: [ 9097.0] XFS (nvme1n1p1): Filesystem has duplicate UUID a324b828 - can't mount"],
        },
      ],
    },
    {
      kind: 'device',
      exits: [1, 5],
      line: /^(?:vgcreate|pvcreate|lvcreate|lvextend|vgextend|mdadm|parted|sgdisk|mkfs\S*|mke2fs|xfs_growfs|resize2fs|e2fsck|blockdev|wipefs|blkid)\b: .*|^(?:Error: )?Could not stat device (\S+).*|^(?:Insufficient free space|Can't open \/dev\/\S+ exclusively|Volume group "[^"]+" (?:not found|already exists)|Device \/dev\/\S+ (?:not found|excluded))/,
      cases: [
        {
          id: 'resize-xfs',
          when: (s) => /^resize2fs: Bad magic number/.test(s.line.said),
          says: 'resize2fs enlarges ext4 only, and the file system there is another one (Bad magic number): usually XFS, which Amazon Linux, RHEL and Rocky use.',
          advice: 'The disk is not damaged. Enlarge XFS with xfs_growfs, by its mount point.',
          side: 'script',
          again: 'useless',
          change: [shell('xfs_growfs -d /')],
          example: ['resize2fs: Bad magic number in super-block while trying to open /dev/nvme0n1p1'],
        },
        {
          id: 'volume',
          says: (s) => `A disk could not be set up: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Check with lsblk that the device has the name the script expects (on Nitro instances /dev/xvdd is called /dev/nvme1n1 or so, and the order of the numbers varies; /dev/disk/by-id names it reliably), is not in use, and exists on the build instance at all.',
          side: 'script',
          again: 'useless',
          example: ['mkfs.ext4: No such file or directory while trying to determine filesystem size'],
        },
      ],
    },
  ],
  noise: [/^mkfs\S*: Use the -[fF] option/],
}
