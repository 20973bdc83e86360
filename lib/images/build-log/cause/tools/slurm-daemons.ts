import { shell } from '../change'
import type { Tool } from '../tool'

/** Slurm’s daemons and plugins where somebody builds or starts them in an image: before slurm.ts, which knows the rest. */
export const slurmDaemons: Tool = {
  name: 'Slurm’s daemons and plugins',
  failures: [
    {
      kind: 'account',
      exits: [1],
      line: /slurmdbd: (?:error|fatal): (?:mysql_real_connect failed: (\d{1,5}) (.{1,140})|The database must be up)|^error: mysql_real_connect failed: (\d{1,5}) (.{1,140})/,
      cases: [
        {
          id: 'slurmdbd-database',
          says: (s) => `slurmdbd could not use its database: ${s.name(2) || s.name(4) || 'it is not up'}.`,
          advice:
            'Start the database first and give the user of StoragePass its rights (1045: wrong user or password; 2002 and 2003: not running or not reachable). In an image the database need not run: ParallelCluster sets up accounting when the cluster starts.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl start mariadb')],
          example: [
            "slurmdbd: error: mysql_real_connect failed: 2002 Can't connect to local MySQL server through socket",
          ],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [1],
      line: /slurm(?:dbd|ctld|d): fatal: .{0,160}(?:should be \d{3,4} is|has insecure permissions|not owned by)/,
      cases: [
        {
          id: 'daemon-file-insecure',
          says: (s) =>
            `A daemon refuses a file that others may read or own: ${s.line.said.replace(/^\w+: (?:fatal|Error): /, '').slice(0, 150)}.`,
          advice:
            'Give the file and its folders to the daemon’s user, and take the rights of the others. A changed umask or a copy by root is the usual reason.',
          side: 'script',
          again: 'useless',
          change: [shell('chown slurm:slurm /etc/slurm/slurmdbd.conf && chmod 600 /etc/slurm/slurmdbd.conf')],
          proven: true,
          example: [
            'slurmdbd: fatal: slurmdbd.conf file /etc/slurm/slurmdbd.conf should be 600 is 644 accessible for group or others',
          ],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /(?:_parse_next_key|Parsing error at unrecognized key|parse_line|s_p_parse_file).{0,20}: ?(.{1,100})|fatal: (?:Unable to (?:process|determine|read) (?:configuration|slurm\.conf|this slurmd's NodeName).{0,80}|Invalid (?:SlurmctldHost|node name|configuration).{0,80}|CLUSTER NAME MISMATCH|Duplicated NodeHostName.{0,60}|.{0,20}NodeNames=.{0,80}|cluster.{0,20}mismatch)/,
      cases: [
        {
          id: 'slurmd-no-node',
          when: (s) => /NodeName/.test(s.line.said),
          says: 'slurmd does not find itself in slurm.conf: the build instance is no node of the cluster.',
          advice:
            'Do not start Slurm’s daemons while an image is built; enable nothing of them: ParallelCluster starts them in the cluster.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl disable --now slurmd slurmctld')],
          example: ["slurmd: fatal: Unable to determine this slurmd's NodeName"],
        },
        {
          id: 'slurm-conf-key',
          says: (s) => `Slurm cannot read its configuration: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The option belongs to another version of Slurm (options come and go with each release) or is misspelled.',
          side: 'script',
          again: 'useless',
          example: ['slurmctld: error: _parse_next_key: Parsing error at unrecognized key: FastSchedule'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /[Ii]ncompatible [Ss]lurm plugin (?:version|\S{1,160} version)?.{0,80}|plugin_load_from_file: .{0,160}: (.{1,140})|spank: .{0,20}[Ff]ailed to (?:load|open) (\S{1,160})|Incompatible plugin version/,
      cases: [
        {
          id: 'slurm-plugin-version',
          when: (s) => /[Ii]ncompatible/.test(s.line.said),
          says: 'A Slurm plugin (such as pyxis) was compiled for another version of Slurm than the one that loads it.',
          advice:
            'Compile it again against the headers of this Slurm (/opt/slurm/include), each time ParallelCluster changes.',
          side: 'script',
          again: 'useless',
          change: [shell('make CPPFLAGS="-I/opt/slurm/include" && make install')],
          proven: true,
          example: [
            'error: spank: Incompatible Slurm plugin /opt/slurm/lib/slurm/spank_x.so version (24.05.1)',
          ],
        },
        {
          id: 'slurm-plugin-library',
          says: (s) => `Slurm could not load a plugin: ${s.line.said.slice(0, 180)}.`,
          advice:
            'A library that it needs (libpmix.so.2, libhwloc, libjwt) is not installed or not on the path of the loader.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'ldd <plugin>.so | grep "not found"',
              'echo /opt/pmix/lib >/etc/ld.so.conf.d/pmix.conf && ldconfig',
            ),
          ],
          example: [
            'error: plugin_load_from_file: dlopen(/opt/slurm/lib/slurm/mpi_pmix_v4.so): libpmix.so.2: cannot open shared object file',
          ],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /(?:error|fatal): .{0,40}(?:cgroup namespace '[^']{1,30}' not mounted|[Uu]nable to initialize cgroup|cgroup_dbus_attach|cannot connect to dbus|cannot create cgroup scope|[Uu]nable to (?:initialize|create) .{0,20}(?:proctrack|cgroup))/,
      cases: [
        {
          id: 'slurm-cgroup',
          says: (s) => `Slurm cannot use control groups here: ${s.line.said.slice(0, 150)}.`,
          advice:
            'cgroup.conf asks for another version of cgroups than the kernel has (v1 or v2), Slurm was built without dbus and BPF headers, or there is no systemd (a container).',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'dnf -y install dbus-devel kernel-headers || apt-get install -y libdbus-1-dev linux-libc-dev',
            ),
          ],
          example: ["slurmd: error: cgroup namespace 'freezer' not mounted. aborting"],
        },
      ],
    },
    {
      kind: 'network',
      exits: [1],
      line: /Unable to contact slurm controller \(([^)]{1,80})\)|slurm_load_\w{1,30} error: (.{1,100})|Zero Bytes were transmitted or received|Protocol authentication error|Munge (?:encode|decode) failed: (?:Expired|Rewound) credential/,
      cases: [
        {
          id: 'munge-credential-time',
          when: (s) => /Expired|Rewound/.test(s.line.said),
          says: 'MUNGE refused a message because the clocks of two machines differ.',
          advice: 'Let chrony set the clock.',
          side: 'parentImage',
          again: 'mayHelp',
          change: [shell('chronyc makestep')],
          proven: true,
          example: ['error: Munge decode failed: Expired credential'],
        },
        {
          id: 'slurm-no-controller',
          says: 'A Slurm command found no controller: there is none while an image is built.',
          advice:
            'sinfo, sbatch, scontrol and sacctmgr work only in a cluster: move these lines to its CustomActions (OnNodeConfigured).',
          side: 'script',
          again: 'useless',
          example: ['slurm_load_partitions: Unable to contact slurm controller (connect failure)'],
        },
      ],
    },
  ],
}
