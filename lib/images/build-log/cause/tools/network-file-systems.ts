import { shell } from '../change'
import type { Tool } from '../tool'

/** NFS, EFS, Lustre and SMB mounts, exports and automounting. */
export const networkFileSystems: Tool = {
  name: 'NFS, EFS and other network file systems',
  failures: [
    {
      kind: 'network',
      exits: [32],
      line: /^mount\.nfs4?: (access denied by server|requested NFS version or transport protocol is not supported|Protocol not supported|Connection timed out|Connection refused|Failed to resolve server|No route to host|mounting \S{1,160} failed|rpc\.statd is not running|Operation not permitted|an incorrect mount option|mount system call failed|No such (?:file or directory|device))(.{0,160})/,
      cases: [
        {
          id: 'nfs-denied',
          when: (s) => /access denied|Operation not permitted/.test(s.line.said),
          says: 'The NFS server refused the mount.',
          advice:
            'Its exports do not list the build subnet, the path is not exported, or (EFS) the file system policy or access point asks for IAM and TLS (mount -t efs -o tls,iam).',
          side: 'network',
          again: 'useless',
          change: [shell('showmount -e <server>')],
          example: ['mount.nfs: access denied by server while mounting nfs.example.com:/export'],
        },
        {
          id: 'nfs-version',
          when: (s) => /version|Protocol|statd|option/.test(s.line.said),
          says: (s) => `The NFS mount was not accepted: ${s.name(1)}.`,
          advice:
            'Name a version that the server speaks (vers=4.1 for EFS and FSx), install nfs-utils or nfs-common completely, or add nolock for version 3.',
          side: 'script',
          again: 'useless',
          change: [shell('mount -t nfs4 -o nfsvers=4.1 <server>:/ <folder>')],
          example: ['mount.nfs: requested NFS version or transport protocol is not supported'],
        },
        {
          id: 'nfs-resolve',
          when: (s) => /resolve/.test(s.line.said),
          says: (s) =>
            `The name of the NFS server does not resolve: ${s.name(2).replace(/^:? ?/, '').slice(0, 120) || 'see the line'}.`,
          advice:
            'Names of EFS and FSx resolve only inside their VPC, with DNS support switched on. Build in that VPC (Build/SubnetId), or mount at start in the cluster (SharedStorage) instead of in the image.',
          side: 'network',
          again: 'useless',
          example: [
            'mount.nfs: Failed to resolve server fs-0123.efs.eu-west-1.amazonaws.com: Name or service not known',
          ],
        },
        {
          id: 'nfs-unreachable',
          when: (s) => /timed out|refused|No route/.test(s.line.said),
          says: (s) => `The NFS server does not answer (${s.name(1)}).`,
          advice:
            'Its security group must let port 2049 in from the build instance’s, and there must be a mount target in this Availability Zone. An image seldom needs the mount: the cluster mounts shared storage at start.',
          side: 'network',
          again: 'useless',
          example: ['mount.nfs: Connection timed out'],
        },
        {
          id: 'nfs-path',
          says: (s) => `The NFS mount failed: ${s.line.said.replace(/^mount\.nfs4?: /, '').slice(0, 140)}.`,
          advice:
            'The exported path or the local folder does not exist, or the kernel has no NFS module (linux-modules-extra on Ubuntu).',
          side: 'script',
          again: 'useless',
          example: [
            'mount.nfs4: mounting nfs.example.com:/x failed, reason given by server: No such file or directory',
          ],
        },
      ],
    },
    {
      kind: 'network',
      exits: [1],
      line: /^Failed to initialize TLS tunnel for (\S+)|^Failed to resolve "(fs-[^"]+)"|^(?:Error retrieving region|Failed to (?:locate|find) (?:an )?available port).{0,80}|^The specified domain name "?(\S+)|^b'mount\.nfs4.{0,160}|^Mount attempt .{0,60}failed|stunnel.{0,30}(?:not found|is not installed|failed)/,
      cases: [
        {
          id: 'efs-mount',
          says: (s) => `The EFS mount helper failed: ${s.line.said.slice(0, 140)}.`,
          advice:
            'In order of likelihood: no mount target or security group rule (2049) for the build subnet; the name resolves only in the file system’s VPC; stunnel is missing for -o tls. An image seldom needs the mount: the cluster mounts shared storage at start.',
          side: 'network',
          again: 'useless',
          change: [shell('cat /var/log/amazon/efs/mount.log')],
          example: ['Failed to initialize TLS tunnel for fs-0123456789abcdef0'],
        },
      ],
    },
    {
      kind: 'network',
      exits: [19, 2, 5, 22, 110, 1],
      line: /^mount\.lustre: mount (\S{1,160}) at \S{1,120} failed: (?!No such device)(.{1,80})|^(?:Is the MGS running\?|Are the lustre modules loaded\?|This may have multiple causes\.)/,
      cases: [
        {
          id: 'lustre-mount',
          says: (s) => `The Lustre file system was not mounted: ${s.name(2) || 'see the lines before it'}.`,
          advice:
            'Ports 988 and 1018–1023 must be open between the build instance and FSx, the mount name must be right, and the client not older than the server wants. An image seldom needs the mount: the cluster mounts shared storage at start.',
          side: 'network',
          again: 'useless',
          change: [shell('lctl ping <address>@tcp', 'dmesg | grep -i lustre')],
          example: [
            'mount.lustre: mount fs-01.fsx.eu-west-1.amazonaws.com@tcp:/abc at /fsx failed: Input/output error',
          ],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^exportfs: (.{1,160})|^clnt_create: RPC: (.{1,80})|^rpc\.(?:nfsd|mountd|statd): (.{1,120})/,
      cases: [
        {
          id: 'nfs-export',
          says: (s) => `The NFS server could not be set up: ${s.line.said.slice(0, 160)}.`,
          advice:
            'A line of /etc/exports is wrong, the exported folder does not exist or its file system needs fsid= (overlay, FUSE), or rpcbind and nfs-server do not run.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl start rpcbind nfs-server', 'exportfs -rav')],
          example: ['exportfs: /export does not support NFS export'],
        },
      ],
    },
    {
      kind: 'network',
      exits: [32, 1],
      line: /^mount error\((\d{1,4})\): (.{1,80})|^mount\.cifs: (.{1,100})|^mount error: (cifs filesystem not supported.{0,60}|could not resolve address.{0,80})/,
      cases: [
        {
          id: 'smb-mount',
          says: (s) => `The Windows share was not mounted: ${s.line.said.slice(0, 120)}.`,
          advice:
            'error(13): wrong user, password or domain; error(95) and (112): the version (vers=3.0) or the host does not fit; error(2): no such share. cifs-utils must be installed and port 445 open; on Ubuntu the module is in linux-modules-extra.',
          side: 'script',
          again: 'useless',
          example: ['mount error(13): Permission denied'],
        },
      ],
    },
  ],
}
