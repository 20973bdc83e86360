import { config, powershell } from '../change'
import type { Line } from '../line'
import type { Sight, Tool } from '../tool'

/** PowerShell wraps its message at a terminal's width: what follows until `At …` belongs to it. */
const wrapped = (s: Sight): Line[] => {
  const lines: Line[] = [s.line]
  for (const line of s.scene.below(s.line, 4)) {
    if (/^At (?:line:|\S+\.ps1:|[A-Z]:\\)|^\+ /.test(line.said) || line.said === '') break
    lines.push(line)
  }
  return lines
}
const message = (s: Sight) =>
  wrapped(s)
    .map(({ said }) => said)
    .join(' ')

/** PowerShell, Windows Update and installers on Windows. */
export const windows: Tool = {
  name: 'PowerShell and Windows',
  failures: [
    {
      kind: 'lock',
      line: /Another (?:program|installation) is (?:already )?(?:being installed|in progress)|another installation is in progress/i,
      cases: [
        {
          id: 'msi-busy',
          says: 'Windows Installer was busy with another installation (Windows Update, for example; error 1618).',
          advice: 'Wait for it and try again on 1618; build again may pass.',
          side: 'chance',
          again: 'mayHelp',
          proven: true,
          example: [
            'out: Another program is being installed. Please wait until that installation is complete, and then try installing this software again.',
          ],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^The source files could not be (?:found|downloaded)/,
      cases: [
        {
          id: 'windows-feature-source',
          says: 'Windows could not add a feature: its source files (the payload) are not on the image and could not be downloaded.',
          advice:
            'Their payload was removed from the image to save space. Give a source (-Source, an ISO’s sources\\sxs), let Windows Update provide it, or add the feature before the payloads are removed.',
          side: 'parentImage',
          again: 'useless',
          proven: true,
          example: [
            'Add-WindowsFeature : The request to add or remove features on the specified server failed. ',
            'The source files could not be found. ',
          ],
        },
      ],
    },
    {
      kind: 'restart',
      exits: [1, 3010, 1641],
      line: /was installed,? but .{0,30}(?:reboot|restart)|requires (?:a |the )?(?:computer |system )?(?:reboot|restart) (?:before|to)|(?:reboot|restart) .{0,40}(?:before (?:you can|continu|install)|is pending)/i,
      cases: [
        {
          id: 'reboot-needed',
          says: (s) =>
            `Something that was installed needs a restart before what follows can work: ${s.line.said.slice(0, 180)}.`,
          advice:
            'Install it in a step of its own, let a Reboot step follow (or end the step with exit code 3010; 194 on Linux), and go on after it.',
          side: 'script',
          again: 'useless',
          example: ['out: .NET Framework 4.8 was installed, but a reboot is required.'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^(?:Install-PackageProvider|Install-Module|Find-Module|Register-PSRepository|PackageManagement\\\S+|Update-Module|Save-Module) : (.*)|No match was found for the specified search criteria/,
      quotes: wrapped,
      cases: [
        {
          id: 'powershell-tls',
          when: (s) =>
            /NuGet|provider|PSGallery|Unable to (?:download|resolve|find)|No match was found/i.test(
              message(s),
            ) || s.has(/Unable to download|UnableToDownload/),
          says: 'PowerShell could not fetch a provider or module from the PowerShell Gallery (NuGet): servers demand TLS 1.2, which Windows Server 2016 and earlier leave off.',
          advice: 'Switch TLS 1.2 on first. If it is on, check that the build subnet reaches the internet.',
          side: 'parentImage',
          again: 'useless',
          change: [
            powershell(
              '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12',
              'Install-PackageProvider -Name NuGet -Force',
            ),
          ],
          url: 'https://github.com/carlomorelli/packer-win2016/issues/1',
          example: [
            'out: WARNING: Unable to download the list of available providers. Check your internet connection.',
            "Install-PackageProvider : No match was found for the specified search criteria for the provider 'NuGet'.",
          ],
        },
        {
          id: 'powershell-module',
          says: (s) => `PowerShell could not install a module: ${message(s).slice(0, 200)}.`,
          advice: 'Check the module’s name and version, and that the gallery is reachable.',
          side: 'script',
          again: 'mayHelp',
          example: [
            'Install-Module : A parameter cannot be found that matches parameter name AllowPrerelease.',
          ],
        },
      ],
    },
    {
      kind: 'package',
      line: /0x8024[0-9a-f]{4}|0x80070(?:643|005|422|bc9)|Windows Update .{0,60}(?:fail|error)|WU_E_\w+/i,
      cases: [
        {
          id: 'windows-update',
          says: (s) => `Windows Update failed with ${/0x[0-9a-f]{8}/i.exec(s.line.said)?.[0] ?? 'an error'}.`,
          advice:
            '0x8024402C and 0x80072EE2: the update servers cannot be reached. 0x80240016 and 0x8024D013: another installation or a pending reboot; reboot first and build again. 0x80070643: the update itself failed.',
          side: 'aws',
          again: 'mayHelp',
          example: ['Exception from HRESULT: 0x80240016'],
        },
      ],
    },
    {
      kind: 'package-script',
      exits: [1603, 1619, 1618, 1641],
      line: /(?:exit code|exited with|ExitCode|returned|error)[: ]{1,3}(?:code )?(1603|1618|1619|1605|1638|1641)\b|Error (1603|1618|1619|1638)/,
      cases: [
        {
          id: 'msi',
          says: (s) =>
            `Windows Installer failed with ${s.name()}: ${({ '1603': 'a fatal error during installation', '1618': 'another installation was running', '1619': 'the package could not be opened', '1605': 'the product is not installed', '1638': 'another version is installed' } as Record<string, string>)[s.name()] ?? 'see its log'}.`,
          advice:
            'Have the installer write a log (/l*v) and read its end; 1618 passes when the other installation has ended, 1619 means a download that failed.',
          side: 'script',
          again: 'mayHelp',
          change: [
            powershell('Start-Process msiexec -ArgumentList "/i tool.msi /qn /l*v C:\\\\install.log" -Wait'),
          ],
          example: ['Installer exited with 1603'],
        },
      ],
    },
    {
      kind: 'permission',
      line: /running scripts is disabled on this system|UnauthorizedAccessException|Access to the path '([^']+)' is denied|cannot be loaded because .{0,80}(?:signed|disabled)/,
      cases: [
        {
          id: 'execution-policy',
          when: (s) => /disabled|signed/.test(s.line.said),
          says: 'PowerShell’s execution policy forbids the script.',
          advice: 'Allow it for this process; a group policy of the image cannot be overridden.',
          side: 'parentImage',
          again: 'useless',
          change: [powershell('Set-ExecutionPolicy Bypass -Scope Process -Force')],
          proven: true,
          example: ['File C:\\x.ps1 cannot be loaded because running scripts is disabled on this system.'],
        },
        {
          id: 'windows-denied',
          says: 'Windows denied access ($1).',
          advice: 'The file is in use or protected, or the step does not run as administrator.',
          side: 'script',
          again: 'useless',
          example: ["Access to the path 'C:\\Windows\\x' is denied."],
        },
      ],
    },
    {
      kind: 'command',
      absent: true,
      line: /The term '([^']+)' is not recognized|'([^']+)' is not recognized as an internal or external command/,
      quotes: wrapped,
      cases: [
        {
          id: 'windows-command',
          says: 'The command $1 does not exist on the instance.',
          advice: 'Install it first; a new PATH counts only in a new process.',
          side: 'script',
          again: 'useless',
          change: [powershell('$env:Path = [Environment]::GetEnvironmentVariable("Path", "Machine")')],
          example: [
            "choco : The term 'choco' is not recognized as the name of a cmdlet, function, script file, or operable program.",
          ],
        },
      ],
    },
    {
      kind: 'file',
      line: /Cannot find path '([^']+)' because it does not exist|Could not find (?:a part of the path|file) '([^']+)'|The system cannot find the (?:file|path) specified/,
      quotes: wrapped,
      cases: [
        {
          id: 'windows-missing-file',
          says: 'A file or folder is missing: $1.',
          advice: 'Something before it did not make it: look at the download or installation before.',
          side: 'script',
          again: 'useless',
          example: ["Get-Item : Cannot find path 'C:\\tools' because it does not exist."],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      general: true,
      // The sentence that says why may stand in the middle of the message.
      reason: (s) =>
        wrapped(s)
          .slice(1)
          .find(({ said }) => /could not|cannot|denied|not found|does not|unable/i.test(said)),
      line: /^((?:[A-Z][a-z]+-[A-Z]\w+|[A-Z][a-z]+-[A-Z]\w+\\\S+)) : (\S.*)|^Exception calling "(\w+)" with .{0,40}: (.*)|^(?:System\.)[\w.]+Exception: (.*)|^Exception: (.*)/,
      quotes: wrapped,
      cases: [
        {
          id: 'powershell',
          says: (s) => `PowerShell failed: ${message(s).slice(0, 220)}.`,
          advice:
            'The lines after it name the script’s line. $ErrorActionPreference = "Stop" makes the first error end the script.',
          side: 'script',
          again: 'useless',
          change: [powershell('$ErrorActionPreference = "Stop"')],
          example: ['Invoke-Thing : The thing is bent.'],
        },
      ],
    },
    {
      kind: 'service',
      line: /[Ss]ysprep .{0,100}(?:fail|error)|EC2Launch.{0,80}(?:fail|error)/,
      cases: [
        {
          id: 'sysprep',
          says: (s) => `Sysprep failed: ${s.line.said.slice(0, 140)}.`,
          advice:
            'C:\\Windows\\System32\\Sysprep\\Panther\\setupact.log names the app or update in its way: an app installed for one user only, or a pending reboot.',
          side: 'parentImage',
          again: 'useless',
          change: [config('DevSettings/TerminateInstanceOnFailure', false)],
          example: ['Sysprep ended with an error: 0x3cf2'],
        },
      ],
    },
  ],
  closers: [/^\+ (?:CategoryInfo|FullyQualifiedErrorId)|^At (?:line:|\S+\.ps1:|[A-Z]:\\)/],
  noise: [
    /^\+ (?:~+|CategoryInfo|FullyQualifiedErrorId|\S)|^At (?:line:|\S+\.ps1:|[A-Z]:\\)/,
    /^WARNING: /,
    /^(?:[\w.]*PackageProvider\], Exception|kageProvider\], Exception|vider|Exception)$/,
  ],
}
