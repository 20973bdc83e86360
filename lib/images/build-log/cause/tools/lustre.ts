import { config } from '../change'
import type { Tool } from '../tool'

/** FSx for Lustre: its client, whose kernel module is built for exact kernels, whatever the package manager. */
export const lustre: Tool = {
  name: 'FSx for Lustre',
  failures: [
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
