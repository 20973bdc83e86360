import { shell } from '../change'
import type { Case, Tool } from '../tool'

/** systemd’s own exit codes: what it could not set up before the service’s program ran at all. */
const STEPS: Readonly<Record<string, { says: string; advice: string; change: string[] }>> = {
  '200/CHDIR': {
    says: 'its WorkingDirectory does not exist or may not be entered',
    advice: 'Create the folder, or correct WorkingDirectory= in the unit.',
    change: ['mkdir -p <WorkingDirectory> && systemctl restart <unit>'],
  },
  '203/EXEC': {
    says: 'its program could not be executed',
    advice:
      'The file of ExecStart= is not there, is not executable, was built for another architecture, is a script without #! in its first line, or SELinux forbids it (restorecon after moving files out of /home or /tmp).',
    change: ['ls -lZ <ExecStart>', 'chmod 755 <ExecStart>; restorecon -v <ExecStart>'],
  },
  '209/STDOUT': {
    says: 'the file for its output could not be opened',
    advice: 'Create the folder that StandardOutput= names; systemd does not.',
    change: ['mkdir -p <folder of the log>'],
  },
  '216/GROUP': {
    says: 'its Group does not exist',
    advice: 'Create the group before the service is started.',
    change: ['groupadd --system <group>'],
  },
  '217/USER': {
    says: 'its User does not exist',
    advice: 'Create the user before the service is started, or correct User= in the unit.',
    change: ['useradd --system --shell /usr/sbin/nologin <user>'],
  },
  '226/NAMESPACE': {
    says: 'its private view of the file system could not be set up',
    advice:
      'A folder of ReadWritePaths=, BindPaths= or the like does not exist, or /tmp and /var are mounted in a way that a hardened image forbids.',
    change: ['mkdir -p <folder of ReadWritePaths>'],
  },
  '238/STATE_DIRECTORY': {
    says: 'its state directory could not be made',
    advice: 'Something else lies at that place under /var/lib, or /var is not writable.',
    change: ['ls -ld /var/lib/<name>'],
  },
  '243/CREDENTIALS': {
    says: 'its credentials could not be set up',
    advice:
      'A file of LoadCredential= is missing, or the kernel does not allow the mount that systemd makes for it.',
    change: ['systemctl cat <unit> | grep Credential'],
  },
}

const cases: Case[] = Object.entries(STEPS).map(([code, { says, advice, change }]) => ({
  id: `service-${code.slice(4).toLowerCase().replaceAll('_', '-')}`,
  when: ({ line }) => line.said.includes(code),
  says: (s) => `The service ${s.name()} was not started at all: ${says}.`,
  advice,
  side: 'script',
  again: 'useless',
  change: [shell(...change)],
  proven: true,
  example: [
    `example.service: Main process exited, code=exited, status=${code}`,
    'Failed to start example.service.',
  ],
}))

/** systemd: why a unit does not get as far as running. */
export const serviceExits: Tool = {
  name: 'systemd units',
  failures: [
    {
      kind: 'service',
      exits: [1],
      line: /^(\S{1,120}?)\.service: (?:Main|Control|Service) process exited, code=exited,? status=(?:200\/CHDIR|203\/EXEC|209\/STDOUT|216\/GROUP|217\/USER|226\/NAMESPACE|238\/STATE_DIRECTORY|243\/CREDENTIALS)/,
      cases: [...cases.slice(0, -1), ...cases.slice(-1).map(({ when: _when, ...last }): Case => last)],
    },
    {
      kind: 'service',
      exits: [1],
      line: /^(\S{1,120}?)\.service: Failed (?:at step(?! EXEC)|to execute|to locate|to determine|to set up|to load)(?: \w+)? (.{1,160})/,
      cases: [
        {
          id: 'service-user',
          when: (s) => /step USER|user credentials/.test(s.line.said),
          says: (s) => `The service ${s.name(1)} was not started at all: its User does not exist.`,
          advice: 'Create the user before the service is started, or correct User= in the unit.',
          side: 'script',
          again: 'useless',
          change: [shell('useradd --system --shell /usr/sbin/nologin <user>')],
          proven: true,
          example: ['example.service: Failed to determine user credentials: No such process'],
        },
        {
          id: 'service-environment',
          when: (s) => /environment/.test(s.line.said),
          says: (s) =>
            `The service ${s.name(1)} was not started: the file of its EnvironmentFile= is not there.`,
          advice:
            'Write the file before the service is started, or put a minus in front of its path in the unit, so that it may be absent.',
          side: 'script',
          again: 'useless',
          change: [shell('touch <EnvironmentFile>')],
          proven: true,
          example: ['example.service: Failed to load environment files: No such file or directory'],
        },
        {
          id: 'service-step',
          says: (s) => `The service ${s.name(1)} was not started at all: ${s.name(2).slice(0, 140)}.`,
          advice:
            'A setting of the unit cannot be met here (a limit, a capability, a folder): look at the word after “step” and the setting of that name.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl cat <unit>', 'ls -l <ExecStart>')],
          example: ['example.service: Failed at step LIMITS spawning /opt/x/bin/x: Operation not permitted'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^Failed to \w+ [^\s:]+: Unit (\S+) has a bad unit file setting|^([^\s:]{1,100}): (?:Service has no ExecStart=|Service lacks both ExecStart|Executable path is not absolute|Neither a valid executable|Unit configuration has fatal error|[^.]{1,60}\. Refusing\.?$)/,
      cases: [
        {
          id: 'unit-broken',
          says: 'The unit $1 cannot be read by systemd: a line of it is wrong.',
          advice:
            'Paths in ExecStart= must be absolute and shell syntax does not count there. systemd-analyze verify names the line.',
          side: 'script',
          again: 'useless',
          change: [shell('systemd-analyze verify /etc/systemd/system/<unit>')],
          proven: true,
          example: ['Failed to start example.service: Unit example.service has a bad unit file setting.'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1, 4],
      line: /^Failed to \w+ (?:unit: |[^\s:]+: )?(?:Refusing to operate on (?:alias name or )?linked unit file|Operation refused, unit (\S+) may be requested by dependency only|File \S+ already exists|Unit \S+ is (?:generated|transient))/,
      cases: [
        {
          id: 'service-refuses-manual',
          when: (s) => /dependency only/.test(s.line.said),
          says: 'systemd may not start, stop or restart $1 by hand: the unit refuses it.',
          advice:
            'auditd is made so: use the service command, which speaks to the daemon itself, or augenrules --load for rules.',
          side: 'script',
          again: 'useless',
          change: [shell('service auditd restart', 'augenrules --load')],
          proven: true,
          example: [
            'Failed to restart auditd.service: Operation refused, unit auditd.service may be requested by dependency only (it is configured to refuse manual start/stop).',
          ],
        },
        {
          id: 'unit-alias',
          says: (s) => `systemctl refused: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The name is only another name of a unit (ssh and sshd, chrony and chronyd), a link, or made at boot. Name the real unit: systemctl status shows it.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl list-unit-files | grep <name>')],
          example: [
            'Failed to enable unit: Refusing to operate on alias name or linked unit file: sshd.service',
          ],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      line: /Interactive authentication required|^Failed to \w{1,20} \S{1,80}: Access denied|^(?:Error: )?Failed to (?:activate|start) service '(org\.[\w.]+)': timed out|^Failed to \w{1,20} \S{0,80}:? ?Connection timed out/,
      cases: [
        {
          id: 'systemd-not-root',
          when: (s) => /Interactive|Access denied/.test(s.line.said),
          says: 'systemctl was called by a user who is not root.',
          advice: 'Call it as root (sudo): the script has changed the user before.',
          side: 'script',
          again: 'useless',
          change: [shell('sudo systemctl …')],
          proven: true,
          example: ['Failed to start example.service: Interactive authentication required.'],
        },
        {
          id: 'systemd-no-answer',
          says: 'systemd or a service of its did not answer in time.',
          advice:
            'The instance was too busy, or D-Bus or systemd itself was replaced by an update just before: build again, or reboot between the update and this step.',
          side: 'chance',
          again: 'mayHelp',
          example: ["Failed to activate service 'org.freedesktop.hostname1': timed out"],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      line: /^Transaction (?:contains conflicting jobs|for \S{1,80} is destructive|order is cyclic)|^Failed to \w{1,20} \S{1,80}: Transaction (?:order is cyclic|for|contains).{0,160}/,
      cases: [
        {
          id: 'systemd-jobs-conflict',
          says: (s) => `systemd refused because of what it is doing already: ${s.line.said.slice(0, 160)}.`,
          advice:
            'A shutdown or an opposite job is in the queue (the instance was about to reboot), or units wait for each other. Do not start services after a reboot was asked for.',
          side: 'script',
          again: 'mayHelp',
          example: [
            "Failed to start example.service: Transaction for example.service/start is destructive (reboot.target has 'start' job queued, but 'stop' is included in transaction).",
          ],
        },
      ],
    },
    {
      kind: 'config',
      exits: [255, 1],
      line: /^\/[^\s:]{1,120}sshd_config[^\s:]{0,60}:? line \d{1,6}: (.*)|^Missing privilege separation directory: (\S+)|^sshd: no hostkeys available|sshd_config: terminating, \d{1,6} bad/,
      cases: [
        {
          id: 'sshd-privilege-separation',
          when: (s) => /privilege separation/.test(s.line.said),
          says: 'sshd could not check its configuration: the folder $1 exists only while the service runs.',
          advice: 'Create it before sshd -t is called.',
          side: 'script',
          again: 'useless',
          change: [shell('mkdir -p /run/sshd && sshd -t')],
          proven: true,
          example: ['Missing privilege separation directory: /run/sshd'],
        },
        {
          id: 'sshd-no-hostkeys',
          when: (s) => /hostkeys/.test(s.line.said),
          says: 'sshd has no host keys: they were removed, or are only made at the first boot.',
          advice:
            'Make them before sshd is checked or restarted, and remove them again at the end of the build.',
          side: 'script',
          again: 'useless',
          change: [shell('ssh-keygen -A')],
          proven: true,
          example: ['sshd: no hostkeys available -- exiting.'],
        },
        {
          id: 'sshd-config',
          says: (s) => `sshd does not accept its configuration: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The option does not exist in this version of OpenSSH or is misspelled. Check with sshd -t before the service is restarted: an image without sshd cannot be tested.',
          side: 'script',
          again: 'useless',
          change: [shell('sshd -t')],
          proven: true,
          example: ['/etc/ssh/sshd_config: line 93: Bad configuration option: UsePrivilegeSeparationX'],
        },
      ],
    },
  ],
}
