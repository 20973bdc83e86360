import { powershell } from '../change'
import type { Sight, Tool } from '../tool'

const appx = (s: Sight) => s.has(/not provisioned for all users/)

/** Making a Windows image: sysprep and EC2Launch. */
export const windowsImage: Tool = {
  name: 'Sysprep and EC2Launch',
  failures: [
    {
      kind: 'package',
      line: /(?<![\w.-])([\w.-]{1,60}\.(?:exe|msi)) (?:ended|exited|returned|finished|failed) with (?:exit )?(?:code )?1638\b|\bexit ?code[ :=]{1,3}1638\b/i,
      cases: [
        {
          id: 'installer-newer-there',
          says: (s) =>
            `A Windows installer ended with 1638${s.name() ? ` (${s.name()})` : ''}: another, usually newer version of the product is already installed.`,
          advice:
            'For a prerequisite such as the Visual C++ runtime that is as good as success: let the installation accept 1638, or skip it where the newer one is there.',
          side: 'parentImage',
          again: 'useless',
          change: [
            powershell(
              'if ($process.ExitCode -notin 0, 1638, 3010) { throw "exit code $($process.ExitCode)" }',
            ),
          ],
          proven: true,
          example: ['out: vc_redist.x64.exe ended with 1638'],
        },
      ],
    },
    {
      kind: 'config',
      line: /SYSPRP Package (\S+) was installed for a user, but not provisioned|SYSPRP .{0,120}(?:[Ff]ail|[Ee]rror)/,
      reason: (s) =>
        s.scene.lines.find(({ said }) => /SYSPRP Package \S+ was installed for a user/.test(said)) ??
        s.scene.lines.find(({ said }) => /\bError +(?:\[0x\w+\] +)?SYSPRP /.test(said)),
      cases: [
        {
          id: 'sysprep-appx',
          when: appx,
          says: (s) =>
            `Sysprep refuses to generalize: the app package ${s.find(/SYSPRP Package (\S+) was installed/)?.[1]?.replace(/_.*/, '') ?? ''} is installed for one user and not provisioned for all.`,
          advice:
            'Remove it before sysprep (Remove-AppxPackage for that user, and Remove-AppxProvisionedPackage), or install the program from an installer that brings no Appx package.',
          side: 'script',
          again: 'useless',
          change: [powershell('Get-AppxPackage -AllUsers <name> | Remove-AppxPackage -AllUsers')],
          proven: true,
          example: [
            'out: 2024-05-15 18:52:50, Error SYSPRP Package Tool_1.0_neutral__7n was installed for a user, but not provisioned for all users.',
            'out: 2024-05-15 18:52:50, Error SYSPRP WinMain:Hit failure while pre-validate sysprep',
          ],
        },
        {
          id: 'sysprep-first-error',
          says: (s) => `Sysprep failed: ${s.line.said.replace(/^.*SYSPRP /, '').slice(0, 160)}.`,
          advice:
            'The first error of its run says why, the later ones follow from it: an app installed for one user only, a pending reboot, or too many runs of sysprep (C:\\Windows\\System32\\Sysprep\\Panther\\setupact.log).',
          side: 'parentImage',
          again: 'useless',
          example: ['out: 2024-05-15 18:52:50, Error SYSPRP WinMain:Hit failure while pre-validate sysprep'],
        },
      ],
    },
    {
      kind: 'command',
      line: /(?:EC2-Windows\\Launch\\Scripts\\|Ec2ConfigService\\)(\w+\.(?:ps1|exe)).{0,200}(?:is not recognized|does not exist|cannot find)/,
      cases: [
        {
          id: 'ec2launch-generation',
          says: 'The script $1 belongs to EC2Launch version 1; newer Windows images (Server 2022 and later) have EC2Launch v2 and do not bring it.',
          advice:
            'Call EC2Launch v2 instead: EC2Launch.exe reset and sysprep, with its settings in agent-config.yml.',
          side: 'script',
          again: 'useless',
          change: [
            powershell('& "$env:ProgramFiles\\Amazon\\EC2Launch\\EC2Launch.exe" sysprep --shutdown=false'),
          ],
          proven: true,
          example: [
            "C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Scripts\\InitializeInstance.ps1 : The term 'C:\\ProgramData\\Amazon\\EC2-Windows\\Launch\\Scripts\\InitializeInstance.ps1' is not recognized as the name of a cmdlet",
          ],
        },
      ],
    },
  ],
}
