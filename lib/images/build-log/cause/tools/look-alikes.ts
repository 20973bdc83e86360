import { shell } from '../change'
import type { Tool } from '../tool'

/** Names that mean something else in another release or distribution. */
export const lookAlikes: Tool = {
  name: 'Names that changed',
  failures: [
    {
      kind: 'command',
      exits: [1],
      line: /There are no scenarios; must have at least one|^ERROR: \[Errno 2\] No such file or directory: '(?:install|add|build)'/,
      cases: [
        {
          id: 'yarn-cmdtest',
          says: 'The yarn that ran is another program of that name: Debian’s and Ubuntu’s package cmdtest, not the package manager of JavaScript.',
          advice: 'Install Yarn from npm or corepack, and remove cmdtest.',
          side: 'script',
          again: 'useless',
          change: [shell('apt-get remove -y cmdtest', 'npm install --global yarn   # or: corepack enable')],
          proven: true,
          example: ['ERROR: There are no scenarios; must have at least one.'],
        },
      ],
    },
    {
      kind: 'repository',
      exits: [1],
      line: /No matching repo to modify: (\S+?)\.?$|Error: Unknown repo: '?([\w-]+)'?/,
      cases: [
        {
          id: 'repository-renamed',
          when: (s) => /powertools|crb|codeready/i.test(s.name()),
          says: 'The repository $1 does not exist on this release: what is called powertools on Rocky and AlmaLinux 8 is crb on 9, and codeready-builder on RHEL.',
          advice: 'Enable the one of this release; what is to be installed from it is not found before.',
          side: 'script',
          again: 'useless',
          change: [
            shell('dnf config-manager --set-enabled crb || dnf config-manager --set-enabled powertools'),
          ],
          proven: true,
          example: ['Error: No matching repo to modify: powertools.'],
        },
        {
          id: 'repository-unknown',
          says: 'There is no repository $1 on this system.',
          advice:
            'Compare with `dnf repolist --all`: names differ between releases and distributions, or the package that brings the repository’s file was not installed.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf repolist --all')],
          example: ['Error: No matching repo to modify: site-tools.'],
        },
      ],
    },
  ],
}
