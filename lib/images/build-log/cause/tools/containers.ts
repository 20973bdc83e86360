import { shell } from '../change'
import type { Failure } from '../tool'

/** docker, podman, apptainer and enroot where they are called wrongly or may not do what they need: before docker.ts. */
export const containers: readonly Failure[] = [
  {
    kind: 'container',
    line: /^\[ERROR\] (Could not process JSON input)/,
    cases: [
      {
        id: 'enroot-manifest',
        says: 'enroot could not read what the registry answered for the image’s manifest: the answer has another form than this version of enroot expects.',
        advice:
          'It was let in, so this is neither password nor role. Use a newer enroot, or another tag of the image (a single manifest instead of a list of several platforms).',
        side: 'distribution',
        again: 'useless',
        url: 'https://github.com/NVIDIA/enroot/issues/166',
        example: [
          '[INFO] Fetching image manifest list',
          '[ERROR] Could not process JSON input',
          "ls: cannot access '/opt/containers/app.sqsh': No such file or directory",
        ],
      },
    ],
  },
  {
    kind: 'command',
    exits: [1, 125],
    line: /^docker: '(compose|buildx)' is not a docker command|^unknown shorthand flag: '\w' in -\w|^(?:ERROR: )?BuildKit is enabled but the buildx component is missing|(?:^|: )(docker-compose): (?:command )?not found$/,
    cases: [
      {
        id: 'docker-plugin-missing',
        says: 'Docker’s compose or buildx plugin is not installed; the distribution’s docker comes without.',
        advice:
          'Install docker-compose-plugin and docker-buildx-plugin from Docker’s repository, or put the plugin into /usr/libexec/docker/cli-plugins (Amazon Linux).',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'mkdir -p /usr/libexec/docker/cli-plugins',
            'curl -fsSL "https://github.com/docker/compose/releases/latest/download/docker-compose-linux-$(uname -m)" -o /usr/libexec/docker/cli-plugins/docker-compose',
            'chmod +x /usr/libexec/docker/cli-plugins/docker-compose',
          ),
        ],
        example: ["docker: 'compose' is not a docker command."],
      },
    ],
  },
  {
    kind: 'config',
    exits: [1],
    line: /unable to configure the Docker daemon with file (\S{1,80}?): (.{0,200})|^(?:failed to start daemon|Error starting daemon): (.{1,200})|failed to create NAT chain DOCKER: (.{0,120})|error initializing graphdriver: (.{1,120})/,
    cases: [
      {
        id: 'docker-daemon-json',
        when: (s) => /unable to configure/.test(s.line.said),
        says: (s) => `Docker does not start because ${s.name(1)} is wrong: ${s.name(2).slice(0, 140)}.`,
        advice:
          'The file is no JSON, or sets something that the service’s command line sets too (hosts with -H). Check it with jq.',
        side: 'script',
        again: 'useless',
        change: [shell('jq . /etc/docker/daemon.json')],
        proven: true,
        example: [
          "unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of object key string",
        ],
      },
      {
        id: 'docker-iptables',
        when: (s) => /iptables|NAT chain|nf_tables|No chain/.test(s.line.said),
        says: 'Docker does not start because it cannot set up its firewall rules.',
        advice:
          'The kernel’s netfilter modules are missing or belong to another kernel (an update without a reboot), or iptables is not installed. Reboot, or install iptables and kernel-modules-extra.',
        side: 'parentImage',
        again: 'useless',
        change: [shell('dnf -y install iptables-nft kernel-modules-extra-$(uname -r)')],
        example: [
          'failed to start daemon: Error initializing network controller: error obtaining controller instance: failed to create NAT chain DOCKER: iptables failed: iptables -t nat -N DOCKER',
        ],
      },
      {
        id: 'docker-daemon-start',
        says: (s) => `The Docker service does not start: ${s.line.said.slice(0, 180)}.`,
        advice:
          'In order of likelihood: its storage driver does not fit the file system or kernel, another daemon runs, or control groups or modules are missing. journalctl -u docker tells more.',
        side: 'script',
        again: 'useless',
        change: [shell('journalctl -u docker --no-pager | tail -n 50')],
        example: ['failed to start daemon: error initializing graphdriver: driver not supported: aufs'],
      },
    ],
  },
  {
    kind: 'script',
    exits: [1, 125],
    line: /invalid reference format(?:: (.{1,80}))?|^"?docker (\w{1,20})"? requires (?:exactly|at least|at most) \d|requires (?:exactly|at least) \d{1,2} argument|^unknown flag: (--\S{1,40})|failed to read dockerfile: (.{1,120})|^unable to prepare context: (.{1,140})|failed to (?:compute cache key|calculate checksum of ref).{0,120}"([^"]{1,120})": not found|Cannot perform an interactive login from a non TTY/,
    cases: [
      {
        id: 'docker-reference',
        when: (s) => /reference format/.test(s.line.said),
        says: 'The name of a container image is no valid name: a variable in it is empty, or it has capitals or blanks.',
        advice:
          'Print the name before it is used; a lookup of the account, region or tag has probably failed.',
        side: 'script',
        again: 'useless',
        change: [shell('set -u', 'echo "$REGISTRY/$IMAGE:$TAG"')],
        proven: true,
        example: ['docker: invalid reference format.'],
      },
      {
        id: 'docker-login-tty',
        when: (s) => /non TTY/.test(s.line.said),
        says: 'docker login wanted to ask for a password.',
        advice:
          'Give it on stdin; if that was done, the command that should have printed it printed nothing.',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'aws ecr get-login-password | docker login --username AWS --password-stdin <account>.dkr.ecr.<region>.amazonaws.com',
          ),
        ],
        proven: true,
        example: ['Error: Cannot perform an interactive login from a non TTY device'],
      },
      {
        id: 'docker-file-absent',
        when: (s) => /dockerfile|context|not found/i.test(s.line.said),
        says: (s) =>
          `A file for building a container image is not there${s.name() ? `: ${s.name().slice(0, 120)}` : ''}.`,
        advice:
          'The command runs in another folder than thought, .dockerignore leaves the file out, or the checkout before it failed.',
        side: 'script',
        again: 'useless',
        example: [
          'ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory',
        ],
      },
      {
        id: 'docker-usage',
        says: (s) => `docker was called wrongly: ${s.line.said.slice(0, 140)}.`,
        advice:
          'A variable in the command is empty or has blanks without quotes, or this version does not know the option.',
        side: 'script',
        again: 'useless',
        example: ['"docker build" requires exactly 1 argument.'],
      },
    ],
  },
  {
    kind: 'credentials',
    exits: [1, 125],
    line: /error getting credentials - err: (.{1,160})|exec: "(docker-credential-[\w-]{1,40})": executable file not found|Error saving credentials: (.{1,120})/,
    cases: [
      {
        id: 'docker-credential-helper',
        says: 'Docker’s configuration names a credential helper that is not installed or does not work here.',
        advice:
          'Install amazon-ecr-credential-helper, or remove credsStore and credHelpers from ~/.docker/config.json (a file from a desktop names helpers of the desktop).',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'dnf -y install amazon-ecr-credential-helper || apt-get install -y amazon-ecr-credential-helper',
          ),
        ],
        proven: true,
        example: [
          'error getting credentials - err: exec: "docker-credential-ecr-login": executable file not found in $PATH, out: ``',
        ],
      },
    ],
  },
  {
    kind: 'config',
    exits: [125, 1],
    line: /short-name "?(\S{1,80}?)"? did not resolve to an alias|no unqualified-search registries are defined|no subuid ranges found for user "?(\S{1,40})|potentially insufficient UIDs or GIDs available|cannot find UID\/GID for user (\S{1,40}): |newuidmap: (.{1,80})|cannot set up namespace using/,
    cases: [
      {
        id: 'podman-short-name',
        when: (s) => /short-name|unqualified/.test(s.line.said),
        says: 'podman does not guess the registry of an image: it wants the whole name.',
        advice: 'Write the registry before it.',
        side: 'script',
        again: 'useless',
        change: [shell('podman pull docker.io/library/<image>')],
        proven: true,
        example: [
          'Error: short-name "tool:1.2" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"',
        ],
      },
      {
        id: 'rootless-ids',
        says: 'A container without root’s rights needs ranges of user numbers, and this user has none.',
        advice: 'Give the user ranges, or run the container as root.',
        side: 'script',
        again: 'useless',
        change: [shell('usermod --add-subuids 100000-165535 --add-subgids 100000-165535 <user>')],
        example: [
          'cannot find UID/GID for user tool: no subuid ranges found for user "tool" in /etc/subuid - check rootless mode in man pages.',
        ],
      },
    ],
  },
  {
    kind: 'permission',
    exits: [255, 1],
    line: /[Ff]ailed to create (?:user|mount) namespace|user namespace(?:s)? (?:are )?(?:not supported|disabled|is not enabled|requires?).{0,60}|max_user_namespaces|apparmor_restrict_unprivileged_userns|could not create user namespace|unshare: (?:unshare failed|write failed .{1,40}).{0,60}|^enroot-nsenter: (.{1,100})/,
    cases: [
      {
        id: 'user-namespaces',
        says: 'Containers without root’s rights (apptainer, enroot, podman) may not make user namespaces on this image.',
        advice:
          'Ubuntu 24.04 forbids it by AppArmor, hardened images by user.max_user_namespaces=0. Allow it, or use the setuid package of apptainer.',
        side: 'parentImage',
        again: 'useless',
        change: [
          shell(
            'sysctl -w user.max_user_namespaces=28633',
            'sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
          ),
        ],
        example: ['enroot-nsenter: failed to create user namespace: Operation not permitted'],
      },
    ],
  },
  {
    kind: 'command',
    exits: [1, 255],
    line: /^\[ERROR\] Command not found: (.{1,120})|^FATAL: .{0,120}(mksquashfs|unsquashfs|proot|fuse2fs|squashfuse|cryptsetup)\S{0,2} (?:command |binary )?(?:not found|is not installed|not in PATH)|exec: "?(mksquashfs|unsquashfs|newuidmap|runc|crun|conmon|fuse-overlayfs|slirp4netns|pasta|iptables)"?: executable file not found|could not find "?(runc|crun|conmon|netavark|aardvark-dns|catatonit|pasta|slirp4netns)"? in/,
    cases: [
      {
        id: 'container-helper-missing',
        says: 'A container tool needs the program $1, which is not installed.',
        advice:
          'Install it: squashfs-tools for mksquashfs, uidmap (shadow-utils) for newuidmap, and for enroot also jq, parallel, pigz, zstd, curl and fuse-overlayfs.',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'apt-get install -y squashfs-tools uidmap fuse-overlayfs pigz parallel || dnf -y install squashfs-tools fuse-overlayfs pigz parallel',
          ),
        ],
        proven: true,
        example: ['[ERROR] Command not found: parallel'],
      },
    ],
  },
  {
    kind: 'driver',
    exits: [125, 1],
    line: /could not select device driver "\w{0,20}" with capabilities: \[\[gpu|[Uu]nknown(?: or invalid)? runtime(?: name)?(?: specified)?:? "?nvidia|nvidia-container-cli: (.{1,160})|unresolvable CDI devices (\S{1,60})/,
    cases: [
      {
        id: 'nvidia-no-driver-for-container',
        when: (s) =>
          /container-cli/.test(s.line.said) &&
          /driver|nvml|libnvidia-ml|device|load library/.test(s.line.said),
        says: (s) =>
          `A container wanted a GPU, and the instance has no working NVIDIA driver or no GPU: ${s.name().slice(0, 120)}.`,
        advice:
          'Build instances seldom have a GPU. Leave the test out of the build, or set Build/InstanceType to a GPU type (g4dn.xlarge).',
        side: 'configuration',
        again: 'useless',
        example: ['nvidia-container-cli: initialization error: nvml error: driver not loaded: unknown'],
      },
      {
        id: 'nvidia-container-toolkit',
        says: 'Docker cannot give GPUs to containers: the NVIDIA container toolkit is not installed or not registered.',
        advice: 'Install nvidia-container-toolkit, register it, and restart Docker.',
        side: 'script',
        again: 'useless',
        change: [shell('nvidia-ctk runtime configure --runtime=docker', 'systemctl restart docker')],
        proven: true,
        example: [
          'docker: Error response from daemon: could not select device driver "" with capabilities: [[gpu]].',
        ],
      },
    ],
  },
  {
    kind: 'container',
    exits: [1],
    line: /^ctr: image "([^"]{1,160})": already exists|[Cc]onflict\. The container name "?\/?([^"]{1,80})"? is already in use|^(?:Error: )?.{0,20}the container name "([^"]{1,80})" is already in use|^ctr: (.{1,160})/,
    cases: [
      {
        id: 'container-exists',
        when: (s) => /already/.test(s.line.said),
        says: 'A container or image of this name is there already: $1.',
        advice:
          'The parent image brings it, or an earlier attempt left it. Remove it first, or skip the step where it exists.',
        side: 'script',
        again: 'useless',
        change: [shell('docker rm -f <name> || true', 'ctr -n k8s.io images rm <image> || true')],
        proven: true,
        example: ['ctr: image "localhost/tool/pause:latest": already exists'],
      },
      {
        id: 'containerd',
        says: (s) => `containerd refused: ${s.line.said.replace(/^ctr: /, '').slice(0, 160)}.`,
        advice:
          'Check that the service runs (systemctl start containerd), and the name and access of the image.',
        side: 'script',
        again: 'mayHelp',
        example: ['ctr: failed to dial "/run/containerd/containerd.sock": context deadline exceeded'],
      },
    ],
  },
]
