import { shell } from '../change'
import type { Tool } from '../tool'

/** Tools that build images now and then: TeX Live, zypper, brew and their like. */
export const misc: Tool = {
  name: 'Other tools',
  failures: [
    {
      kind: 'package',
      line: /Local TeX Live \((\d+)\) is older than remote repository \((\d+)\)/,
      cases: [
        {
          id: 'texlive-older',
          says: (s) =>
            `TeX Live ${s.name(1)} is older than the mirror’s, which has moved on to ${s.name(2)}.`,
          advice:
            'Point tlmgr at the historic repository of that year (…/systems/texlive/2022/tlnet-final), or install the newer release.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'tlmgr option repository https://ftp.math.utah.edu/pub/tex/historic/systems/texlive/2022/tlnet-final',
            ),
          ],
          proven: true,
          example: ['tlmgr: Local TeX Live (2022) is older than remote repository (2023).'],
        },
      ],
    },
    {
      kind: 'repository',
      exits: [4, 6, 104, 106],
      line: /^(?:File|Repository) '\S{1,200}' (?:not found on medium|is invalid)|^Valid metadata not found at specified URL|^Skipping repository '([^']+)' because of the above error|^Error building the cache/,
      cases: [
        {
          id: 'zypper-repository',
          says: (s) => `zypper could not read a repository: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The update server was being updated or does not answer: build again. Else refresh the registration (registercloudguest --force-new) or correct the repository.',
          side: 'distribution',
          again: 'mayHelp',
          example: ['out: Valid metadata not found at specified URL'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [104],
      line: /^No provider of '([^']+)' found|^'([^']+)' not found in package names/,
      cases: [
        {
          id: 'zypper-not-found',
          says: 'zypper found no package $1.',
          advice: 'Check the name, and that its module or PackageHub is activated.',
          side: 'script',
          again: 'useless',
          example: ["out: 'libfoo' not found in package names. Trying capabilities."],
        },
      ],
    },
  ],
  noise: [/^tlmgr: package repository \S+ \((?:not )?verified/],
}
