import { config, shell } from '../change'
import type { Tool } from '../tool'

/** FSx for Lustre: its client, whose kernel module is built for exact kernels, whatever the package manager. */
export const lustre: Tool = {
  name: 'FSx for Lustre',
  failures: [
    {
      kind: 'compile',
      exits: [1],
      line: /configure: error: no OFED (?:n?or )?.{0,40}headers|(?:OFED|o2ib|OpenIB).{0,60}(?:incompatible|not supported|unsupported)/,
      cases: [
        {
          id: 'lustre-ofed',
          says: 'The Lustre client could not be built with InfiniBand (o2ib): its version does not know the OFED that is installed, or finds none.',
          advice:
            'Install an older MLNX_OFED or a newer Lustre client: each supports the other’s versions up to its own date. Or build the client without o2ib (--with-o2ib=no), which Amazon FSx does not need.',
          side: 'script',
          again: 'useless',
          change: [shell('./configure --with-o2ib=no')],
          example: ['configure: error: no OFED nor kernel OpenIB gen2 headers present'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /(?:Unable to find a match:|No match for argument:|No package) ((?:kmod-)?lustre-client\S*)|No candidate version available for (lustre-client\S*)|Unable to locate package (lustre-client\S*)/,
      cases: [
        {
          id: 'lustre-kernel',
          says: (s) => `No FSx for Lustre client package matches this image’s kernel (${s.name()}).`,
          advice:
            'The kernel is newer than the published Lustre clients, or their repository is not set up. Start from an older parent image, or keep its kernel (Build/UpdateOsPackages/Enabled: false), until AWS publishes a client for this kernel.',
          side: 'parentImage',
          again: 'useless',
          change: [config('Build/UpdateOsPackages/Enabled', false)],
          url: 'https://github.com/aws/aws-parallelcluster/issues/3878',
          example: ['No candidate version available for lustre-client-modules-5.15.0-1099-aws'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^Error: Package: ((?:kmod-)?lustre-client\S*)|^Requires: (kmod-lustre-client\S*)|nothing provides (kmod-lustre-client\S*|lustre-client\S*) needed/,
      reason: (s) => (/^Requires/.test(s.line.said) ? s.lineAbove(/^Error: Package: /, 4) : undefined),
      quotes: (s) => {
        const requires = s.lineBelow(/^Requires: /, 2)
        return requires ? [s.line, requires] : [s.line]
      },
      cases: [
        {
          id: 'lustre-kmod',
          says: 'The Lustre client needs a kernel module package (kmod-lustre-client) that does not exist for this kernel.',
          advice:
            'Start from a parent image whose kernel the Lustre client supports, or keep its kernel (Build/UpdateOsPackages/Enabled: false); on Amazon Linux 2 install the newest lustre topic (amazon-linux-extras install lustre).',
          side: 'parentImage',
          again: 'useless',
          change: [config('Build/UpdateOsPackages/Enabled', false)],
          example: [
            'Error: Package: lustre-client-2.10.8-5.amzn2.x86_64 (amzn2extra-lustre2.10)',
            '           Requires: kmod-lustre-client',
          ],
        },
      ],
    },
  ],
}
