import { shell } from '../change'
import type { Tool } from '../tool'

/** The AWS CLI, its agents and installers where they are not set up as a build needs them: before aws.ts. */
export const awsSetup: Tool = {
  name: 'AWS CLI and agents, set up',
  failures: [
    {
      kind: 'config',
      exits: [253, 255, 1],
      line: /[Tt]he config profile \(([^)]{1,60})\) could not be found|ProfileNotFound|Partial credentials found in (.{1,40}), missing|Unable to parse config file: (\S{1,120})|Error when retrieving credentials from (.{1,160})/,
      cases: [
        {
          id: 'aws-profile',
          when: (s) => /profile|Profile/.test(s.line.said),
          says: 'The AWS CLI was told to use the profile $1, which does not exist on the build instance.',
          advice:
            'Leave the profile out (AWS_PROFILE too): on the instance its role counts. What it may do is told by Build/Iam/AdditionalIamPolicies.',
          side: 'script',
          again: 'useless',
          change: [shell('unset AWS_PROFILE AWS_DEFAULT_PROFILE')],
          proven: true,
          example: ['The config profile (build) could not be found'],
        },
        {
          id: 'aws-credentials-source',
          says: (s) => `The AWS CLI could not read its credentials: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Keys in the environment or ~/.aws are incomplete, or the metadata service was not reached: a proxy without 169.254.169.254 in NO_PROXY, or a hop limit of 1 inside a container. On the instance leave keys out: its role counts.',
          side: 'script',
          again: 'mayHelp',
          change: [
            shell(
              'export NO_PROXY="$NO_PROXY,169.254.169.254"',
              'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY',
            ),
          ],
          example: ['Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY'],
        },
      ],
    },
    {
      kind: 'network',
      exits: [255, 254, 1],
      line: /(?:Connect|Read) timeout on endpoint URL: "?(https?:\/\/[^"\s]{1,160})|EndpointConnectionError: .{0,80}"(https?:\/\/[^"]{1,160})/,
      cases: [
        {
          id: 'aws-endpoint-unreachable',
          says: 'An AWS service did not answer: $1.',
          advice:
            'The build subnet has no way to it: no NAT gateway, no VPC endpoint for this service, or an endpoint whose security group does not let the instance in. Check Build/SubnetId and Build/SecurityGroupIds.',
          side: 'network',
          again: 'useless',
          example: ['Connect timeout on endpoint URL: "https://secretsmanager.eu-west-1.amazonaws.com/"'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [1, 255, 254],
      line: /\(InvalidObjectState\)|storage class is (?:GLACIER|DEEP_ARCHIVE)|is of storage class (GLACIER|DEEP_ARCHIVE)|\((?:InvalidRange|PreconditionFailed|XAmzContentSHA256Mismatch|BadDigest)\)/,
      cases: [
        {
          id: 's3-glacier',
          when: (s) => /State|GLACIER|ARCHIVE/.test(s.line.said),
          says: 'An object in S3 is archived (Glacier) and cannot be downloaded as it is.',
          advice: 'Restore it first, or keep what builds need out of the lifecycle rule.',
          side: 'script',
          again: 'useless',
          change: [shell('aws s3api restore-object --bucket <bucket> --key <key> --restore-request Days=7')],
          example: [
            "An error occurred (InvalidObjectState) when calling the GetObject operation: The operation is not valid for the object's storage class",
          ],
        },
        {
          id: 's3-changed-underway',
          says: (s) => `S3 did not deliver an object whole: ${s.line.said.slice(0, 140)}.`,
          advice: 'It was replaced while it was being downloaded, or a proxy changed it. Download again.',
          side: 'chance',
          again: 'mayHelp',
          example: [
            'An error occurred (PreconditionFailed) when calling the GetObject operation: At least one of the pre-conditions you specified did not hold',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1, 255],
      line: /UnknownServiceError: Unknown service: '([\w-]{1,40})'|botocore\.exceptions\.(?:DataNotFoundError|UnknownRegionError|InvalidRegionError).{0,120}|Invalid choice: '([\w-]{1,40})'.{0,40}maybe you meant|KeyError: '(opsworkscm|xz|PYTHONPATH)'/,
      cases: [
        {
          id: 'aws-cli-too-old',
          says: 'The AWS CLI or boto3 on the image is too old for what it was asked, or two versions are mixed: $1.',
          advice:
            'Install AWS CLI v2 from AWS (the distributions’ awscli is version 1), and keep boto3 and botocore of one version.',
          side: 'parentImage',
          again: 'useless',
          change: [
            shell(
              'curl -fsSL "https://awscli.amazonaws.com/awscli-exe-linux-$(uname -m).zip" -o /tmp/awscli.zip',
              'unzip -oq /tmp/awscli.zip -d /tmp && /tmp/aws/install --update',
            ),
          ],
          example: ["botocore.exceptions.UnknownServiceError: Unknown service: 'pcs'"],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^(?:E! )?(?:Configuration validation (?:first|second) phase failed|No json config files found|Fail(?:ed)? to (?:merge|translate|generate) .{0,40}config).{0,120}|Under path : ?(\S{1,120}) ?\| ?Error : ?(.{1,140})|^amazon-cloudwatch-agent-ctl: /,
      cases: [
        {
          id: 'cloudwatch-agent-config',
          says: (s) =>
            `The CloudWatch agent does not accept its configuration: ${(s.name(2) || s.name() || s.line.said).slice(0, 140)}.`,
          advice:
            'The line “Under path” names the place in the JSON. It may ask for something that this version does not have.',
          side: 'script',
          again: 'useless',
          change: [shell('jq . /opt/aws/amazon-cloudwatch-agent/etc/*.json')],
          example: [
            'Configuration validation first phase failed. Agent version: 1.0. Verify the JSON input is only using features supported by this version.',
          ],
        },
      ],
    },
    {
      kind: 'service',
      exits: [1, 255],
      line: /amazon-ssm-agent.{0,60}(?:failed to register|Registration failed|already registered)|^(?:Error|ERROR) (?:occurred|Registration failed) .{0,40}(?:register|activation).{0,120}|error while validating activation|ActivationId .{0,40}(?:invalid|expired)/,
      cases: [
        {
          id: 'ssm-registration',
          says: 'The SSM agent was to be registered by an activation, and that failed.',
          advice:
            'On EC2 no activation is needed: the instance’s role (AmazonSSMManagedInstanceCore) does it. Leave it out of the image, where it would be copied to every instance.',
          side: 'script',
          again: 'useless',
          example: [
            'ERROR Registration failed due to error registering the instance with AWS SSM: invalid activation',
          ],
        },
      ],
    },
  ],
}
