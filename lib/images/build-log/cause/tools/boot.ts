import { config, shell } from '../change'
import type { Tool } from '../tool'

/** GRUB, dracut, initramfs: whether the image boots. */
export const boot: Tool = {
  name: 'GRUB and initramfs',
  failures: [
    {
      kind: 'package-script',
      exits: [1, 100],
      line: /grub-install(?:: error|\.real: error): (.*)|^grub-install: (?:error|warning): .{0,80}|GRUB failed to install to the following devices: (.*)|grub2?-probe: error: (.*)|You must correct your GRUB install devices|Installing for \S+ platform\.\s*grub-install: error|^Failed to get canonical path|not a? ?(?:mount point|valid) .{0,40}EFI|efibootmgr: .{0,100}|EFI variables are not supported/,
      cases: [
        {
          id: 'grub-efi',
          when: (s) => /EFI|efi/.test(s.line.said),
          says: (s) => `The boot loader could not be installed for UEFI: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The instance did not boot with UEFI, or /boot/efi is not mounted. Match the parent image’s boot mode and Build/InstanceType. To install for a BIOS disk on an instance that booted with UEFI, name the target (grub-install --target=i386-pc, from grub-pc-bin); for UEFI the disk needs an EFI system partition (--efi-directory).',
          side: 'parentImage',
          again: 'useless',
          example: ['EFI variables are not supported on this system.'],
        },
        {
          id: 'grub-device',
          says: (s) =>
            `GRUB could not be installed: ${s.name() || s.line.said.slice(0, 120)}. The package remembers a disk of another machine.`,
          advice: 'Tell it the disk of this instance before the update.',
          side: 'parentImage',
          again: 'useless',
          change: [
            shell(
              'echo "grub-pc grub-pc/install_devices multiselect /dev/nvme0n1" | debconf-set-selections',
              'DEBIAN_FRONTEND=noninteractive dpkg --configure -a',
            ),
          ],
          example: ['grub-install: error: cannot find a GRUB drive for /dev/xvda.  Check your device.map.'],
        },
      ],
    },
    {
      kind: 'package-script',
      exits: [1],
      line: /^update-initramfs: failed|^mkinitramfs: failure|^dracut(?:\[\d+\])?: (?:FAILED|installkernel failed|.{0,40}(?:[Cc]annot|failed).{0,100})|^dracut-install: ERROR: (.*)|^dracut: Could not|E: \/usr\/share\/initramfs-tools|^run-parts: \/etc\/kernel\/(\S+) exited with return code/,
      reason: (s) =>
        s.lineAbove(
          /No space left|compressed block|Write error|^Error! |not found|cannot |^dracut-install: ERROR/,
          12,
        ),
      cases: [
        {
          id: 'initramfs-full',
          when: (s) => s.has(/No space left|compressed block|Write error/),
          says: 'The initramfs of the new kernel could not be written: /boot is full.',
          advice: 'Remove old kernels first, or use a parent image with a larger /boot.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('apt-get -y autoremove --purge || dnf -y remove --oldinstallonly')],
          proven: true,
          example: [
            'zstd: error 25 : Write error : No space left on device (cannot write compressed block)',
            'update-initramfs: failed for /boot/initrd.img-6.8.0-1015-aws with 1.',
          ],
        },
        {
          id: 'initramfs-dkms',
          when: (s) => s.has(/dkms|DKMS/),
          says: 'The kernel’s package script failed because a DKMS module did not build for it.',
          advice: 'Remove the module, or use a version of it that supports the new kernel.',
          side: 'distribution',
          again: 'useless',
          example: [
            'Error! Bad return status for module build on kernel: 6.8.0-1015-aws (x86_64)',
            'run-parts: /etc/kernel/postinst.d/dkms exited with return code 11',
          ],
        },
        {
          id: 'initramfs',
          says: (s) =>
            `The initramfs of a kernel could not be made: ${s.line.said.slice(0, 140)}. The image would not boot with it.`,
          advice:
            'A module or file that dracut or initramfs-tools is told to include is missing. Look at its configuration in the parent image.',
          side: 'parentImage',
          again: 'useless',
          change: [config('DevSettings/TerminateInstanceOnFailure', false)],
          example: ['dracut-install: ERROR: installing nvme'],
        },
      ],
    },
    {
      kind: 'file',
      line: /^grubby(?: fatal error)?: (.*)|^The param \S+ is incorrect|^grub2-mkconfig: (.*)|^\/usr\/sbin\/grub2?-mkconfig: (.*)|syntax error.{0,40}grub\.cfg/,
      cases: [
        {
          id: 'grub-config',
          says: (s) => `The boot configuration could not be changed: ${s.line.said.slice(0, 140)}.`,
          advice: 'Check the kernel’s path and /etc/default/grub of the parent image.',
          side: 'parentImage',
          again: 'useless',
          example: ['grubby fatal error: unable to find a suitable template'],
        },
      ],
    },
  ],
  closers: [/^run-parts: .{0,120}exited with return code/],
  noise: [
    /^dracut: (?:\*\*\*|Executing|Could not find FIPS)|^grub-probe: warning|^Warning: os-prober/,
    /^W: Possible missing firmware/,
  ],
}
