import { shell } from '../change'
import type { Failure } from '../tool'
import { isExcluded } from './kernel-packages'

/** Packages that dnf and yum do not find, or cannot install together. */
export const dnfPackages: readonly Failure[] = [
  {
    kind: 'file',
    exits: [1],
    absent: true,
    line: /(?:Unable to find a match|Could not open): (\S*(?:\/|\*|\.rpm)\S*)/,
    cases: [
      {
        id: 'rpm-file-missing',
        says: 'The package file $1 is not there.',
        advice:
          'What should have downloaded or built it before failed. Stop the script there (set -euo pipefail).',
        side: 'script',
        again: 'useless',
        change: [shell('set -euo pipefail')],
        example: ['Error: Unable to find a match: build/site-tools*rpm'],
      },
    ],
  },
  {
    kind: 'package',
    closes: true,
    absent: true,
    line: /^No match for argument: (\S+)/,
    cases: [
      {
        id: 'package-no-match',
        says: 'The package manager found no package $1.',
        advice:
          'Check the name, and that its repository is enabled for this operating system and architecture.',
        side: 'script',
        again: 'useless',
        example: ['No match for argument: libfoo-devel'],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1],
    absent: true,
    line: /^(?:\S+: )?Unable to find a match: (.+)|^No package (\S+) available|No provider of '([^']+)' found|^missing groups or modules: (.+)|^Error: Unable to resolve argument (\S+)|^error: target not found: (\S+)|^Topic (\S+) is not found|No package matching '([^']+)' found|^package '?([^\s']+)'? (?:is not installed|not found)$|^(?:\S+ )?All matches were filtered out by modular filtering for argument: (\S+)|^Error: (?:No package|Group) (\S+) /i,
    cases: [
      {
        id: 'package-excluded',
        when: isExcluded,
        says: 'The package $1 is hidden by an exclude in the package manager’s configuration.',
        advice:
          'Remove the exclude from /etc/dnf/dnf.conf, /etc/yum.conf or the repository’s file, or pass --disableexcludes=all.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        example: [
          'out: All matches were filtered out by exclude filtering for argument: docker-ce',
          'Error: Unable to find a match: docker-ce',
        ],
      },
      {
        id: 'modular-filtered',
        when: (s) => s.has(/filtered out by modular filtering/),
        says: 'The package $1 is hidden by a module stream of the distribution.',
        advice: 'Disable or reset the module first.',
        side: 'distribution',
        again: 'useless',
        change: [shell('dnf -y module disable <module>', 'dnf -y module reset <module>')],
        proven: true,
        example: [
          'All matches were filtered out by modular filtering for argument: postgresql15-server',
          'Error: Unable to find a match: postgresql15-server',
        ],
      },
      {
        id: 'epel-missing',
        when: (s) =>
          /amzn2023|al2023|alinux2023/.test(`${s.fact('os')} ${s.fact('release')}`) &&
          /epel|amazon-linux-extras/.test(s.line.said),
        facts: { os: 'alinux2023' },
        says: 'Amazon Linux 2023 has neither EPEL nor amazon-linux-extras ($1).',
        advice:
          'Take the package from AL2023’s own repositories, or build it; EPEL packages are made for RHEL.',
        side: 'script',
        again: 'useless',
        example: ['Error: Unable to find a match: epel-release'],
      },
      {
        id: 'package-not-found',
        says: 'The package manager found no package $1.',
        advice:
          'Check the name and version, and that its repository is enabled for this operating system and architecture: EPEL, CodeReady Builder (crb, powertools) or a vendor’s. Names change between releases.',
        side: 'script',
        again: 'useless',
        change: [
          shell(
            'dnf config-manager --set-enabled crb   # Rocky 9; powertools on 8, codeready-builder-for-rhel-9-rhui-rpms on RHEL',
          ),
        ],
        example: ['Error: Unable to find a match: libfoo-devel'],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1],
    line: /nothing provides (.{1,100}?)(?: needed by (\S+))?(?: from \S+)?$|^- package (\S+) .{0,200}(?:requires|conflicts|obsoletes)|^Problem(?: 1)?: package (\S+) .*|^Requires: (\S.*)|Protected multilib|^file (\S+) .{0,200}conflicts (?:with|between)|^\s*Error: Package: (\S+)|^Error: (\S+) conflicts with (\S+)|conflicts with file from package|^(\S+) (?:is needed by|conflicts with) \(?(?:installed|\S)/,
    cases: [
      {
        id: 'file-conflict',
        when: (s) => /^file |from package/.test(s.line.said),
        says: (s) => `Two packages own the same file: ${s.line.said.slice(0, 160)}.`,
        advice:
          'Remove the other package first, or take both from one repository. rdma-core from EFA or MLNX_OFED and the distribution’s, or two driver repositories, must not be mixed.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        example: [
          '  file /usr/bin/x from install of a-1.el9.x86_64 conflicts with file from package b-1.el9.x86_64',
        ],
      },
      {
        id: 'rpm-dependencies',
        when: (s) => / is needed by /.test(s.line.said) && s.above(/Failed dependencies/, 30) !== undefined,
        says: (s) => `rpm does not install dependencies, and one is missing: ${s.line.said.slice(0, 160)}.`,
        advice: 'Install the file with dnf or yum instead of rpm, which fetches what it needs.',
        side: 'script',
        again: 'useless',
        change: [shell('dnf -y install ./package.rpm')],
        proven: true,
        example: ['error: Failed dependencies:', '\tlibfoo.so.2()(64bit) is needed by tools-1.0-1.x86_64'],
      },
      {
        id: 'multilib',
        when: (s) => /multilib/.test(s.line.said),
        says: 'Two architectures of a library in different versions: Protected multilib versions.',
        advice: 'Update the installed one first, or pin both to one version.',
        side: 'parentImage',
        again: 'useless',
        proven: true,
        example: [
          'Error:  Protected multilib versions: glibc-2.17-326.el7.i686 != glibc-2.17-317.el7.x86_64',
        ],
      },
      {
        id: 'docker-podman',
        when: (s) => s.has(/containerd\.io|docker-ce/) && s.has(/runc|podman|buildah/),
        says: (s) =>
          `Docker’s containerd.io conflicts with packages of the parent image (podman, buildah, runc): ${s.line.said.slice(0, 140)}.`,
        advice: 'Remove podman, buildah and runc first, or let dnf replace them.',
        side: 'parentImage',
        again: 'useless',
        change: [
          shell('dnf -y remove podman buildah runc', 'dnf -y install --allowerasing docker-ce containerd.io'),
        ],
        example: [
          ' Problem: problem with installed package podman-2.0.5-5.x86_64',
          '  - package containerd.io-1.4.3-3.1.el8.x86_64 conflicts with runc provided by runc-1.0.0-68.x86_64',
        ],
      },
      {
        id: 'curl-minimal',
        when: (s) => s.has(/curl-minimal/),
        says: 'The package curl conflicts with curl-minimal, which the image has.',
        advice: 'curl is there already: leave it out, or let dnf replace it.',
        side: 'script',
        again: 'useless',
        change: [shell('dnf -y install --allowerasing curl')],
        proven: true,
        example: [
          'Error: ',
          ' Problem: problem with installed package curl-minimal-8.3.0-1.amzn2023.x86_64',
          '  - package curl-minimal-8.3.0-1.amzn2023.x86_64 from @System conflicts with curl provided by curl-8.3.0-1.amzn2023.x86_64',
        ],
      },
      {
        id: 'conflict-excluded',
        when: (s) =>
          s.has(/filtered out by exclude filtering|versionlock/) &&
          /none of the providers|nothing provides/.test(s.line.said),
        says: (s) =>
          `A package that is needed exists but is hidden by an exclude or a version lock: ${s.line.said.replace(/^Problem(?: 1)?: /, '').slice(0, 180)}.`,
        advice:
          'Remove the exclude or version lock from the parent image (or from what pins the kernel’s packages), or install what is needed in the parent image first. If ParallelCluster itself pins it (kernel, kernel-abi-stablelists), a newer version of it may have that corrected.',
        side: 'parentImage',
        again: 'useless',
        url: 'https://github.com/aws/aws-parallelcluster/issues/6874',
        example: [
          ' Problem: package kernel-rpm-macros-205-1.el9.noarch requires kernel-abi-stablelists, but none of the providers can be installed',
          '  - package kernel-abi-stablelists-5.14.0-1.el9.noarch is filtered out by exclude filtering',
        ],
      },
      {
        id: 'package-conflict',
        says: (s) => `Packages cannot be installed together: ${s.line.said.slice(0, 180)}.`,
        advice:
          'A needed package is in a repository that is not enabled (EPEL, CodeReady Builder), is for another release, or is pinned. Update the image’s packages first and check extra repositories and version locks.',
        side: 'parentImage',
        again: 'useless',
        example: ['  - nothing provides baz needed by bar-2.el9.x86_64'],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1],
    closes: true,
    line: /^Problem(?: \d+)?: (?!.*(?:but none of the providers| conflicts with | requires ))(.+)/,
    reason: (s) =>
      s.lineBelow(/nothing provides|but none of the providers|conflicts with|excluded|is filtered/, 6),
    cases: [
      {
        id: 'package-problem',
        says: (s) => `Packages cannot be installed together: ${s.name()}.`,
        advice:
          'Update the image’s packages first, and check extra repositories, version locks and excludes.',
        side: 'parentImage',
        again: 'useless',
        example: [' Problem: the widgets cannot be combined'],
      },
    ],
  },
]
