import { shell } from '../change'
import type { Tool } from '../tool'

/** What a program expects to find in its environment: a home, a locale, a time zone, a session. */
export const environment: Tool = {
  name: 'The environment of a script',
  failures: [
    {
      kind: 'config',
      exits: [128, 1, 2],
      line: /(?:^|: )(?:fatal: )?\$HOME (?:is )?not (?:set|defined)|\$?HOME: unbound variable|\$?\bHOME: parameter (?:null or )?not set|\bHOME(?: environment variable)? (?:is|was) (?:not set|not defined|unset|undefined|empty)|GOCACHE is not defined and neither|(?:module cache not found|GOPATH).{0,60}neither GOMODCACHE nor GOPATH|[Cc]ould not (?:determine|find|detect)(?: the)? (?:user's )?home(?:dir| dir)?(?:ectory)?|couldn't find home directory|Can't determine (?:the )?home directory|couldn't find HOME|XDG_(?:CACHE|CONFIG|DATA)_HOME (?:and|nor) \$?HOME are|KeyError: 'HOME'|the HOME (?:or \w+ )?environment variable/,
      cases: [
        {
          id: 'home-not-set',
          says: 'A program needs the variable HOME, which is not set: Image Builder runs scripts without a login.',
          advice: 'Set HOME at the top of the script.',
          side: 'script',
          again: 'useless',
          change: [shell('export HOME=/root')],
          proven: true,
          example: ['fatal: $HOME not set'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /\b(USER|LOGNAME|TERM|LANG|SHELL|DISPLAY|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS|SUDO_USER)(?:: unbound variable|: parameter (?:null or )?not set| (?:environment variable )?(?:is )?not (?:set|defined))|KeyError: '(USER|LOGNAME|TERM|SUDO_USER)'|^TERM environment variable not set/,
      cases: [
        {
          id: 'session-bus-missing',
          when: (s) => /XDG_RUNTIME_DIR|DBUS/.test(s.line.said),
          says: 'A program wanted the session of a logged-in user, and a build has none ($1 is not set).',
          advice:
            'systemctl --user, podman and snap need a session: use a system service, or start the user’s manager first.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'loginctl enable-linger <user>',
              'sudo -u <user> XDG_RUNTIME_DIR=/run/user/$(id -u <user>) systemctl --user …',
            ),
          ],
          example: [
            'Failed to connect to bus: $DBUS_SESSION_BUS_ADDRESS and $XDG_RUNTIME_DIR not defined (consider using --machine=<user>@.host --user to connect to bus of other user)',
          ],
        },
        {
          id: 'variable-of-login',
          says: 'The script uses the variable $1, which only a login sets: Image Builder runs scripts without one.',
          advice: 'Set it at the top of the script.',
          side: 'script',
          again: 'useless',
          change: [shell('export HOME=/root USER=root LOGNAME=root TERM=dumb LANG=C.UTF-8')],
          proven: true,
          example: ['/tmp/x.sh: line 12: USER: unbound variable'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1, 2, 255],
      line: /^\*\*\* update-locale: Error: (.{1,80})|^[Ee]rror: '([^']+)' is not a supported language or locale|^(?:Failed to issue method call|Failed to set locale): .{0,60}([Ll]ocale.{0,40})|^cannot open locale definition file `([^']+)'|^\[error\] (?:character map file|cannot open locale definition file) `([^']+)'|locale\.Error: unsupported locale setting|^Specified locale is not installed/,
      cases: [
        {
          id: 'locale-absent',
          says: (s) =>
            `A locale is not on the image${s.name() ? `: ${s.name()}` : ''}. Minimal images bring only C and C.UTF-8.`,
          advice:
            'Use C.UTF-8, or install the locale first (language-pack-en or locales on Ubuntu and Debian, glibc-langpack-en on RHEL and Amazon Linux).',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'export LANG=C.UTF-8 LC_ALL=C.UTF-8',
              'locale-gen en_US.UTF-8 || dnf -y install glibc-langpack-en',
            ),
          ],
          example: ['*** update-locale: Error: invalid locale settings:  LANG=en_US.UTF-8'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^Failed to set (?:time ?zone|ntp|time): (.{1,120})|^Failed to (?:set|query) .{0,30}hostname: (.{1,120})|^Could not set property: (.{1,120})|^Hint: (?:static|transient) hostname/,
      cases: [
        {
          id: 'timezone-absent',
          when: (s) => /[Ii]nvalid or not installed time zone|No such file/.test(s.line.said),
          says: (s) => `The time zone cannot be set: ${s.name().slice(0, 120)}.`,
          advice:
            'Check its name (timedatectl list-timezones), and install tzdata, which minimal images leave out.',
          side: 'script',
          again: 'useless',
          change: [shell('apt-get install -y tzdata || dnf -y install tzdata')],
          example: ["Failed to set time zone: Invalid or not installed time zone 'Europe/Londn'"],
        },
        {
          id: 'ntp-unsupported',
          when: (s) => /NTP|synchronization/.test(s.line.said),
          says: (s) => `timedatectl refused: ${s.name().slice(0, 120)}.`,
          advice:
            'No time service that systemd knows is installed, or one is running already. Amazon’s images keep the time with chrony; leave it, or enable chronyd.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl enable --now chronyd || systemctl enable --now chrony')],
          example: ['Failed to set ntp: NTP not supported'],
        },
        {
          id: 'hostnamed-refused',
          says: (s) => `systemd could not change a setting of the system: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The service behind it (hostnamed, timedated) did not answer or may not write. In an image the host name is set at boot: leave it out.',
          side: 'script',
          again: 'mayHelp',
          example: ['Could not set property: Failed to set static hostname: Read-only file system'],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [1, 3],
      line: /^:: (?:WARNING|ERROR): setvars\.sh has already been run|^setvars\.sh.{0,40}has already been run|^:: ERROR: Unable to/,
      cases: [
        {
          id: 'setvars-twice',
          says: 'Intel’s setvars.sh was sourced a second time, and ends with an error then; with set -e the script stops at it.',
          advice:
            'Source it with --force, or only when SETVARS_COMPLETED is not set. It also needs set +u around it.',
          side: 'script',
          again: 'useless',
          change: [shell('set +eu', 'source /opt/intel/oneapi/setvars.sh --force', 'set -eu')],
          proven: true,
          exit: 3,
          example: [':: WARNING: setvars.sh has already been run. Skipping re-execution.'],
        },
      ],
    },
    {
      kind: 'account',
      exits: [1],
      line: /^This account is currently not available|^su: (?:warning: )?(?:user|cannot change directory to|failed to execute) (\S+).{0,80}|^sudo: unknown user:? (\S+)|^sudo: error initializing audit plugin|^runuser: (?:user \S+ does not exist|may not be used by).{0,60}/,
      cases: [
        {
          id: 'account-nologin',
          when: (s) => /not available|failed to execute/.test(s.line.said),
          says: 'A command was to run as a user whose shell does not let anybody in (nologin).',
          advice: 'Name a shell for the command.',
          side: 'script',
          again: 'useless',
          change: [shell('su -s /bin/bash <user> -c "…"', 'sudo -u <user> …')],
          proven: true,
          example: ['This account is currently not available.'],
        },
        {
          id: 'account-unknown',
          says: 'A command was to run as the user $1, who does not exist on this image or has no home.',
          advice:
            'The default user is ec2-user on Amazon Linux and RHEL, ubuntu on Ubuntu, rocky on Rocky Linux, admin on Debian. Create others before they are used.',
          side: 'script',
          again: 'useless',
          change: [shell('id <user> || useradd --create-home --shell /bin/bash <user>')],
          example: ['sudo: unknown user: ec2-user'],
        },
      ],
    },
  ],
}
