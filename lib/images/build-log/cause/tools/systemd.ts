import { shell } from '../change'
import type { Sight, Tool } from '../tool'

const unit = (s: Sight) => s.name().replace(/\.$/, '')

/** systemd, service and snap. */
export const systemd: Tool = {
  name: 'systemd',
  failures: [
    {
      kind: 'service',
      line: /\[(?:emerg|alert|crit)\] ?(.*)|Address already in use|Address family not supported by protocol|bind\(\) to \S+ failed|Only one usage of each socket address|port (\d+) is already (?:in use|allocated)/,
      cases: [
        {
          id: 'ipv6-off',
          when: (s) => /Address family/.test(s.line.said),
          says: 'A service wants to listen on IPv6 ([::]), which is switched off on this image (Address family not supported by protocol).',
          advice:
            'Remove the IPv6 address from its configuration (listen [::]:80), or leave IPv6 on while its package is installed.',
          side: 'parentImage',
          again: 'useless',
          change: [shell("sed -i '/listen \\[::\\]/d' /etc/nginx/sites-available/default")],
          example: [
            'out: nginx: [emerg] socket() [::]:80 failed (97: Address family not supported by protocol)',
          ],
        },
        {
          id: 'port-in-use',
          when: (s) => /in use|Only one usage|allocated/.test(s.line.said),
          says: (s) => `A service’s port is in use already: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Another service of the image listens there (apache and nginx, systemd-resolved on 53). Stop it first, or choose another port.',
          side: 'script',
          again: 'useless',
          change: [shell('ss -ltnp')],
          example: ['out: nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)'],
        },
        {
          id: 'service-config',
          says: (s) => `A service refuses its configuration: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Correct the file and line it names, and check it before it is started (nginx -t, apachectl configtest).',
          side: 'script',
          again: 'useless',
          example: ['out: nginx: [emerg] unknown directive "sever" in /etc/nginx/nginx.conf:12'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      line: /(?<!\S)(\S{1,200}\.(?:service|socket|target|mount|timer|path)) is masked|Unit (\S{1,200}) is masked/,
      cases: [
        {
          id: 'unit-masked',
          says: 'The service $1 is masked, so that nothing can start it.',
          advice:
            'Unmask it before it is used, or have the image’s hardening leave it alone. A unit file that is empty (0 bytes) counts as masked as well: then write its content.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('systemctl unmask <unit>')],

          example: ['Failed to start rpcbind.service: Unit rpcbind.service is masked.'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      line: /A dependency job for (\S+) failed|Dependency failed for (.+)/,
      cases: [
        {
          id: 'service-dependency',
          when: (s) => /rpc-statd|nfs|rpcbind/.test(s.line.said),
          says: 'The service $1 could not start because one it depends on did not: rpcbind, which hardened images mask or remove.',
          advice: 'Unmask and start rpcbind in the parent image, or use an image without this hardening.',
          side: 'parentImage',
          again: 'useless',
          change: [
            shell('systemctl unmask rpcbind.service rpcbind.socket', 'systemctl enable --now rpcbind'),
          ],
          url: 'https://github.com/aws/aws-parallelcluster/issues/6065',
          example: ["A dependency job for rpc-statd.service failed. See 'journalctl -xe' for details."],
        },
        {
          id: 'unit-dependency',
          says: 'The service $1 could not start because one it depends on did not start.',
          advice:
            'Find the dependency that failed (systemctl list-dependencies, journalctl -b); hardening may have masked it.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('systemctl list-dependencies <unit>', 'journalctl -b --no-pager | tail -50')],
          example: ['A dependency job for tools.service failed.'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1, 5, 4],
      line: /Unit (\S{1,200}?)(?:\.$|,? )(?:not found|could not be found|not loaded|does not exist)|Failed to \w{1,20} (?:unit: )?(?:Unit file )?(\S{1,80}) (?:does not exist|not found|not loaded)|Failed to \w{1,20} (\S{1,80}): Unit \S{1,20} ?(?:not|does)|^(\S{1,200}): unrecognized service|[Uu]nit file (\S{1,200}) does not exist|Failed to \w{1,60} (\S{1,200}\.\w{1,60}): No such file or directory|Failed to execute operation: (?:No such file|Access denied)|Failed to get unit file state for (\S{1,200}?):|Could not find the requested service "?'?(\S{1,200}?)'?"?:/,
      cases: [
        {
          id: 'unit-missing',
          says: (s) => `The service ${unit(s)} does not exist on the image: its package is not installed.`,
          advice:
            'Install the package first, or correct the service’s name: it differs between distributions (ssh and sshd, cron and crond, chrony and chronyd).',
          side: 'script',
          again: 'useless',
          proven: true,
          url: 'https://github.com/picodotdev/alis/issues/154',
          example: ['Failed to start slurmd.service: Unit slurmd.service not found.'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      // systemd only says that it failed; the journal, where the script prints it, says why.
      closes: true,
      line: /Job for (\S+) failed because (.*)|Job for (\S+) (?:failed|canceled)|^(\S+\.service): Start request repeated|^Failed to (?:start|restart) (\S+\.service)/,
      cases: [
        {
          id: 'service-timeout',
          when: (s) => /timeout/i.test(s.line.said),
          says: 'The service $1 did not come up in time.',
          advice:
            'It waits for the network, a device or another service. Look at its journal; building again may help.',
          side: 'script',
          again: 'mayHelp',
          change: [shell('journalctl -u <unit> --no-pager | tail -50')],
          example: ['Job for tools.service failed because a timeout was exceeded.'],
        },
        {
          id: 'service',
          says: 'The service $1 could not be started.',
          advice:
            'Its journal says why: add it to the script’s output. A wrong configuration file, a missing file or a port in use are usual.',
          side: 'script',
          again: 'useless',
          change: [
            shell('systemctl status <unit> --no-pager -l; journalctl -u <unit> --no-pager | tail -50'),
          ],
          example: ['Job for slurmd.service failed because the control process exited with error code.'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^\/(?:etc|usr\/lib|lib|run)\/systemd\/\S{1,160}:\d{1,6}: (.*)|^\[?\/(?:etc|usr\/lib|lib|run)\/systemd\/\S{1,160}:\d{1,6}\]:? (.*)/,
      cases: [
        {
          id: 'unit-path-relative',
          when: (s) => /not absolute/.test(s.line.said),
          says: (s) =>
            `systemd does not accept ExecStart in the unit file: ${s.name().slice(0, 140)}. Older releases (before 239) want the full path of the program.`,
          advice:
            'Write the absolute path (/usr/bin/python3 …). “Exec format error” of such a unit says nothing about the architecture.',
          side: 'script',
          again: 'useless',
          change: [
            shell("sed -i 's|^ExecStart=python3|ExecStart=/usr/bin/python3|' /etc/systemd/system/<unit>"),
          ],
          example: [
            'out: /etc/systemd/system/site.service:8: Executable path is not absolute: python3 /opt/site.py',
          ],
        },
        {
          id: 'unit-file-line',
          says: (s) => `systemd does not accept a line of the unit file: ${s.name().slice(0, 160)}.`,
          advice:
            'Correct the line, or write it as this release of systemd wants it (systemd-analyze verify <unit>): older ones know fewer settings.',
          side: 'script',
          again: 'useless',
          change: [shell('systemd-analyze verify /etc/systemd/system/<unit>')],
          example: [
            'out: /etc/systemd/system/site.service:3: Failed to parse service type, ignoring: oneshoot',
          ],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      line: /System has not been booted with systemd|Failed to connect to bus|Running in chroot, ignoring/,
      cases: [
        {
          id: 'no-user-session',
          when: (s) =>
            s.shows(/systemctl .{0,40}--user|--user .{0,40}systemctl|XDG_RUNTIME_DIR|DBUS_SESSION/),
          says: 'systemctl --user found no session of that user: a build has no login session, so there is no user instance of systemd and no bus (XDG_RUNTIME_DIR is not set).',
          advice:
            'Start one first (loginctl enable-linger <user>, then XDG_RUNTIME_DIR=/run/user/<uid>), enable the unit for all users instead (systemctl --global enable), or make it a system service.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'loginctl enable-linger <user>',
              'sudo -u <user> XDG_RUNTIME_DIR=/run/user/$(id -u <user>) systemctl --user enable <unit>',
            ),
          ],
          example: [
            '+ systemctl --user start pipewire',
            'Failed to connect to bus: No such file or directory',
          ],
        },
        {
          id: 'no-systemd',
          says: 'systemd is not running here: the command ran in a container or a chroot.',
          advice: 'Start services on the instance itself; in a container or chroot only enable them.',
          side: 'script',
          again: 'useless',
          example: ["System has not been booted with systemd as init system (PID 1). Can't operate."],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1],
      line: /too early for operation, device not yet seeded|snapd? .{0,60}not (?:yet )?seeded|cannot communicate with server: .{0,120}snapd/,
      cases: [
        {
          id: 'snap-not-seeded',
          says: 'snapd was still setting itself up (seeding) when the script used snap.',
          advice: 'Wait for it in the script.',
          side: 'script',
          again: 'mayHelp',
          change: [shell('snap wait system seed.loaded')],
          proven: true,
          url: 'https://github.com/canonical/ubuntu-pro-client/issues/347',
          example: ['error: too early for operation, device not yet seeded or device model not acknowledged'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /^error: (?:cannot (?:install|perform the following tasks|refresh|query the store).{0,160}|snap "([^"]+)" (?:not found|is not available|has no updates|is not installed|has "install-snap" change).{0,80}|unable to contact snap store|This revision of snap "([^"]+)" was published using classic)/,
      cases: [
        {
          id: 'snap-classic',
          when: (s) => /classic/.test(s.line.said),
          says: 'The snap $1 needs classic confinement.',
          advice: 'Install it with --classic.',
          side: 'script',
          again: 'useless',
          change: [shell('snap install --classic <snap>')],
          proven: true,
          example: [
            'error: This revision of snap "go" was published using classic confinement and thus may perform arbitrary system changes',
          ],
        },
        {
          id: 'snap',
          says: (s) => `snap failed: ${s.line.said.replace(/^error: /, '').slice(0, 160)}.`,
          advice:
            'Check the snap’s name and channel, that the instance reaches the snap store (api.snapcraft.io), and wait for seeding first (snap wait system seed.loaded).',
          side: 'network',
          again: 'mayHelp',
          example: ['error: snap "amazon-ssm-agent" has "install-snap" change in progress'],
        },
      ],
    },
  ],
  closers: [
    /^Unit \S+ entered failed state|^\S+: (?:Main process exited|Failed with result|Control process exited)|^Failed to start [A-Z].*\.$|^Starting .*\.\.\.$/,
    /^See "(?:systemctl|journalctl)|^See 'journalctl/,
    /for details\.$/,
  ],
  noise: [
    /^(?:Loaded|Active|Process|Main PID|Tasks|Memory|CPU|CGroup|Docs|Drop-In): /,
    /^(?:Created|Removed) symlink|^Synchronizing state|Executing: \/\w+/,
  ],
}
