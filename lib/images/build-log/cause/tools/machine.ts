import { config, shell } from '../change'
import type { Sight, Tool } from '../tool'

/** Whether the full file system is /tmp in memory: AL2023 and Fedora mount it so, half of the memory large. */
const inTmpfs = (s: Sight) =>
  s.has(/\/tmp\/.{1,200}No space left|tmpfs/) ||
  (/amzn2023|al2023|alinux2023|fedora/i.test(`${s.fact('os')} ${s.fact('release')} ${s.fact('platform')}`) &&
    isUnpacking(s)) ||
  isLargeWheel(s)
const isUnpacking = (s: Sight) => s.has(/^Collecting |^Downloading .{0,200}\(\d{3,}(?:\.\d+)? MB\)/)
const isLargeWheel = (s: Sight) =>
  /Errno 28|OSError/.test(s.line.said) &&
  s.has(/^(?:Downloading|Using cached) \S+\.whl .{0,40}\((?:\d{3,}|\d+\.\d+ GB)/)

/** The machine itself: disk, memory, file systems. */
export const machine: Tool = {
  name: 'The build instance',
  failures: [
    {
      kind: 'disk',
      line: /System limit for number of file watchers reached|inotify_(?:add_watch|init).{0,200}(?:No space left|Too many open files)|limit on (?:the total number of )?inotify (?:watches|instances)/,
      cases: [
        {
          id: 'inotify-watches',
          says: 'The limit of inotify watches is reached; the disk is not full, though the error is called ENOSPC.',
          advice:
            'A program watches more files than the kernel allows for a user. Raise fs.inotify.max_user_watches on the build instance, or switch watching off for the build.',
          side: 'script',
          again: 'useless',
          change: [shell('sysctl -w fs.inotify.max_user_watches=524288')],
          proven: true,
          example: [
            "Error: ENOSPC: System limit for number of file watchers reached, watch '/opt/site/pages'",
          ],
        },
      ],
    },
    {
      kind: 'config',
      exits: [134, 1],
      line: /forbidden in FIPS mode|(?:disabled|not allowed|unsupported|not supported|not approved|error) .{0,40}\bFIPS\b|\bFIPS\b.{0,60}(?:disabled|not allowed|not permitted|unsupported|prohibited|self.?test)|unsupported hash type md5|digital envelope routines::(?:unsupported|initialization error)|ERR_OSSL_EVP_UNSUPPORTED/i,
      cases: [
        {
          id: 'openssl-legacy',
          when: (s) => /ERR_OSSL|digital envelope/.test(s.line.said) && !s.has(/FIPS/i),
          says: 'A program uses a cipher or digest (MD4, MD5) that OpenSSL 3 no longer offers.',
          advice:
            'Use a newer version of the program; for old Node projects NODE_OPTIONS=--openssl-legacy-provider helps.',
          side: 'script',
          again: 'useless',
          change: [shell('export NODE_OPTIONS=--openssl-legacy-provider')],
          example: ['Error: error:0308010C:digital envelope routines::unsupported'],
        },
        {
          id: 'fips-mode',
          says: (s) =>
            `The image runs in FIPS mode, which forbids what a program does (such as MD5): ${s.line.said.slice(0, 140)}.`,
          advice:
            'Use a version of the program that does without MD5 (often usedforsecurity=False), or build on an image with FIPS off.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('fips-mode-setup --check')],
          proven: true,
          example: [
            'md5_dgst.c(82): OpenSSL internal error, assertion failed: Digest MD5 forbidden in FIPS mode!',
          ],
        },
      ],
    },
    {
      kind: 'disk',
      line: /No space left on device|cannot write compressed block|: Write error :|not enough (?:free )?(?:disk )?space|needs \S{1,200} ?\S{0,200} (?:more space )?on the (\S{1,200}) filesystem|You don't have enough free space in (\S{1,200})|more space needed on the (\S{1,200}) filesystem|\bENOSPC\b|Disk quota exceeded|there is not enough space on the disk|Not enough space on parent mount/i,
      cases: [
        {
          id: 'boot-full',
          when: (s) =>
            /\/boot|initramfs|initrd|vmlinuz|dracut|mkinitramfs|update-initramfs/.test(s.line.said) ||
            /compressed block/.test(s.line.said) ||
            s.above(/update-initramfs: Generating|dracut: .{0,80}(?:Creating|Executing)/, 6) !== undefined,
          says: 'The file system of /boot is full.',
          advice:
            'A larger root volume does not help where /boot is a partition of its own. Remove old kernels before the update, or use a parent image with a larger /boot.',
          side: 'parentImage',
          again: 'useless',
          change: [
            shell(
              'apt-get -y autoremove --purge   # Ubuntu',
              'dnf -y remove --oldinstallonly   # RHEL, Rocky, Amazon Linux',
            ),
          ],
          proven: true,
          example: [
            'update-initramfs: Generating /boot/initrd.img-6.8.0-1015-aws',
            'cat: write error: No space left on device',
          ],
        },
        {
          id: 'inodes-full',
          when: (s) => s.has(/IUse%|inodes?\b.{0,40}100%|ran out of inodes/i),
          says: 'A file system has no inodes left: too many small files, not too many bytes.',
          advice: 'Delete caches of small files before this step, or enlarge the volume, which adds inodes.',
          side: 'script',
          again: 'useless',
          change: [config('Image/RootVolume/Size', 100)],
          example: [
            'out: Filesystem Inodes IUsed IFree IUse% Mounted on',
            "mkdir: cannot create directory 'x': No space left on device",
          ],
        },
        {
          id: 'tmpfs-full',
          when: inTmpfs,
          says: 'The temporary directory /tmp is full. It may be a tmpfs, which is only half as large as the memory.',
          advice:
            'Let temporary files go to the disk (TMPDIR=/var/tmp), or choose a Build/InstanceType with more memory. If /tmp is on the root volume, enlarge that instead.',
          side: 'script',
          again: 'useless',
          change: [shell('export TMPDIR=/var/tmp')],
          url: 'https://github.com/pypa/pip/issues/12444',
          example: [
            'out: Collecting torch',
            'out:   Downloading torch-2.1.2-cp39-cp39-manylinux1_x86_64.whl (670.2 MB)',
            'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device',
          ],
        },
        {
          id: 'shm-full',
          when: (s) => /\/dev\/shm|\/run\//.test(s.line.said),
          says: 'A file system in memory (/dev/shm or /run) is full.',
          advice: 'Write to the disk instead, or choose a Build/InstanceType with more memory.',
          side: 'script',
          again: 'useless',
          example: ["cp: error writing '/dev/shm/x': No space left on device"],
        },
        {
          id: 'docker-disk-full',
          when: (s) => /docker|overlay2|containerd|layer/.test(s.line.said),
          says: 'The disk is full: container images did not fit.',
          advice:
            'Enlarge the root volume, or remove images that are no longer needed (docker system prune -af).',
          side: 'configuration',
          again: 'useless',
          change: [config('Image/RootVolume/Size', 100)],
          proven: true,
          example: [
            'failed to register layer: Error processing tar file(exit status 1): write /opt/x: no space left on device',
          ],
        },
        {
          id: 'disk-full',
          says: 'The disk of the build instance is full: No space left on device.',
          advice:
            'Enlarge the root volume (Image/RootVolume/Size), or clean up before this step (package caches, build trees).',
          side: 'configuration',
          again: 'useless',
          change: [config('Image/RootVolume/Size', 100)],
          proven: true,
          example: ['tar: opt/slurm/lib/libslurm.a: Cannot write: No space left on device'],
        },
      ],
    },
    {
      kind: 'memory',
      exits: [137],
      line: /[Oo]ut of memory|Cannot allocate memory|oom-kill|oom_reaper|^(?:\S{1,200}: line \d+: +\d+ )?Killed\b|fatal error: Killed signal|^Killed$|MemoryError|JavaScript heap|virtual memory exhausted|internal compiler error: Killed|std::bad_alloc|Cannot allocate \d+ bytes|java\.lang\.OutOfMemoryError/,
      cases: [
        {
          id: 'compiler-out-of-memory',
          when: (s) =>
            /\b(?:cc1plus|cc1|c\+\+|g\+\+|gcc|rustc|nvcc|cicc|ld|compiler)(?![\w.])|virtual memory exhausted/.test(
              s.line.said,
            ) || s.has(/^(?:make|ninja)\b.{0,60}(?:Error|stopped)|^\[\d+\/\d+\]/),
          says: 'The build instance ran out of memory while compiling.',
          advice:
            'Choose a Build/InstanceType with more memory, or compile with fewer jobs at once (make -j2, MAX_JOBS=2).',
          side: 'configuration',
          again: 'useless',
          change: [config('Build/InstanceType', 'c5.4xlarge'), shell('make -j2')],
          proven: true,
          example: ['c++: fatal error: Killed signal terminated program cc1plus'],
        },
        {
          id: 'out-of-memory',
          says: 'The build instance ran out of memory: a process was killed or could not get any.',
          advice: 'Choose a Build/InstanceType with more memory, or add swap before this step.',
          side: 'configuration',
          again: 'useless',
          change: [config('Build/InstanceType', 'c5.4xlarge')],
          url: 'https://github.com/aws/aws-parallelcluster/issues/7144',
          example: ['/tmp/parallelcluster/tmp.abc: line 9:  4121 Killed                  ./build.sh'],
        },
      ],
    },
    {
      kind: 'disk',
      line: /Read-only file system/,
      cases: [
        {
          id: 'read-only-filesystem',
          says: 'A file system is mounted read-only.',
          advice:
            'Check the parent image: hardening, an immutable /usr, or a file system that failed its check is mounted so.',
          side: 'parentImage',
          again: 'useless',
          proven: true,
          example: ["mkdir: cannot create directory '/opt/tools': Read-only file system"],
        },
      ],
    },
    {
      kind: 'disk',
      line: /Input\/output error|Structure needs cleaning|Stale file handle|Bad file descriptor/,
      cases: [
        {
          id: 'io-error',
          says: (s) => `A disk or a mounted file system answered with an error: ${s.line.said.slice(-120)}.`,
          advice:
            'Build again: the volume or the network file system had a fault. If it comes again, check the snapshot of the parent image.',
          side: 'aws',
          again: 'mayHelp',
          example: ["cp: error reading '/opt/x': Input/output error"],
        },
      ],
    },
    {
      kind: 'file',
      line: /Too many open files|(?:fork|pthread_create|thread).{0,60}Resource temporarily unavailable|fork: retry|Cannot fork/,
      cases: [
        {
          id: 'limits',
          says: 'A limit of the instance was reached: processes or open files.',
          advice: 'Run fewer jobs at once, or raise the limit in the script (ulimit -n, ulimit -u).',
          side: 'script',
          again: 'useless',
          change: [shell('ulimit -n 65536')],
          example: ['/tmp/x.sh: fork: retry: Resource temporarily unavailable'],
        },
      ],
    },
    {
      kind: 'crash',
      exits: [132, 134, 136, 139],
      line: /Illegal instruction/,
      cases: [
        {
          id: 'illegal-instruction',
          says: 'A program was built for another CPU than the build instance has (illegal instruction).',
          advice:
            'Compile for a common CPU (not -march=native of another machine), or choose a Build/InstanceType with the instructions it needs.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['/tmp/script.sh: line 8:  2207 Illegal instruction     (core dumped) ./solver --check'],
        },
      ],
    },
    {
      kind: 'crash',
      exits: [139, 134, 135, 136],
      line: /Segmentation fault|Bus error|Floating point exception|\(core dumped\)|Aborted \(core|free\(\): invalid|double free or corruption|stack smashing detected|internal compiler error/,
      cases: [
        {
          id: 'crash',
          says: (s) => `A program crashed: ${s.line.said.slice(-140)}.`,
          advice:
            'Run it by hand on such an instance. A crash of a compiler is often lack of memory; another is a library of another version.',
          side: 'script',
          again: 'mayHelp',
          example: ['/tmp/script.sh: line 8:  2207 Segmentation fault     (core dumped) ./solver --check'],
        },
      ],
    },
  ],
  noise: [/^(?:Filesystem|tmpfs|devtmpfs|overlay|\/dev\/\w+) +[\dA-Z]/],
}
