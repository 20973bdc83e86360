import { isErrorLike } from '../../error-like'
import { powershell } from '../change'
import type { Tool } from '../tool'

/** PowerShell, Chocolatey, features, services and installers on Windows: before windows.ts, which knows the rest. */
export const windowsSetup: Tool = {
  name: 'Windows: PowerShell, Chocolatey, features',
  failures: [
    {
      kind: 'script',
      line: /^([\w.-]{1,60}\.(?:exe|cmd|bat)) : (.{0,300})/,
      cases: [
        {
          id: 'powershell-native-stderr',
          when: (s) => s.below(/NativeCommandError/, 12) !== undefined && !isErrorLike(s.name(2)),
          says: (s) =>
            `${s.name(1)} wrote a line to stderr, and PowerShell took that for an error: ${s.name(2).slice(0, 140)}.`,
          advice:
            'The line itself is harmless. With $ErrorActionPreference = "Stop" and 2>&1, anything a program writes to stderr ends the script (NativeCommandError): set it to Continue around the call and look at $LASTEXITCODE.',
          side: 'script',
          again: 'useless',
          change: [
            powershell(
              '$ErrorActionPreference = "Continue"',
              '& program.exe 2>&1',
              'if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }',
            ),
          ],
          example: [
            'frob.exe : 2023/09/29 01:07:56 I! frob will look once more',
            'At C:\\frob.ps1:291 char:5',
            '+     & frob.exe',
            '    + FullyQualifiedErrorId : NativeCommandError',
          ],
        },
        {
          id: 'powershell-native',
          when: (s) => s.below(/NativeCommandError/, 12) !== undefined,
          says: (s) => `A program that PowerShell ran failed: ${s.name(1)}: ${s.name(2).slice(0, 160)}.`,
          advice: 'The message is the program’s own; look at what it was given, and at $LASTEXITCODE.',
          side: 'script',
          again: 'useless',
          example: [
            'frob.exe : error: the lid is missing',
            'At C:\\frob.ps1:291 char:5',
            '    + FullyQualifiedErrorId : NativeCommandError',
          ],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1, -1, 1603, 3010],
      line: /^(?:The install|The upgrade|The uninstall) of (\S{1,80}) was NOT successful|^(\S{1,80}) not (?:installed|upgraded)\. (?:The package was not found|An error occurred)|^The package was not found with the source|^Unable to (?:find|resolve) (?:package|dependency) '?(\S{1,80})|^ERROR: (?:The running command stopped|.{0,40}checksum).{0,160}|^Chocolatey installed (\d{1,3})\/\d{1,3} packages?|^Error while running '(\S{0,200}chocolateyInstall\.ps1)'|^Error - (?:hashes do not match|Downloaded file).{0,120}|Actual value was '\w+'|^Checksum for '(\S{0,160})' did not meet/,
      closes: true,
      reason: (s) =>
        s.scene
          .above(s.line, 30)
          .find(
            ({ kind, said }) =>
              kind === 'said' &&
              /did not meet|hashes do not match|package was not found|Exit code was|remote (?:server|name)|not supported|is not a valid|[Pp]ackage .{0,60}requires|cannot be|rejected|Access (?:to|is)|reboot/.test(
                said,
              ) &&
              !/^(?:The install of|See the log)/.test(said),
          ),
      cases: [
        {
          id: 'choco-not-found',
          when: (s) =>
            /not found|Unable to/.test(s.line.said) || s.has(/package was not found with the source/),
          says: 'Chocolatey found no such package or version in its sources.',
          advice:
            'Check the name and version; versions are sometimes unlisted. A source of your own must be added, and reached, first.',
          side: 'script',
          again: 'mayHelp',
          change: [powershell('choco search <name> --exact --all-versions', 'choco source list')],
          example: ['tool not installed. The package was not found with the source(s) listed.'],
        },
        {
          id: 'choco-checksum',
          when: (s) => s.has(/did not meet|hashes do not match|Checksum for/),
          says: 'Chocolatey refuses a download that is not the file its package describes.',
          advice:
            'The publisher has replaced the installer at the same address. Take a newer version of the package, or keep the installer in your own storage.',
          side: 'distribution',
          again: 'mayHelp',
          change: [powershell('choco install <name> -y --version <version>')],
          example: ["Checksum for 'C:\\Temp\\tool.exe' did not meet 'ABCD' for checksum type 'sha256'."],
        },
        {
          id: 'choco-install',
          says: 'A Chocolatey package was not installed.',
          advice:
            'The lines before it say why: the exit code of its installer (3010 and 1641 only ask for a restart), a download, or a missing prerequisite. chocolatey.log has more.',
          side: 'script',
          again: 'mayHelp',
          change: [powershell('Get-Content C:\\ProgramData\\chocolatey\\logs\\chocolatey.log -Tail 80')],
          example: ['The install of tool was NOT successful.'],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1],
      line: /^(?:\S{1,60} : )?A parameter cannot be found that matches parameter name '(\w{1,60})'|^(?:\S{1,60} : )?Cannot (?:bind argument to|validate argument on|process argument transformation on) parameter '(\w{1,60})'[^.]{0,40}|^You cannot call a method on a null-valued expression|^(?:\S{1,60} : )?Cannot index into a null array|^The property '(\w{1,60})' cannot be found on this object|^Cannot bind argument to parameter/,
      cases: [
        {
          id: 'powershell-parameter-unknown',
          when: (s) => /matches parameter name/.test(s.line.said),
          says: 'A PowerShell command does not know the parameter $1: it is another version than the script was written for.',
          advice:
            'Windows PowerShell 5.1 lacks parameters of PowerShell 7, and old modules those of new ones. Update the module, or run the script with pwsh.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ["A parameter cannot be found that matches parameter name 'SkipCertificateCheck'."],
        },
        {
          id: 'powershell-null',
          says: (s) =>
            `A value in the PowerShell script is empty where one is needed${s.name() ? ` (${s.name()})` : ''}.`,
          advice:
            'What should have filled it found nothing or failed without stopping: a lookup, a download, an environment variable. Stop at the first error.',
          side: 'script',
          again: 'useless',
          change: [powershell("$ErrorActionPreference = 'Stop'", 'Set-StrictMode -Version Latest')],
          example: ['You cannot call a method on a null-valued expression.'],
        },
      ],
    },
    {
      kind: 'script',
      exits: [1],
      line: /^(?:Unexpected token '.{1,80}' in expression or statement|The string is missing the terminator: .{1,6}|Missing (?:closing|expression|argument|'\)'|'=').{0,100}|The Try statement is missing|Unexpected attribute '.{1,40}'|An expression was expected after|The ampersand \(&\) character is not allowed|The token '(?:&&|\|\|)' is not a valid statement separator)/,
      cases: [
        {
          id: 'powershell-syntax',
          says: (s) => `PowerShell cannot read the script: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Typographic quotes or dashes, a file in UTF-8 without a mark (Windows PowerShell reads it in another encoding), && or other syntax of PowerShell 7, or quotes lost in YAML.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['The string is missing the terminator: ".'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [1],
      line: /response content cannot be parsed because the Internet Explorer engine|^(?:\S{1,60} : )?The underlying connection was closed: (.{1,100})|Could not establish trust relationship for the SSL\/TLS/,
      cases: [
        {
          id: 'powershell-ie-engine',
          when: (s) => /Internet Explorer/.test(s.line.said),
          says: 'Invoke-WebRequest wanted Internet Explorer to read the answer, which was never set up on this image.',
          advice: 'Add -UseBasicParsing.',
          side: 'script',
          again: 'useless',
          change: [powershell('Invoke-WebRequest -UseBasicParsing -Uri https://… -OutFile C:\\Temp\\x.zip')],
          proven: true,
          example: [
            "Invoke-WebRequest : The response content cannot be parsed because the Internet Explorer engine is not available, or Internet Explorer's first-launch configuration is not complete.",
          ],
        },
        {
          id: 'powershell-certificate',
          when: (s) => /trust relationship/.test(s.line.said),
          says: 'PowerShell does not trust the certificate of a download’s server.',
          advice:
            'Import the certificate authority (a proxy’s, a company’s) into LocalMachine\\Root; an old image lacks newer public ones.',
          side: 'network',
          again: 'useless',
          change: [
            powershell(
              'Import-Certificate -FilePath C:\\Temp\\ca.cer -CertStoreLocation Cert:\\LocalMachine\\Root',
            ),
          ],
          example: [
            'The underlying connection was closed: Could not establish trust relationship for the SSL/TLS secure channel.',
          ],
        },
        {
          id: 'powershell-tls',
          says: 'PowerShell’s connection was closed by the server, mostly because it offered an old TLS version.',
          advice: 'Windows PowerShell of older images begins with TLS 1.0: allow 1.2 before the download.',
          side: 'script',
          again: 'useless',
          change: [
            powershell('[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12'),
          ],
          example: [
            'Invoke-WebRequest : The underlying connection was closed: An unexpected error occurred on a send.',
          ],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1, 87, 50, 2],
      line: /^(?:\S{1,60} : )?(?:ArgumentNotValid: )?The (?:role, role service, or feature name|feature name \S{1,60}) is (?:not valid|unknown)|^(?:Error: )?(?:0x800f0954|0x800f081f|0x800f0906|0x800f0950|0x800f0922)|(?:HRESULT|[Ee]rror)[ :=]{1,3}0x800f09(?:54|50)|^Error: (740|50|87|14098|1726|3017)$|^Feature name (\S{1,60}) is unknown|^Add-WindowsCapability : (.{1,120})|^The component store has been corrupted/,
      cases: [
        {
          id: 'windows-feature-name',
          when: (s) => /not valid|unknown|87/.test(s.line.said),
          says: 'Windows does not know a feature by that name.',
          advice:
            'Server and client names differ (Install-WindowsFeature, Enable-WindowsOptionalFeature), and Core lacks some. List them with Get-WindowsFeature.',
          side: 'script',
          again: 'useless',
          change: [powershell('Get-WindowsFeature | Where-Object Name -like "*NET*"')],
          example: [
            'Install-WindowsFeature : ArgumentNotValid: The role, role service, or feature name is not valid: Web-Serverr',
          ],
        },
        {
          id: 'windows-component-store',
          when: (s) => /14098|corrupt/.test(s.line.said),
          says: 'Windows’ component store is damaged.',
          advice: 'Use a current parent image; to repair, DISM /Online /Cleanup-Image /RestoreHealth.',
          side: 'parentImage',
          again: 'useless',
          change: [powershell('DISM /Online /Cleanup-Image /RestoreHealth')],
          example: ['Error: 14098'],
        },
        {
          id: 'windows-feature-from-update',
          says: 'Windows wanted to fetch a feature’s files from an update server, which does not have or deliver them.',
          advice:
            'Where WSUS is set by policy, optional features must come from Microsoft: set RepairContentServerSource to 2 for the build, or give -Source with a medium. Error 740 means: not elevated; 3017: restart first.',
          side: 'network',
          again: 'useless',
          change: [
            powershell(
              'Set-ItemProperty HKLM:\\SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU -Name UseWUServer -Value 0',
              'Restart-Service wuauserv',
            ),
          ],
          example: ['Error: 0x800f0954'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      line: /^(?:\S{1,60} : )?Cannot find any service with service name '(\S{1,80})'|^(?:\S{1,60} : )?(?:Failed to start service|Service) '([^']{1,80})' (?:cannot be (?:started|stopped|configured)|\([^)]{1,80}\) cannot|failed).{0,120}|^(?:\S{1,60} : )?Cannot (?:start|open) service (\S{1,80}) on computer|The specified service does not exist as an installed service|The service cannot be started, either because it is disabled/,
      cases: [
        {
          id: 'windows-service-absent',
          when: (s) => /find any|not exist/.test(s.line.said),
          says: 'Windows has no service of that name: $1.',
          advice:
            'Its program was not installed, or the service has another name in this version (Get-Service).',
          side: 'script',
          again: 'useless',
          change: [powershell('Get-Service | Where-Object DisplayName -like "*name*"')],
          proven: true,
          example: ["Get-Service : Cannot find any service with service name 'tool'."],
        },
        {
          id: 'windows-service-start',
          says: 'A Windows service does not start or stop: $1.',
          advice:
            'It is disabled, its account may not log on as a service, or it ended at once: the System and Application event logs say why.',
          side: 'script',
          again: 'useless',
          change: [
            powershell('Get-WinEvent -LogName System -MaxEvents 30 | Format-List TimeCreated,Message'),
          ],
          example: [
            "Start-Service : Service 'Tool (tool)' cannot be started due to the following error: Cannot start service tool on computer '.'.",
          ],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /because it is being used by another process|^(?:\S{1,60} : )?The specified path, file name, or both are too long|The filename or extension is too long|^(?:\S{1,60} : )?(?:The directory is not empty|Cannot remove item .{1,160}: .{1,80})/,
      cases: [
        {
          id: 'windows-path-long',
          when: (s) => /too long/.test(s.line.said),
          says: 'A path is longer than the 260 characters that Windows allows by default.',
          advice: 'Unpack into a short folder (C:\\t), or switch long paths on.',
          side: 'script',
          again: 'useless',
          change: [
            powershell(
              'Set-ItemProperty HKLM:\\SYSTEM\\CurrentControlSet\\Control\\FileSystem -Name LongPathsEnabled -Value 1',
            ),
          ],
          proven: true,
          example: ['The specified path, file name, or both are too long.'],
        },
        {
          id: 'windows-file-in-use',
          says: 'A file is in use by another program, so it cannot be changed or removed.',
          advice:
            'Stop the service or program that holds it, wait for the installer before to end (Start-Process -Wait), or leave the file to a restart.',
          side: 'script',
          again: 'mayHelp',
          change: [powershell('Start-Process <installer> -ArgumentList "/quiet" -Wait')],
          example: [
            "Remove-Item : The process cannot access the file 'C:\\Temp\\tool.exe' because it is being used by another process.",
          ],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [1],
      line: /PowerShell is in NonInteractive mode|NuGet provider is required to (?:continue|interact)|^You are installing the modules? from an untrusted repository|Exception calling "PromptForChoice"|A command that prompts the user failed because the host program/,
      cases: [
        {
          id: 'powershell-asks',
          says: 'PowerShell wanted to ask something, and nobody can answer in a build.',
          advice: 'Install the NuGet provider first, trust the gallery, and add -Force -Confirm:$false.',
          side: 'script',
          again: 'useless',
          change: [
            powershell(
              'Install-PackageProvider NuGet -MinimumVersion 2.8.5.201 -Force',
              'Set-PSRepository PSGallery -InstallationPolicy Trusted',
              'Install-Module <name> -Force -Confirm:$false',
            ),
          ],
          proven: true,
          example: [
            'Install-PackageProvider : Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.',
          ],
        },
      ],
    },
    {
      kind: 'command',
      exits: [1, -1073741515, 3221225781],
      line: /0[xX][cC]0000135|-1073741515|3221225781|The code execution cannot proceed because (\S{1,60}\.dll)|You must install or update \.NET to run this application|^The framework '(\S{1,60})', version '([\d.]{1,20})'|It was not possible to find any compatible framework version/,
      cases: [
        {
          id: 'dotnet-missing',
          when: (s) => /NET|framework/.test(s.line.said),
          says: 'A program needs a version of .NET that is not installed.',
          advice: 'Install that runtime (the lines after it name framework, version and processor).',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['You must install or update .NET to run this application.'],
        },
        {
          id: 'windows-dll-missing',
          says: 'A program does not start because a DLL is missing: $1.',
          advice:
            'Mostly it is the Visual C++ runtime: install the redistributable of the right processor (x64, x86) first. Server Core also lacks some parts of Windows.',
          side: 'script',
          again: 'useless',
          change: [
            powershell(
              'Invoke-WebRequest -UseBasicParsing https://aka.ms/vs/17/release/vc_redist.x64.exe -OutFile C:\\Temp\\vc.exe',
              'Start-Process C:\\Temp\\vc.exe -ArgumentList "/install /quiet /norestart" -Wait',
            ),
          ],
          example: ['Process exited with code -1073741515'],
        },
      ],
    },
    {
      kind: 'account',
      exits: [1, 2],
      line: /^(?:\S{1,60} : )?(?:The password does not meet the password policy|Unable to update the password\. The value provided).{0,120}|^System error (5|1326|53|67|1219|86) has occurred|^(?:\S{1,60} : )?Computer '[^']{1,60}' failed to join domain '([^']{1,80})'/,
      cases: [
        {
          id: 'windows-password-policy',
          when: (s) => /password/i.test(s.line.said),
          says: 'Windows refuses a password that does not meet its rules.',
          advice:
            'Take one with at least three of: capitals, small letters, digits, signs, without the user’s name; a hardened image wants 14 characters or more. Passwords drawn at random fail now and then: draw until it fits.',
          side: 'script',
          again: 'mayHelp',
          example: [
            'New-LocalUser : Unable to update the password. The value provided for the new password does not meet the length, complexity, or history requirements of the domain.',
          ],
        },
        {
          id: 'windows-domain',
          when: (s) => /domain/.test(s.line.said),
          says: 'The instance could not join the domain $1.',
          advice:
            'An image must not be in a domain: join when an instance starts. If it must be: name servers, ports and the account’s right to add computers.',
          side: 'script',
          again: 'useless',
          example: [
            "Add-Computer : Computer 'EC2AMAZ-1' failed to join domain 'corp.example.com' from its current workgroup 'WORKGROUP'",
          ],
        },
        {
          id: 'windows-share',
          says: (s) => `Windows refused a network share or account command (system error ${s.name()}).`,
          advice:
            '5: not elevated or not allowed; 53 and 67: the host or share was not found; 86 and 1326: wrong user or password; 1219: connected already as somebody else.',
          side: 'script',
          again: 'useless',
          example: ['System error 53 has occurred.'],
        },
      ],
    },
  ],
}
