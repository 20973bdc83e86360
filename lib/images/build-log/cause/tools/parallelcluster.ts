import { config } from '../change'
import type { Tool } from '../tool'

const issue = (number: number) => `https://github.com/aws/aws-parallelcluster/issues/${number}`

/** What ParallelCluster's own components and cookbook check and say. */
export const parallelCluster: Tool = {
  name: 'ParallelCluster',
  failures: [
    {
      kind: 'check',
      line: /^(?:RuntimeError: )?Operating System '([^'$]+)' is not supported|^This component does not support '([^'$]+)'/,
      cases: [
        {
          id: 'os-unsupported',
          says: 'ParallelCluster does not support the operating system of the parent image ($1).',
          advice:
            'Use a parent image with an operating system that this ParallelCluster version supports, or the ParallelCluster version that supports this one.',
          side: 'configuration',
          again: 'useless',
          proven: true,
          url: issue(4032),
          example: ["out: Operating System 'debian.12' is not supported. Failing build."],
        },
      ],
    },
    {
      kind: 'check',
      line: /^(?:RuntimeError: )?The '([^'$]+)' architecture is not supported/,
      cases: [
        {
          id: 'architecture-unsupported',
          says: 'ParallelCluster does not support the CPU architecture $1.',
          advice: 'Choose a parent image and a Build/InstanceType of x86_64 or arm64.',
          side: 'configuration',
          again: 'useless',
          proven: true,
          example: ["out: The 'ppc64le' architecture is not supported. Failing build."],
        },
      ],
    },
    {
      kind: 'check',
      line: /This AMI was created with ParallelCluster (\S+), but is trying to be used with ParallelCluster (\S+)/,
      cases: [
        {
          id: 'ami-version',
          says: (s) =>
            `The parent image was made with ParallelCluster ${s.name(1)}, and this build uses ${s.name(2)}.`,
          advice:
            'Start from a plain operating-system image, or from a ParallelCluster AMI of the same version as this build.',
          side: 'configuration',
          again: 'useless',
          proven: true,
          example: [
            'RuntimeError: This AMI was created with ParallelCluster 3.1.4, but is trying to be used with ParallelCluster 3.2.0. Please either use an AMI created with ParallelCluster 3.2.0',
          ],
        },
      ],
    },
    {
      kind: 'archive',
      line: /^No such cookbook: (\S+)|^Cookbook (\S+) not found/,
      cases: [
        {
          id: 'cookbook-missing',
          says: 'Chef did not find the cookbook $1.',
          advice:
            'The cookbook archive was not unpacked. See the step DownloadCookbook, which can pass all the same; with a custom cookbook, check that the archive holds it.',
          side: 'script',
          again: 'mayHelp',
          example: ['out: No such cookbook: aws-parallelcluster-entrypoints'],
        },
      ],
    },
    {
      kind: 'package',
      line: /(?:^|: )(cfn-(?:init|signal|hup|get-metadata)): .{0,80}(?:not found|error|fail)|aws-cfn-bootstrap.{0,160}(?:error|fail|No such)/i,
      cases: [
        {
          id: 'cfn-bootstrap',
          says: 'The CloudFormation helper scripts (aws-cfn-bootstrap) could not be installed or run.',
          advice:
            'Check that the instance reaches S3, and that the Python of the image is one that the helper scripts support.',
          side: 'parentImage',
          again: 'useless',
          example: ['cfn-init: command not found: aws-cfn-bootstrap error'],
        },
      ],
    },
    {
      kind: 'check',
      line: /^(?:RuntimeError: )?(?:FSx for )?[Ll]ustre .{0,60}(?:is )?not supported|^Unsupported Rhel version|^(?:RuntimeError: )?(?:Rhel|RHEL|CentOS|Rocky|Ubuntu) version (\S+) (?:is )?not supported/,
      cases: [
        {
          id: 'os-feature-unsupported',
          says: (s) =>
            `The cookbook does not support this operating-system release: ${s.line.said.replace(/\.$/, '')}.`,
          advice:
            'Use an operating-system release that this ParallelCluster version supports (its release notes list them).',
          side: 'configuration',
          again: 'useless',
          example: ['RuntimeError: Rhel version 8.1 is not supported by FSx for Lustre'],
        },
      ],
    },
    {
      kind: 'package',
      line: /^(?:RuntimeError: )?(?:Installed )?kernel (?:version )?(\S+) (?:does not match|is different from) .{0,60}(?:kernel|headers)/i,
      cases: [
        {
          id: 'kernel-differs',
          says: 'The running kernel ($1) is not the one whose headers are installed.',
          advice:
            'Reboot into the new kernel before drivers are built, or let the build update packages first (Build/UpdateOsPackages/Enabled: true), which reboots.',
          side: 'configuration',
          again: 'useless',
          change: [config('Build/UpdateOsPackages/Enabled', true)],
          example: ['Kernel version 5.14.0-1 does not match the installed kernel headers'],
        },
      ],
    },
  ],
  closers: [
    /^ERROR - Script execution failure/,
    /Vendoring cookbook failed/,
    /^Unable to set script executable/,
  ],
  noise: [/^Not able to set AMI tag/],
}
