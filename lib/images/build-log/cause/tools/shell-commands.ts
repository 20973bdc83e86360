import { shell as sh } from '../change'
import type { Failure, Sight } from '../tool'

const command = (s: Sight) => s.name().split('/').at(-1) ?? ''

/** Commands that do not exist, or may not be run. */
export const shellCommands: readonly Failure[] = [
  {
    kind: 'command',
    exits: [127, 1],
    absent: true,
    line: /(?<![^\s:])([^\s:]{1,200}): [Cc]ommand not found(?:\.\.\.)?$|(?:: (?:line )?\d{1,9}: |^\S{0,200}sh: )(?:exec: )?([^\s:]{1,200}): not found$|command not found: (\S{1,200})|^(?:\/usr\/bin\/)?env: ['‘]?([^'’:]{1,200})['’]?: No such file|sudo: (\S{1,200}): command not found|exec: "([^"]{1,200})": executable file not found|^(?:nohup|timeout|time|xargs): (?:failed to run command )?['‘]?([\w./-]{1,200})['’]?: No such file/,
    cases: [
      {
        id: 'python-command',
        when: (s) => /^(?:python|pip)$/.test(command(s)),
        says: 'The command $1 does not exist: newer operating systems have only $13.',
        advice:
          'Call python3 and python3 -m pip, or install python-is-python3 (Ubuntu) or python-unversioned-command (RHEL).',
        side: 'script',
        again: 'useless',
        example: ['/tmp/x.sh: line 2: python: command not found'],
      },
      {
        id: 'path-missing',
        when: (s) =>
          /^(?:nvcc|cargo|rustc|go|node|npm|conda|mamba|nvidia-smi|slurmd|sinfo|mpirun|mpicc|aws|brew|uv)$/.test(
            command(s),
          ),
        says: 'The command $1 was not found: it is not installed, or not on the PATH of the script.',
        advice:
          'Install it first. If something installed it before, add its folder to PATH: changes of ~/.bashrc and /etc/profile.d count only in a new login shell.',
        side: 'script',
        again: 'useless',
        change: [
          sh('export PATH="/usr/local/cuda/bin:/opt/conda/bin:$HOME/.cargo/bin:/usr/local/bin:$PATH"'),
        ],
        example: ['/tmp/x.sh: line 9: nvcc: command not found'],
      },
      {
        id: 'distribution-command',
        when: (s) =>
          /^(?:apt|apt-get|yum|dnf|amazon-linux-extras|add-apt-repository|yum-config-manager|update-alternatives|lsb_release|ifconfig|netstat|service|chkconfig|wget|unzip|jq|git|make|gcc|tar|which|bc|sudo)$/.test(
            command(s),
          ),
        says: 'The command $1 does not exist on this operating system or is not installed.',
        advice:
          'Package managers and tools differ between distributions, and cloud images leave much out: install it, or use what this one has.',
        side: 'script',
        again: 'useless',
        change: [sh('dnf -y install <package> || apt-get install -y <package>')],
        example: ['/tmp/x.sh: line 3: jq: command not found'],
      },
      {
        id: 'command-not-found',
        says: '$1: command not found.',
        advice:
          'Install it first, or correct its name or path. If an installation before it failed, that is the cause.',
        side: 'script',
        again: 'useless',
        example: ['/tmp/script.sh: line 27: mamba2: command not found'],
      },
    ],
  },
  {
    kind: 'permission',
    exits: [126],
    line: /noexec|: (\S+): (?:Permission denied|cannot execute)(?:: required file not found)?$|^(?:bash|sh): (\S+): Permission denied|cannot execute binary file|bad interpreter: Permission denied|cannot execute: required file not found/,
    cases: [
      {
        id: 'binary-architecture',
        when: (s) => /binary file/.test(s.line.said),
        says: (s) =>
          `A program was made for another CPU architecture, or is no program: ${s.line.said.slice(0, 120)}.`,
        advice: 'Download the build for x86_64 or arm64 that Build/InstanceType has.',
        side: 'script',
        again: 'useless',
        proven: true,
        example: ['/tmp/x.sh: line 2: ./tool: cannot execute binary file: Exec format error'],
      },
      {
        id: 'noexec',
        when: (s) =>
          /noexec/.test(s.line.said) || /^(?:\/var)?\/tmp\/|^\/dev\/shm/.test(s.name() || s.line.said),
        says: (s) =>
          `A program may not be run: ${s.line.said.slice(0, 120)}. It is not executable, or its file system is mounted noexec.`,
        advice:
          'chmod +x it. Hardened images mount /tmp noexec: run it from another folder, or through its interpreter (bash script.sh).',
        side: 'parentImage',
        again: 'useless',
        change: [sh('export TMPDIR=/opt/tmp && mkdir -p "$TMPDIR"')],
        example: ['/tmp/script.sh: line 2: /tmp/installer/setup: Permission denied'],
      },
      {
        id: 'permission',
        says: (s) => `Permission denied: ${s.name() || s.line.said.slice(0, 120)}.`,
        advice:
          'Make it executable (chmod +x). Check its owner, `noexec` mounts and SELinux in the parent image.',
        side: 'script',
        again: 'useless',
        example: ['/tmp/script.sh: line 2: /opt/tools/setup: Permission denied'],
      },
    ],
  },
  {
    kind: 'permission',
    general: true,
    line: /Permission denied|Operation not permitted|\bEACCES\b|\bEPERM\b|must be (?:run as )?root|requires? (?:root|superuser)|(?:need|are you) (?:to be )?root\??|only root can|SELinux is preventing|avc: +denied/i,
    cases: [
      {
        id: 'immutable',
        when: (s) =>
          /Operation not permitted/.test(s.line.said) &&
          /^(?:rm|chmod|chown|mv|cp|touch|sed|ln)\b|\b(?:unlink|remov|renam|replac|chmod|chown|writ|overwrit)\w{0,6}\b|b?'\//.test(
            s.line.said,
          ),
        says: (s) =>
          `A file may not be changed although the step runs as root: ${s.line.said.slice(0, 120)}.`,
        advice:
          'It is immutable (lsattr, chattr -i), on a read-only or network mount, or protected by the image’s hardening.',
        side: 'parentImage',
        again: 'useless',
        example: ["rm: cannot remove '/etc/resolv.conf': Operation not permitted"],
      },
      {
        id: 'root-needed',
        when: (s) => /root|superuser/i.test(s.line.said) && /must|require|need|only/i.test(s.line.said),
        says: 'A command has to run as root and did not.',
        advice:
          'Steps run as root; the script changed to another user (su, sudo -u). Call it before that, or with sudo.',
        side: 'script',
        again: 'useless',
        example: ['This script must be run as root'],
      },
      {
        id: 'permission',
        says: (s) => `Permission denied: ${s.line.said.slice(0, 140)}.`,
        advice:
          'Check owner and mode of the file, the user the command runs as, `noexec` mounts and SELinux in the parent image.',
        side: 'script',
        again: 'useless',
        example: ["mkdir: cannot create directory '/opt/x': Permission denied"],
      },
    ],
  },
]
