import { shell } from '../change'
import type { Tool } from '../tool'

/** EasyBuild, and the environment modules (Lmod, Tcl) that it and scripts use. */
export const easyBuild: Tool = {
  name: 'EasyBuild and environment modules',
  failures: [
    {
      kind: 'package',
      exits: [1],
      line: /Sanity check failed: (.{1,160})|One or more OS dependencies were not found: (.{1,160})|Couldn't find file (\S{1,120}) anywhere|Missing modules for dependencies.{0,60}: (.{1,140})|Irresolvable dependencies encountered|Checksum verification for \S{1,160} (?:using|failed)|Lock \S{1,200} already exists, aborting|running EasyBuild with root privileges|No (?:software-specific easyblock|easyblock) .{0,60}found|Toolchain \S{1,60} not found|(?:modules tool|Modules tool) .{0,40}not found|Can't find path (\S{1,160})/,
      cases: [
        {
          id: 'easybuild-os-dependency',
          when: (s) => /OS dependencies/.test(s.line.said),
          says: (s) => `EasyBuild needs packages of the operating system: ${s.name()}.`,
          advice: 'Install one name of each pair with dnf or apt first.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install openssl-devel || apt-get install -y libssl-dev')],
          proven: true,
          example: [
            "ERROR: Build of /root/x.eb failed (err: \"One or more OS dependencies were not found: [('openssl-devel', 'libssl-dev')]\")",
          ],
        },
        {
          id: 'easybuild-root',
          when: (s) => /root privileges/.test(s.line.said),
          says: 'EasyBuild does not run as root by itself, and components run as root.',
          advice: 'Run it as a user of its own, or allow it.',
          side: 'script',
          again: 'useless',
          change: [shell('export EASYBUILD_ALLOW_USE_AS_ROOT_AND_ACCEPT_CONSEQUENCES=1')],
          proven: true,
          example: [
            "ERROR: You seem to be running EasyBuild with root privileges which is not wise, so let's end this here.",
          ],
        },
        {
          id: 'easybuild-download',
          when: (s) => /Couldn't find file|Checksum/.test(s.line.said),
          says: (s) =>
            `EasyBuild could not get a source file or its checksum is another${s.name() ? `: ${s.name()}` : ''}.`,
          advice:
            'The publisher has moved it or asks for a login: download it beforehand into the source path (EASYBUILD_SOURCEPATH), or use a newer easyconfig.',
          side: 'distribution',
          again: 'mayHelp',
          example: [
            "ERROR: Couldn't find file tool-1.2.tar.gz anywhere, and downloading it didn't work either... Paths attempted (in order):",
          ],
        },
        {
          id: 'easybuild-dependencies',
          when: (s) => /Missing modules|Irresolvable|Toolchain/.test(s.line.said),
          says: 'EasyBuild does not have the modules that this build depends on.',
          advice:
            'Let it build them (--robot), and check that the robot path has the easyconfigs of that version.',
          side: 'script',
          again: 'useless',
          change: [shell('eb --robot <file>.eb')],
          example: ['ERROR: Missing modules for dependencies (use --robot?): zlib/1.2.13-GCCcore-12.3.0'],
        },
        {
          id: 'easybuild-lock',
          when: (s) => /Lock /.test(s.line.said),
          says: 'EasyBuild found a lock of an earlier build of the same software.',
          advice: 'An attempt was cut off, or two run at once. Remove the lock if none runs.',
          side: 'script',
          again: 'useless',
          change: [shell('eb --ignore-locks <file>.eb')],
          example: ['ERROR: Lock /opt/eb/software/.locks/_opt_eb_software_x.lock already exists, aborting!'],
        },
        {
          id: 'easybuild-sanity',
          says: (s) =>
            `EasyBuild built the software, but its check afterwards failed: ${s.line.said.slice(-160)}.`,
          advice:
            'A file that the easyconfig promises is not there, or a program does not start: the log that EasyBuild names shows what was skipped while building.',
          side: 'script',
          again: 'useless',
          example: [
            'ERROR: Build of /root/x.eb failed (err: "Sanity check failed: no file found at \'bin/tool\' in /opt/x")',
          ],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^(?:Lmod has detected the following error:|ModuleCmd_Load\.c\(\d+\):ERROR:\d+:|ERROR:) *(?:The following module\(s\) are unknown: ?"?([^"]{0,80})|(?:These|The following) module\(s\).{0,100}|Unable to locate a modulefile for '?([^']{1,80})|Cannot load module "?([^"]{1,80}).{0,120}|Unable to load module.{0,80})|^(?:module: )?Module '([^']{1,80})' not found|Cannot load module "([^"]{1,80})"(?: because|\. Without)/,
      cases: [
        {
          id: 'module-unknown',
          says: (s) =>
            `The environment module ${s.name() ? `${s.name()} ` : ''}cannot be loaded: it is not on the module path, or another one must be loaded first.`,
          advice:
            'ParallelCluster brings openmpi, libfabric-aws and intelmpi under /opt/amazon/modules and /opt/intel; own ones need module use. Versions change with ParallelCluster’s: load without a version, or list them.',
          side: 'script',
          again: 'useless',
          change: [shell('source /etc/profile.d/modules.sh', 'module avail', 'module load openmpi')],
          example: [
            'Lmod has detected the following error: The following module(s) are unknown: "intelmpi/2021.3"',
          ],
        },
      ],
    },
  ],
  closers: [
    /^== FAILED: Installation ended unsuccessfully/,
    /^== Results of the build can be found in the log file/,
  ],
}
