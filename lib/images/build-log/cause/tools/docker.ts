import { shell } from '../change'
import type { Tool } from '../tool'
import { containers } from './containers'

/** docker, podman, containerd, apptainer. */
export const docker: Tool = {
  name: 'docker and other containers',
  failures: [
    ...containers,
    {
      kind: 'container',
      exits: [1, 125],
      line: /(?:\bDOCKER\b|external connectivity).{0,400}: No chain\/target\/match by that name/,
      cases: [
        {
          id: 'docker-chains',
          says: 'Docker’s iptables chains are gone: a firewall was started or reloaded after Docker and took them away.',
          advice:
            'Restart Docker after the firewall, which makes its chains anew; or start the firewall (firewalld, ufw, iptables-services) before Docker.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl restart docker')],
          proven: true,
          url: 'https://github.com/moby/moby/issues/16816',
          example: [
            'docker: Error response from daemon: driver failed programming external connectivity on endpoint proxy: iptables failed: iptables --wait -t nat -A DOCKER -p tcp --dport 80 -j DNAT: iptables: No chain/target/match by that name.',
          ],
        },
      ],
    },
    {
      kind: 'command',
      exits: [255, 1],
      line: /fakeroot (?:command )?not found|could not (?:find|use) fakeroot|no (?:mapping entry|fakeroot).{0,40}\/etc\/sub[ug]id/,
      cases: [
        {
          id: 'fakeroot-missing',
          says: 'Apptainer (Singularity) could not build as root in a user namespace: the program fakeroot is not installed, or /etc/subuid has no entry for the user.',
          advice: 'Install fakeroot (and run as root, or add the user to /etc/subuid and /etc/subgid).',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install fakeroot || apt-get install -y fakeroot')],
          example: [
            'INFO:    fakeroot command not found, using only root-mapped namespace',
            'FATAL:   While performing build: conveyor failed to get: while copying pseudo devices: operation not permitted',
          ],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1, 125],
      line: /Cannot connect to the Docker daemon|failed to connect to the docker API|dial unix \/var\/run\/docker\.sock|permission denied while trying to connect to the Docker daemon|no such file or directory.{0,40}containerd\.sock/,
      cases: [
        {
          id: 'docker-permission',
          when: (s) => /permission denied/i.test(s.line.said),
          says: 'The user may not talk to the Docker daemon.',
          advice: 'Run it with sudo: membership of the group docker counts only in a new session.',
          side: 'script',
          again: 'useless',
          change: [shell('sudo docker …')],
          proven: true,
          example: [
            'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
          ],
        },
        {
          id: 'docker',
          says: 'The Docker daemon does not run.',
          advice: 'Start it before it is used; if it does not start, its journal says why.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl enable --now docker')],
          example: [
            'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
          ],
        },
      ],
    },
    {
      kind: 'container',
      exits: [1, 125],
      line: /no basic auth credentials|pull access denied for (\S+?),|denied: (?:requested access|User|Your authorization token|access)|unauthorized: (?:authentication required|incorrect username)|authorization token has expired/,
      cases: [
        {
          id: 'registry-denied',
          says: 'The container registry refused the pull: no valid sign-in, or no such repository.',
          advice: 'Sign in before pulling, and allow ECR for the role of the build instance.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'aws ecr get-login-password --region <region> | docker login --username AWS --password-stdin <account>.dkr.ecr.<region>.amazonaws.com',
            ),
          ],
          example: [
            'Error response from daemon: Head "https://1.dkr.ecr.us-east-1.amazonaws.com/v2/x/manifests/latest": no basic auth credentials',
          ],
        },
      ],
    },
    {
      kind: 'container',
      exits: [1, 125],
      line: /manifest (?:for (\S+) )?(?:unknown|not found)|no matching manifest for (\S+)|exec format error/,
      cases: [
        {
          id: 'container-architecture',
          when: (s) => /no matching manifest|exec format/.test(s.line.said),
          says: 'The CPU architecture does not match: a program or container image was made for another one ($1).',
          advice:
            'Use a build for the architecture of Build/InstanceType (x86_64 or arm64), or change the instance type and parent image.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['no matching manifest for linux/arm64/v8 in the manifest list entries'],
        },
        {
          id: 'container-tag',
          says: 'The container image has no such tag ($1).',
          advice: 'Check name and tag; the tag may have been removed.',
          side: 'script',
          again: 'useless',
          example: [
            'Error response from daemon: manifest for foo:9 not found: manifest unknown: manifest unknown',
          ],
        },
      ],
    },
    {
      kind: 'container',
      exits: [1, 125, 126, 127],
      general: true,
      line: /Error response from daemon: (.+)|^docker: (?!.{0,30}command not found)(.+)|^Error: (?:initializing source|creating container|unable to copy from source) (.+)|OCI runtime create failed: (.+)|^FATAL: +(?:Unable to|While) (.+)|COPY failed: (.+)|failed to compute cache key: (.+)|could not select device driver|^unknown (?:shorthand )?flag: (.*)/,
      cases: [
        {
          id: 'nvidia-container',
          when: (s) => /nvidia-container|libnvidia-ml/.test(s.line.said),
          says: 'Docker cannot use a GPU: the NVIDIA container toolkit is not set up, or there is no GPU.',
          advice:
            'Install nvidia-container-toolkit and configure the runtime; a build instance has a GPU only with a g or p instance type.',
          side: 'script',
          again: 'useless',
          change: [shell('nvidia-ctk runtime configure --runtime=docker && systemctl restart docker')],
          example: [
            'docker: Error response from daemon: libnvidia-ml.so.1: cannot be loaded into the container.',
          ],
        },
        {
          id: 'docker-error',
          says: (s) => `Docker refused: ${s.name().slice(0, 160)}.`,
          advice: 'Check the image’s name, paths and options; the daemon’s journal has more.',
          side: 'script',
          again: 'mayHelp',
          example: ['Error response from daemon: No such container: web'],
        },
      ],
    },
  ],
  closers: [
    /failed to solve(?=:| with frontend)|^ERROR: failed to build|returned a non-zero code|did not complete successfully/,
  ],
}
