import { config, shell as sh } from '../change'
import type { Tool } from '../tool'
import { shellCommands } from './shell-commands'
import { shellFiles } from './shell-files'
import { shellSyntax } from './shell-syntax'

/** bash itself: commands that do not exist, syntax, variables, files, permissions. */
export const shell: Tool = {
  name: 'The shell',
  failures: [
    {
      kind: 'config',
      exits: [127, 1],
      absent: true,
      line: /\b(module|ml|spack): (?:command )?not found$/,
      cases: [
        {
          id: 'module-command',
          says: 'The command $1 is not known in a script: it is a shell function of login shells.',
          advice:
            'Load it first; what the module would have brought (a newer compiler, MPI) is missing in what follows.',
          side: 'script',
          again: 'useless',
          change: [
            sh(
              'source /etc/profile.d/modules.sh   # environment modules',
              'source /opt/spack/share/spack/setup-env.sh   # spack',
            ),
          ],
          example: ['/tmp/script.sh: line 4: module: command not found'],
        },
      ],
    },
    ...shellSyntax,
    ...shellCommands,
    {
      kind: 'compile',
      line: /error while loading shared libraries: ([^\s:]+)|(?<!\S)(\S{1,100}): cannot open shared object file|version `(\w+_[\d.]+)' not found|cannot open shared object file/,
      cases: [
        {
          id: 'driver-library',
          when: (s) => /libcuda\.so|libnvidia|libnvcuvid|libnvml/.test(s.line.said),
          says: 'A program needs a library of the NVIDIA driver ($1), which a build instance without a GPU and driver does not have.',
          advice:
            'Build on a GPU instance type (g or p families), install the driver, or leave the check out: at run time the cluster’s GPU nodes have it.',
          side: 'configuration',
          again: 'useless',
          change: [config('Build/InstanceType', 'g4dn.xlarge')],
          example: ['ImportError: libcuda.so.1: cannot open shared object file: No such file or directory'],
        },
        {
          id: 'shared-library',
          says: 'A program does not find a library it needs: $1.',
          advice:
            'Install the package that holds it and run ldconfig, or use a build of the program for this operating system and version.',
          side: 'script',
          again: 'useless',
          change: [sh('dnf provides "*/<library>"   # or: apt-file search <library>')],
          example: [
            './solver: error while loading shared libraries: libfoo.so.2: cannot open shared object file',
          ],
        },
      ],
    },
    {
      kind: 'account',
      exits: [9, 4, 12],
      line: /^(?:user|group)(?:add|mod|del): .{0,40}'([^']+)' already exists|^add(?:user|group): .{0,60}[`'](\w+)' already exists|^(?:user|group)(?:add|mod): (?:UID|GID|user|group) '?(\S+?)'? (?:is not unique|already exists)|^(?:user|group)mod: user (\w+) is currently used|^add(?:user|group): The (?:[UG]ID|user|group) [`'‘]?(\S+?)['’]? is already in use|^(?:add(?:user|group)|useradd|groupadd|usermod): .{0,40}already in use/i,
      cases: [
        {
          id: 'user-exists',
          says: 'The user or group $1, or its number, exists already on the parent image.',
          advice:
            'Let the script look first (`id`, `getent`), or use another name or number than the parent image does. ParallelCluster takes 400 to 405 for its own.',
          side: 'script',
          again: 'useless',
          change: [sh('id <user> >/dev/null 2>&1 || useradd <user>')],
          proven: true,
          example: ["useradd: user 'solver' already exists"],
        },
      ],
    },
    {
      kind: 'account',
      exits: [1, 10],
      line: /^(?:user|group)(?:add|mod|del): (?:existing )?lock (\S+\.lock) already used by PID \d+|^(?:user|group)(?:add|mod|del): cannot lock (\S+); try again later|^passwd: .{0,60}(?:lock busy|cannot lock (\S+))/,
      cases: [
        {
          id: 'account-file-locked',
          says: 'The user database is locked ($1), so no user or group could be added or changed.',
          advice:
            'If no other tool is adding users at this moment, the lock is a stale file left over in the parent image, or by a tool that was killed: remove it before (and clean it out of the parent image).',
          side: 'parentImage',
          again: 'mayHelp',
          change: [sh('rm -f /etc/passwd.lock /etc/shadow.lock /etc/group.lock /etc/gshadow.lock')],
          proven: true,
          example: ['groupadd: cannot lock /etc/group; try again later.'],
        },
      ],
    },
    {
      kind: 'account',
      exits: [9, 4, 12],
      absent: true,
      line: /^(?:user|group)(?:add|mod|del): (?:UID|GID|user|group) '?(\S+?)'? does not exist|^add(?:user|group): The (?:[UG]ID|user|group) [`'‘]?(\S+?)['’]? (?:doesn't exist|does not exist)|^(?:add(?:user|group)|useradd|groupadd|usermod): .{0,40}(?:doesn't exist|does not exist)|^chown: invalid (?:user|group): ['‘]([^'’]+)|^(?:su|runuser|id): .{0,20}(?:user )?['‘]?([\w-]+)['’]?:? (?:no such user|does not exist)|unknown user (\S+)/i,
      cases: [
        {
          id: 'user-missing',
          says: 'The user or group $1 does not exist on the instance.',
          advice:
            'Create it first. The default user differs: ec2-user, ubuntu, rocky, centos, and the cluster’s users come only later.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ["chown: invalid user: 'ec2-user:ec2-user'"],
        },
      ],
    },
    ...shellFiles,
    {
      kind: 'language',
      line: /Can't locate (\S+\.p[ml]) in @INC/,
      cases: [
        {
          id: 'perl-module',
          says: 'Perl module not found: $1.',
          advice: 'Install it with the package manager (perl-…, lib…-perl) or from CPAN.',
          side: 'script',
          again: 'useless',
          example: ["Can't locate XML/Twig.pm in @INC (you may need to install the XML::Twig module)"],
        },
      ],
    },
    {
      kind: 'language',
      general: true,
      line: /^(?:Exception in thread .{1,40}|Error: )?(?:Caused by: )?(?:java|javax|org|com|io)\.[\w.]+(?:Exception|Error)(?:: (.*))?|UnsupportedClassVersionError|JAVA_HOME is not (?:set|defined)|Unable to locate a Java Runtime/,
      cases: [
        {
          id: 'java-version',
          when: (s) => /UnsupportedClassVersion/.test(s.line.said),
          says: 'A Java program needs a newer Java than is installed.',
          advice: 'Install the Java it was compiled for.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            'Exception in thread "main" java.lang.UnsupportedClassVersionError: x has been compiled by a more recent version',
          ],
        },
        {
          id: 'java',
          says: (s) => `A Java program failed: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The last “Caused by” is the reason. Check that the right Java is installed and JAVA_HOME points to it.',
          side: 'script',
          again: 'useless',
          example: ['Exception in thread "main" java.lang.IllegalStateException: no port'],
        },
      ],
    },
    {
      kind: 'script',
      line: /^(?:jq|yq|xmllint|json)\b: (?:error|parse error).{0,120}|parse error: .{0,100} at line \d+|Cannot iterate over null|Expecting value: line 1 column 1/,
      cases: [
        {
          id: 'json-parse',
          says: (s) => `What a script got is not the JSON it expected: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The server answered with an error page, a rate limit or nothing: print the answer before it is parsed.',
          side: 'script',
          again: 'mayHelp',
          example: ['jq: error (at <stdin>:1): Cannot iterate over null (null)'],
        },
      ],
    },
  ],
  closers: [
    /^sudo: (?:no valid sudoers|unable to initialize policy|error initializing)/,
    /^(?:ERROR|Error|FATAL)\b.{0,40}(?:exit|abort|giving up)/,
  ],
}
