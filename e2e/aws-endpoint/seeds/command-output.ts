import { type Random, randomFrom } from './random'

/** curl's meter: one line rewritten with `\r`, on stderr. */
export function curlProgress(bytes: number): string {
  const kb = `${Math.round(bytes / 1024)}k`
  return (
    '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n' +
    '                                 Dload  Upload   Total   Spent    Left  Speed\n' +
    '\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0' +
    `\r 41  ${kb}   41  ${kb}    0     0  1204k      0 --:--:-- --:--:-- --:--:-- 1203k` +
    `\r100  ${kb}  100  ${kb}    0     0  2921k      0 --:--:-- --:--:-- --:--:-- 2925k`
  )
}

/** ami_cleanup.sh's list; some names sound like failures and are none. */
export function removedFiles(random: Random): string[] {
  const logs = [
    '/var/log/cloud-init.log',
    '/var/log/cloud-init-output.log',
    '/var/log/cloud-init-error.log',
    '/var/log/chef-failed-resources.json',
    '/var/log/cfn/cfn-init-errors.log',
    '/var/log/amazon/ssm/errors.log',
    '/var/log/amazon/ssm/amazon-ssm-agent.log',
    '/var/log/dmesg',
    '/var/log/cron',
    '/var/log/messages',
    '/var/log/lastlog',
    '/var/log/wtmp',
    '/var/log/btmp',
    '/var/log/audit/audit.log',
  ]
  const journal = `/var/log/journal/${random.hex(32)}`
  const caches = Array.from(
    { length: random.int(40, 70) },
    () => `/var/lib/cloud/instances/i-0${random.hex(16)}`,
  )
  return [
    ...[...logs, `${journal}/system.journal`, ...caches].map((file) => `removed '${file}'`),
    `removed directory '${journal}'`,
    "removed '/etc/ssh/ssh_host_ed25519_key'",
    "removed '/etc/ssh/ssh_host_ed25519_key.pub'",
    "removed '/root/.ssh/authorized_keys'",
    "removed '/root/.bash_history'",
  ]
}

const functions = [
  'malloc',
  'poll',
  'memmove',
  'strerror',
  'fdatasync',
  'eventfd',
  'sched_setaffinity',
  'setproctitle',
  'getaddrinfo',
  'clock_gettime',
  'mlockall',
  'hstrerror',
  'mtrace',
  'ptrace',
  'statfs',
  'unsetenv',
  'cfmakeraw',
  'get_current_dir_name',
  'faccessat',
  'accept4',
] as const
const headers = [
  'stdio.h',
  'sys/prctl.h',
  'sys/ptrace.h',
  'ncurses.h',
  'curses.h',
  'term.h',
  'sys/statfs.h',
  'sys/vfs.h',
  'linux/sched.h',
  'pthread.h',
  'utmp.h',
  'paths.h',
  'netdb.h',
  'pam/pam_appl.h',
  'limits.h',
  'values.h',
] as const

/** A configure script's checks. */
export function* configureOutput(random: Random, checks: number): Generator<string> {
  yield 'checking build system type... x86_64-pc-linux-gnu'
  yield 'checking host system type... x86_64-pc-linux-gnu'
  yield 'checking for gcc... gcc'
  yield 'checking whether the C compiler works... yes'
  for (let i = 0; i < checks; i += 1) {
    const answer = random.next() < 0.82 ? 'yes' : 'no'
    const subject = random.next() < 0.6 ? `for ${random.pick(functions)}` : `for ${random.pick(headers)}`
    yield `checking ${subject}... ${answer}`
  }
  yield 'configure: creating ./config.status'
  yield 'config.status: executing libtool commands'
}

const words = [
  'api',
  'auth',
  'bitstring',
  'block',
  'cgroup',
  'conf',
  'cred',
  'data',
  'env',
  'fetch',
  'gres',
  'hash',
  'io',
  'job',
  'list',
  'log',
  'msg',
  'net',
  'node',
  'opt',
  'pack',
  'proc',
  'read',
  'spank',
  'step',
  'timer',
  'util',
  'xlate',
] as const

/** A make run of `files` translation units in directories of about twenty. */
export function* makeOutput(random: Random, project: string, files: number): Generator<string> {
  for (let i = 0; i < files; i += 1) {
    const directory = `src/${random.pick(words)}`
    if (i % 20 === 0)
      yield `make[${random.int(2, 4)}]: Entering directory '/opt/parallelcluster/sources/${project}/${directory}'`
    const unit = `${random.pick(words)}_${random.pick(words)}`
    yield `libtool: compile:  gcc -DHAVE_CONFIG_H -I. -I../.. -I../../${project} -g -O2 -pthread -fno-gcse -Wall -MT ${unit}.lo -MD -MP -MF .deps/${unit}.Tpo -c ${unit}.c  -fPIC -DPIC -o .libs/${unit}.o`
    if (random.next() < 0.02)
      yield `${unit}.c:${random.int(40, 900)}:${random.int(3, 40)}: warning: '${random.pick(words)}_error' defined but not used [-Wunused-function]`
    if (i % 20 === 19)
      yield `make[${random.int(2, 4)}]: Leaving directory '/opt/parallelcluster/sources/${project}/${directory}'`
  }
}

const wheels = [
  'boto3',
  'botocore',
  'certifi',
  'charset-normalizer',
  'idna',
  'jinja2',
  'jmespath',
  'markupsafe',
  'python-dateutil',
  'pyyaml',
  'requests',
  's3transfer',
  'setuptools',
  'six',
  'tabulate',
  'urllib3',
  'supervisor',
  'retrying',
  'paramiko',
  'cryptography',
  'bcrypt',
  'pynacl',
  'cffi',
  'pycparser',
] as const

export function* pipOutput(random: Random, count: number): Generator<string> {
  const chosen = wheels.slice(0, count)
  const versionOf = (wheel: string) => {
    const { int } = randomFrom(wheel)
    return `${int(1, 40)}.${int(0, 30)}.${int(0, 9)}`
  }
  for (const wheel of chosen) {
    const version = versionOf(wheel)
    yield `Collecting ${wheel}`
    yield `  Downloading ${wheel.replaceAll('-', '_')}-${version}-py3-none-any.whl (${random.int(12, 990)} kB)`
    yield `     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ ${random.int(12, 990)}.${random.int(0, 9)}/990.0 kB ${random.int(2, 60)}.1 MB/s eta 0:00:00`
  }
  yield `Installing collected packages: ${chosen.join(', ')}`
  yield `Successfully installed ${chosen.map((wheel) => `${wheel}-${versionOf(wheel)}`).join(' ')}`
}
