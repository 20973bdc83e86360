import { shell } from '../change'
import type { Tool } from '../tool'

/** Slurm, munge and what else clusters run on their nodes. */
export const slurm: Tool = {
  name: 'Slurm and MPI',
  failures: [
    {
      kind: 'config',
      line: /resolve_ctls_from_dns_srv|fetch_config: DNS SRV lookup failed|_establish_config_source|Could not establish a configuration source|unable to (?:locate|open|find) .{0,40}slurm\.conf/,
      cases: [
        {
          id: 'slurm-no-conf',
          says: 'A program of Slurm found no slurm.conf, neither a file nor a controller to ask: while an image is built there is no cluster.',
          advice:
            'Put a minimal slurm.conf in place (SLURM_CONF=/etc/slurm/slurm.conf) before it runs, or leave it out of the image’s build. Libraries and headers are not the problem.',
          side: 'script',
          again: 'useless',
          change: [shell('export SLURM_CONF=/etc/slurm/slurm.conf')],
          example: ['conftest: error: resolve_ctls_from_dns_srv: res_nsearch error: Unknown host'],
        },
      ],
    },
    {
      kind: 'module',
      exits: [1],
      line: /(?:Couldn't find the specified plugin name for|cannot find \w+ plugin for) (\S+)/,
      cases: [
        {
          id: 'slurm-cgroup-plugin',
          when: (s) => /cgroup/.test(s.name()),
          says: 'Slurm was built without its plugin for $1: the development files of D-Bus (dbus-devel, libdbus-1-dev) were missing when it was configured.',
          advice:
            'Install them before Slurm’s configure runs, which only warns, and build Slurm again. On an image with cgroup v2 slurmd needs this plugin.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install dbus-devel || apt-get install -y libdbus-1-dev')],
          example: [
            "slurmd: error: Couldn't find the specified plugin name for cgroup/v2 looking at all files",
          ],
        },
        {
          id: 'slurm-plugin',
          says: 'Slurm does not have the plugin $1: what it needs was missing when Slurm was configured.',
          advice:
            'Look at the warnings of configure in the step that built Slurm, install the development package it names, and build Slurm again.',
          side: 'script',
          again: 'useless',
          example: [
            "slurmd: error: Couldn't find the specified plugin name for auth/jwt looking at all files",
          ],
        },
      ],
    },
    {
      kind: 'compile',
      latent: true,
      line: /^configure: WARNING: (?:unable to (?:link against|locate|find|build) |\*\*\* )(.*)/,
      cases: [
        {
          id: 'configure-warning',
          says: 'configure went on without something it did not find: $1.',
          advice: 'Install the development package it names before configure runs, and build again.',
          side: 'script',
          again: 'useless',
          example: ['configure: WARNING: unable to link against dbus-1 libraries required for cgroup/v2'],
        },
      ],
    },
    {
      kind: 'service',
      line: /^munged?: (?:Error|error): (.*)|Munge (?:encode|decode) failed: (.*)|Failed to (?:access|open) .{0,20}munge\.(?:key|socket\S*)(.*)/,
      cases: [
        {
          id: 'munge',
          says: 'munge does not work: $1.',
          advice:
            'Its key has to exist, belong to munge and be readable only by it (0400), its folders must not be writable for others, and the daemon has to run.',
          side: 'script',
          again: 'useless',
          change: [shell('chown -R munge: /etc/munge /var/log/munge && chmod 0400 /etc/munge/munge.key')],
          example: ['munged: Error: Keyfile is insecure: "/etc/munge/munge.key" should be owned by UID 400'],
        },
      ],
    },
    {
      kind: 'file',
      line: /^slurm\w*: fatal: (.*)|^s(?:info|control|batch|run|acctmgr): (?:error|fatal): (.*)/,
      cases: [
        {
          id: 'slurm',
          says: 'Slurm failed: $1.',
          advice:
            'While an image is built there is no cluster: commands that ask slurmctld fail. Only install and configure here.',
          side: 'script',
          again: 'useless',
          example: ['sacctmgr: error: The cluster name is not set'],
        },
      ],
    },
    {
      kind: 'language',
      line: /mpirun has detected an attempt to run as root|(?:orterun|prte) (?:was unable|has detected)|PML add procs failed|There are not enough slots available/,
      cases: [
        {
          id: 'mpi-root',
          when: (s) => /as root/.test(s.line.said),
          says: 'mpirun refuses to run as root.',
          advice: 'Allow it knowingly, or run the test as another user.',
          side: 'script',
          again: 'useless',
          change: [shell('export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1')],
          proven: true,
          example: ['mpirun has detected an attempt to run as root.'],
        },
        {
          id: 'mpi',
          says: (s) => `MPI did not start: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The build instance has fewer cores than processes were asked for, or lacks the network that MPI expects (FI_PROVIDER, OMPI_MCA_btl). Run tests with few processes and --oversubscribe.',
          side: 'script',
          again: 'useless',
          example: ['There are not enough slots available in the system to satisfy the 8 slots'],
        },
      ],
    },
  ],
  closers: [/^slurm\w+: error: \w+ initialization failed/],
}
