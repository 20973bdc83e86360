import { config, shell } from '../change'
import type { Sight, Tool } from '../tool'

const action = (s: Sight) => /not authorized to perform: (\S+)/.exec(s.line.said)?.[1] ?? ''
const operation = (s: Sight) => /when calling the (\w+) operation/.exec(s.line.said)?.[1] ?? ''
/** The AWS CLI and programs on the SDK: permissions, credentials, regions. */
export const aws: Tool = {
  name: 'AWS CLI',
  failures: [
    {
      kind: 'file',
      exits: [1],
      line: /Found preexisting AWS CLI installation: (\S+)/,
      cases: [
        {
          id: 'aws-cli-present',
          says: 'The AWS CLI is already on the parent image ($1), and its installer does not overwrite it.',
          advice: 'Leave it out, or run the installer with --update.',
          side: 'script',
          again: 'useless',
          change: [shell('./aws/install --update')],
          proven: true,
          example: [
            'out: Found preexisting AWS CLI installation: /usr/local/aws-cli/v2/current. Please rerun install script with --update flag.',
          ],
        },
      ],
    },
    {
      kind: 'credentials',
      exits: [253, 255, 1],
      line: /Unable to locate credentials|NoCredentialsError|ExpiredToken|InvalidClientTokenId|security token included in the request is (?:invalid|expired)|SignatureDoesNotMatch|RequestTimeTooSkewed|Unable to load AWS credentials|NoCredentialProviders|InvalidAccessKeyId|CredentialRetrievalError|get credentials: .{0,80}IMDS|failed to (?:refresh|retrieve) (?:cached )?credentials/i,
      cases: [
        {
          id: 'clock-skew',
          when: (s) => /RequestTimeTooSkewed|Signature expired|not yet current/.test(s.line.said),
          says: 'AWS refused the request because the clock of the instance is wrong.',
          advice: 'Let the clock be set first (chronyd with 169.254.169.123).',
          side: 'parentImage',
          again: 'mayHelp',
          change: [shell('chronyc -a makestep')],
          proven: true,
          example: [
            'An error occurred (RequestTimeTooSkewed) when calling the PutObject operation: The difference between the request time and the current time is too large.',
          ],
        },
        {
          id: 'aws-credentials',
          says: 'A command found no valid AWS credentials.',
          advice:
            'The build instance gets them from its instance profile (Build/Iam/InstanceProfile or InstanceRole) through the metadata service: check that it answers (old SDKs do not speak IMDSv2), and that no expired keys are set in the script. sudo and containers lose environment variables.',
          side: 'configuration',
          again: 'useless',
          change: [
            config(
              'Build/Iam/AdditionalIamPolicies[]/Policy',
              'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
            ),
          ],
          example: ['fatal error: Unable to locate credentials'],
        },
      ],
    },
    {
      kind: 'credentials',
      exits: [254, 255, 253, 1],
      line: /You must specify a region|Invalid endpoint: https?:\/\/|NoRegionError|Could not connect to the endpoint URL: "?(\S+?)"?$|illegal location constraint|PermanentRedirect|AuthorizationHeaderMalformed|must be addressed using the specified endpoint/,
      cases: [
        {
          id: 'aws-endpoint',
          when: (s) => /Could not connect/.test(s.line.said),
          says: 'The AWS endpoint $1 could not be reached.',
          advice:
            'The region may be misspelled or lack the service; in a subnet without a way out, add a VPC endpoint for it.',
          side: 'network',
          again: 'mayHelp',
          example: ['Could not connect to the endpoint URL: "https://ssm.eu-west-9.amazonaws.com/"'],
        },
        {
          id: 'bucket-region',
          when: (s) => /Redirect|Malformed|location constraint|specified endpoint/.test(s.line.said),
          says: 'The S3 bucket is in another region than the request was sent to.',
          advice: 'Name the bucket’s region in the command.',
          side: 'script',
          again: 'useless',
          change: [shell('aws s3 cp --region <region of the bucket> s3://… .')],
          proven: true,
          example: [
            'An error occurred (PermanentRedirect) when calling the GetObject operation: The bucket you are attempting to access must be addressed using the specified endpoint.',
          ],
        },
        {
          id: 'aws-region',
          says: 'The AWS command does not know which region to use.',
          advice: 'Set it in the script: the build passes no AWS_REGION.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'export AWS_DEFAULT_REGION=$(cat /opt/parallelcluster/region 2>/dev/null || ec2-metadata -R | cut -d" " -f2)',
            ),
          ],
          proven: true,
          example: [
            'You must specify a region. You can also configure your region by running "aws configure".',
          ],
        },
      ],
    },
    {
      kind: 'credentials',
      exits: [254, 255, 1],
      line: /An error occurred \((?:404|NoSuchKey|NoSuchBucket)\)|The specified (?:key|bucket) does not exist|Key "([^"]+)" does not exist|An error occurred \((?:ParameterNotFound|ResourceNotFoundException|RepositoryNotFoundException)\)/,
      cases: [
        {
          id: 's3-missing',
          when: (s) => !/ParameterNotFound|ResourceNotFound|RepositoryNotFound/.test(s.line.said),
          says: (s) =>
            `The S3 object or bucket does not exist: ${s.name() || (s.scene.commanded(/s3:\/\/(\S+)/)?.[1] ?? '')}.`,
          advice:
            'Check the address of the script or archive, upper and lower case included, and the region of its bucket.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            'fatal error: An error occurred (404) when calling the HeadObject operation: Key "x.sh" does not exist',
          ],
        },
        {
          id: 'aws-resource-missing',
          says: (s) =>
            `What the script asked AWS for does not exist in this account and region (${operation(s)}).`,
          advice: 'Check name and region: parameters, secrets and repositories belong to one region.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['An error occurred (ParameterNotFound) when calling the GetParameter operation:'],
        },
      ],
    },
    {
      kind: 'credentials',
      exits: [254, 255, 1],
      line: /is not authorized to perform: (\S+)|UnauthorizedOperation|AccessDeniedException|An error occurred \((?:Unauthorized|AccessDenied|403|AllAccessDisabled|KMS\.\w*Denied|InvalidAccess)|<Code>AccessDenied|S3.{0,80}(?:\b403\b|Access ?Denied)|fatal error: .{0,100}\b403\b|AccessDenied: Access Denied/,
      cases: [
        {
          id: 'vpc-endpoint-policy',
          when: (s) => /VPC endpoint policy/.test(s.line.said),
          says: (s) => `A VPC endpoint’s policy does not allow ${action(s) || 'the request'}.`,
          advice: 'Allow it in the policy of the endpoint of the build subnet.',
          side: 'network',
          again: 'useless',
          proven: true,
          example: [
            'User: arn:aws:sts::111122223333:assumed-role/r/i-1 is not authorized to perform: s3:GetObject on resource: "x" because no VPC endpoint policy allows the s3:GetObject action',
          ],
        },
        {
          id: 'scp-denied',
          when: (s) => /explicit deny|service control policy|permissions boundary/.test(s.line.said),
          says: (s) =>
            `A policy of the organisation or a permissions boundary forbids ${action(s) || 'the request'}.`,
          advice:
            'Adding it to the role does not help: whoever owns the service control policy or the boundary (Build/Iam/PermissionsBoundary) has to allow it.',
          side: 'configuration',
          again: 'useless',
          proven: true,
          example: [
            'User: arn:aws:sts::111122223333:assumed-role/r/i-1 is not authorized to perform: ec2:CreateTags with an explicit deny in a service control policy',
          ],
        },
        {
          id: 'kms-denied',
          when: (s) => /kms:|KMS/.test(s.line.said),
          says: (s) =>
            `The role of the build instance may not use a KMS key${action(s) ? ` (${action(s)})` : ''}.`,
          advice:
            'Allow kms:Decrypt for the role, in the role and in the key’s policy: the object is encrypted with a customer key.',
          side: 'configuration',
          again: 'useless',
          change: [
            config(
              'Build/Iam/AdditionalIamPolicies[]/Policy',
              'arn:aws:iam::111122223333:policy/AllowKmsDecrypt',
            ),
          ],
          proven: true,
          example: [
            'An error occurred (AccessDenied) when calling the GetObject operation: User: arn:aws:sts::111122223333:assumed-role/r/i-1 is not authorized to perform: kms:Decrypt on the resource',
          ],
        },
        {
          id: 'aws-denied',
          when: (s) => action(s) !== '',
          says: (s) => `The role of the build instance lacks the permission ${action(s)}.`,
          advice:
            'Allow it with a policy of your own (Build/Iam/AdditionalIamPolicies), or in the role that you give (Build/Iam/InstanceRole).',
          side: 'configuration',
          again: 'useless',
          change: [
            config('Build/Iam/AdditionalIamPolicies[]/Policy', 'arn:aws:iam::111122223333:policy/YourPolicy'),
          ],
          proven: true,
          example: [
            'User: arn:aws:sts::111122223333:assumed-role/r is not authorized to perform: ssm:GetParameter',
          ],
        },
        {
          id: 's3-denied',
          says: (s) =>
            `AWS denied access${operation(s) ? ` (${operation(s)})` : ''} to an S3 object or another operation (403).`,
          advice:
            'Allow it for the role of the build instance (Build/Iam/AdditionalIamPolicies); without the right to list the bucket S3 answers so for an object that does not exist, too. Bucket policies, endpoint policies and KMS keys can refuse as well.',
          side: 'configuration',
          again: 'useless',
          change: [
            config(
              'Build/Iam/AdditionalIamPolicies[]/Policy',
              'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
            ),
          ],
          example: ['fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden'],
        },
      ],
    },
    {
      kind: 'credentials',
      exits: [254, 255, 1],
      line: /\b(?:ThrottlingException|Throttling|RequestLimitExceeded|SlowDown|TooManyRequestsException)\b/,
      cases: [
        {
          id: 'aws-throttled',
          says: 'AWS refused the request because there were too many.',
          advice:
            'Build again later. Many builds at once share the account’s limits; AWS_RETRY_MODE=adaptive lets the CLI wait.',
          side: 'aws',
          again: 'helps',
          example: [
            'An error occurred (ThrottlingException) when calling the GetParameter operation: Rate exceeded',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [252, 2, 255],
      line: /^aws: error: (.*)|^(?:aws: )?\[?ERROR\]?: (?:An error occurred \(ParamValidation\)|the following arguments are required|Unknown options)|^Unknown options: (.*)|argument \w+: Invalid choice/,
      cases: [
        {
          id: 'aws-cli-usage',
          says: (s) => `The AWS CLI does not know the command or option: ${s.line.said.slice(0, 120)}.`,
          advice:
            'The image’s AWS CLI is too old (version 1) or the command is misspelled. Install version 2.',
          side: 'script',
          again: 'useless',
          example: ['aws: error: argument operation: Invalid choice, valid choices are:'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [254, 255],
      general: true,
      line: /An error occurred \((\w+)\) when calling the (\w+) operation(?: .{0,40})?: (.*)/,
      cases: [
        {
          id: 'aws-error',
          says: (s) => `AWS answered ${s.name(2)} with ${s.name(1)}: ${s.name(3).slice(0, 140)}.`,
          advice: 'The error’s name is AWS’s own; the service’s documentation explains it.',
          side: 'script',
          again: 'mayHelp',
          example: [
            'An error occurred (InvalidParameterValue) when calling the DescribeImages operation: bad filter',
          ],
        },
      ],
    },
  ],
  noise: [/^(?:inflating|creating|extracting|linking|finishing): /],
  closers: [/^fatal error: *$/, /^usage: aws|^To see help text/],
}
