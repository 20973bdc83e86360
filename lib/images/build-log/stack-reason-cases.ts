import { config } from './cause/change'
import type { BuildAgain, Change, Side } from './outline-schema'

/** A reason that Image Builder or CloudFormation gives, and what it means. The first that matches speaks. */
export interface ReasonCase {
  id: string
  reason: RegExp
  /** `$1` is the first group that matched. */
  says: string
  advice: string
  side: Side
  again: BuildAgain
  change?: Change[]
  url?: string
  proven?: boolean
  example: string
}

const keepInstance = config('DevSettings/TerminateInstanceOnFailure', false)
const customerKey = config(
  'Image/RootVolume/KmsKeyId',
  'arn:aws:kms:us-east-1:111122223333:key/11112222-3333-4444-5555-666677778888',
)

export const reasonCases: readonly ReasonCase[] = [
  {
    id: 'copy-without-encryption',
    reason: /Creating an unencrypted copy from an encrypted snapshot|unencrypted copy .{0,60}not supported/,
    says: 'The image was built and could not be copied: its snapshot is encrypted, and the copy was asked for without encryption.',
    advice:
      'The account encrypts volumes by default, or the parent image is encrypted. Name a KMS key for the copies in the distribution configuration (one for each region), or let the root volume be encrypted with a customer key.',
    side: 'configuration',
    again: 'useless',
    change: [config('Image/RootVolume/Encrypted', true), customerKey],
    proven: true,
    example:
      "Distribution failed with JobId 'dist-1' status 'Failed'. EC2 Client Error: 'Snapshot snap-1 is encrypted. Creating an unencrypted copy from an encrypted snapshot is not supported.'",
  },
  {
    id: 'awstoe-bootstrap',
    reason:
      /[Uu]nable to bootstrap TOE|bootstrap(?:ping)? .{0,40}(?:TOE|AWSTOE)|Unable to (?:install|download) (?:AWS)?TOE/,
    says: 'The instance got Image Builder’s command but could not fetch or start AWSTOE, so no component ran (Unable to bootstrap TOE).',
    advice:
      'Systems Manager works. AWSTOE comes from S3: a VPC endpoint’s policy must allow the bucket ec2imagebuilder-toe-<region>-prod, and the subnet must reach S3. A hardened image with /tmp mounted noexec, or without curl or unzip, stops it as well.',
    side: 'network',
    again: 'useless',
    change: [keepInstance],
    url: 'https://github.com/aws/aws-parallelcluster/issues/6358',
    proven: true,
    example: "Workflow Execution ID: 'wf-1' failed with reason: Unable to bootstrap TOE",
  },
  {
    id: 'ssm-update-agent-denied',
    reason:
      /ssm:SendCommand.{0,200}(AWS-UpdateSSMAgent)|(AWS-UpdateSSMAgent).{0,200}(?:denied|not authorized)/,
    says: 'Image Builder’s own role may not run $1: it lacks the permission ssm:SendCommand for that document.',
    advice:
      'The workflow has a step that updates the SSM agent, which the service-linked role does not allow. Use a workflow without it, or give Image Builder an execution role of yours that allows ssm:SendCommand on the document.',
    side: 'aws',
    again: 'useless',
    url: 'https://github.com/SummitRoute/aws_managed_policies/issues/6',
    proven: true,
    example:
      'User: arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForImageBuilder/Ec2ImageBuilder is not authorized to perform: ssm:SendCommand on resource: arn:aws:ssm:us-east-1::document/AWS-UpdateSSMAgent',
  },
  {
    id: 'ssm-not-registered',
    reason: /InvalidInstanceI[dD]|Instances? .{0,80}not in a valid state for account/,
    says: 'The build instance did not register with Systems Manager, so no component ran.',
    advice:
      'Three things have to be right: the instance role allows it (AmazonSSMManagedInstanceCore, which a role in Build/Iam/InstanceRole has to bring itself), the subnet reaches ssm, ssmmessages and ec2messages, and the parent image has a running SSM agent.',
    side: 'configuration',
    again: 'mayHelp',
    change: [
      config(
        'Build/Iam/AdditionalIamPolicies[]/Policy',
        'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
      ),
    ],
    url: 'https://repost.aws/knowledge-center/image-builder-build-timeout',
    proven: true,
    example: 'SSM SendCommand failed: InvalidInstanceID: Instances not in a valid state for account',
  },
  {
    id: 'step-timed-out',
    reason: /[Ss]tep timed out(?! while step is .{0,30}SSM Agent)|[Ss]tep .{1,60} timed out/,
    says: 'A step of Image Builder’s workflow took longer than its time limit.',
    advice:
      'Look at what the build did last: a prompt, a lock, a slow download, an update of Windows. A larger Build/InstanceType is faster; a workflow of your own can have a longer timeoutSeconds. If no component was running, another SSM association of the account (inventory of all instances) may keep Image Builder’s own waiting.',
    side: 'script',
    again: 'mayHelp',
    example: 'Step timed out while step is Poll action status: Poll component execution status',
  },
  {
    id: 'ssm-unreachable',
    reason:
      /SSM Agent verification failed|verifying the SSM Agent|SSM.{0,200}(?:TimedOut|Undeliverable|not reachable)|did not (?:become|come) (?:online|available) in (?:SSM|Systems Manager)|SSM [Aa]gent .{0,80}(?:not (?:running|responding|online|available)|unavailable)|waiting for (?:the )?SSM/,
    says: 'Systems Manager could not reach the build instance; no component ran (SSM agent).',
    advice:
      'Give the build subnet a way to Systems Manager (internet, NAT gateway or VPC endpoints for ssm, ssmmessages and ec2messages), allow HTTPS out, and check that the parent image has the SSM agent, and the role AmazonSSMManagedInstanceCore.',
    side: 'network',
    again: 'mayHelp',
    change: [config('Build/SubnetId', 'subnet-with-a-way-out')],
    url: 'https://github.com/aws/aws-parallelcluster/issues/4955',
    proven: true,
    example: 'SSM Agent verification failed',
  },
  {
    id: 'imdsv2-enforced',
    reason:
      /httpTokensEnforced|HttpTokens.{0,60}(?:required|enforced)|IMDSv2.{0,80}(?:required|enforced)|(?:IMDSv1|[Hh]ttp[Tt]okens.{0,12}optional).{0,120}(?:not allowed|denied|disallowed)/,
    says: 'The account allows only instances that require IMDSv2, and the build asked for one that does not.',
    advice: 'Let the build require IMDSv2 as well.',
    side: 'configuration',
    again: 'useless',
    change: [config('Build/Imds/ImdsSupport', 'v2.0')],
    url: 'https://github.com/aws-games/cloud-game-development-toolkit/issues/918',
    proven: true,
    example:
      'You can’t launch an instance with HttpTokens set to optional: httpTokensEnforced is set for this account',
  },
  {
    id: 'workflow-version',
    reason:
      /AWS managed workflows must have latest version|workflow version.{0,80}(?:must|not (?:found|supported|valid))/i,
    says: 'A managed workflow was asked for by a fixed version; Image Builder accepts only x.x.x, the latest version.',
    advice: 'Name AWS’s workflows with version x.x.x in the image or pipeline.',
    side: 'configuration',
    again: 'useless',
    url: 'https://github.com/aws/aws-cdk/issues/29910',
    proven: true,
    example: 'AWS managed workflows must have latest version (x.x.x)',
  },
  {
    id: 'managed-key-not-shareable',
    reason:
      /AWS Managed CMK|default (?:AWS )?(?:KMS|EBS|aws\/ebs) key.{0,100}(?:share|cannot|can't)|(?:Snapshots?|AMI|image)s? (?:encrypted|that are encrypted) with (?:the )?(?:AWS [Mm]anaged|default).{0,80}/,
    says: 'The AMI is encrypted with the AWS managed key (aws/ebs), which cannot be shared with other accounts.',
    advice:
      'Encrypt the root volume with a KMS key of your own, and let the other accounts use it in the key’s policy.',
    side: 'configuration',
    again: 'useless',
    change: [customerKey],
    url: 'https://repost.aws/knowledge-center/image-builder-distr-error-encrypted-ami',
    proven: true,
    example: 'Snapshots encrypted with the AWS Managed CMK can’t be shared.',
  },
  {
    id: 'ami-public-blocked',
    reason:
      /OperationNotPermitted.{0,200}(?:public|block)|block public access.{0,120}|You can't publicly share|BlockPublicAccess/i,
    says: 'The account blocks public sharing of AMIs, and the build wanted to make its AMI public.',
    advice:
      'Share with accounts by number (DevSettings/DistributionConfiguration/LaunchPermission), or switch the block off in this region.',
    side: 'configuration',
    again: 'useless',
    change: [
      config('DevSettings/DistributionConfiguration/LaunchPermission', '\'{"UserIds": ["111122223333"]}\''),
    ],
    proven: true,
    example:
      'OperationNotPermitted: You can’t publicly share this image because block public access for AMIs is enabled',
  },
  {
    id: 'kms-refused',
    reason:
      /KMS.{0,120}(?:AccessDenied|not authorized|does not exist|[Ii]nvalid|disabled|[Pp]ending|Inaccessible)|InvalidKMSKey|Client\.InternalError: Client error on launch|kms:\w+.{0,160}(?:not authorized|denied)|(?:not authorized|denied).{0,120}kms:\w+|CustomerKeyHasBeenRevoked|KMSKeyNotAccessible/,
    says: 'A KMS key could not be used to encrypt the volume or to copy the AMI.',
    advice:
      'The key’s policy has to let Image Builder’s service-linked role (and, for copies, the target account) use it and create grants. Check that the key is enabled and in the same region.',
    side: 'configuration',
    again: 'useless',
    change: [customerKey],
    example: 'Client.InternalError: Client error on launch: KMS key is not accessible: AccessDenied',
  },
  {
    id: 'instance-profile',
    reason:
      /Invalid (?:IAM )?[Ii]nstance [Pp]rofile(?: name)? ?\(?([\w/+=,.@-]{0,200})|iam:PassRole|Value \(([^)]{1,200})\) for parameter iamInstanceProfile/,
    says: 'The instance profile of the build ($1) cannot be used: it does not exist, has no role, or may not be passed.',
    advice:
      'Check Build/Iam/InstanceProfile or InstanceRole, its path, and that whoever builds may pass the role (iam:PassRole). A new profile takes some seconds to appear: build again.',
    side: 'configuration',
    again: 'mayHelp',
    example: 'Invalid IAM Instance Profile name (bad-profile)',
  },
  {
    id: 'permissions-boundary',
    reason:
      /explicit deny in a (?:service control policy|permissions boundary)|no permissions boundary allows|with an explicit deny|service control policy/,
    says: 'A policy of the organisation or a permissions boundary forbids the request.',
    advice:
      'The reason names the action. Whoever owns the service control policy or boundary has to allow it (Build/Iam/PermissionsBoundary names the boundary of the build’s roles).',
    side: 'configuration',
    again: 'useless',
    proven: true,
    example:
      'User: x is not authorized to perform: ec2:RunInstances with an explicit deny in a service control policy',
  },
  {
    id: 'not-permitted',
    reason:
      /not authorized to perform:? ([\w:*]+)|(?:UnauthorizedOperation|AccessDenied|Access Denied|encoded authorization)/i,
    says: 'A permission is missing: $1.',
    advice:
      'Allow the action for the role that the reason names; where it names none, decode its authorisation message (aws sts decode-authorization-message). Service control policies can refuse it as well.',
    side: 'configuration',
    again: 'useless',
    example: 'User: arn:aws:sts::111122223333:assumed-role/x is not authorized to perform: ec2:RunInstances',
  },
  {
    id: 'capacity',
    reason:
      /InsufficientInstanceCapacity|do not have sufficient (\S+) capacity|Insufficient capacity|InsufficientHostCapacity|InsufficientReservedInstanceCapacity/i,
    says: 'EC2 had no capacity for this instance type ($1) in this Availability Zone.',
    advice: 'Build again later, in a subnet of another zone, or with another Build/InstanceType.',
    side: 'aws',
    again: 'mayHelp',
    change: [config('Build/InstanceType', 'c5.2xlarge')],
    proven: true,
    example: 'We currently do not have sufficient c7g.xlarge capacity in the Availability Zone you requested',
  },
  {
    id: 'instance-type',
    reason:
      /instance type .{0,120}(?:not supported|does not exist)|Unsupported: .{0,120}instance|[Aa]rchitecture .{0,120} does not match|The architecture '|InvalidInstanceType|requires (?:HVM|ENA)|boot mode|Enhanced networking|'([\w.]+)' is not supported in (?:your requested )?Availability Zone/,
    says: 'The instance type does not fit the parent image (architecture, boot mode, ENA) or does not exist in the Availability Zone.',
    advice:
      'Choose a Build/InstanceType of the image’s architecture (x86_64 or arm64) that the subnet’s zone offers.',
    side: 'configuration',
    again: 'useless',
    change: [config('Build/InstanceType', 'c6g.xlarge   # for arm64 images')],
    proven: true,
    example:
      "The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI",
  },
  {
    id: 'quota',
    reason:
      /(?:Cannot exceed|exceed(?:s|ed)?) (?:the )?(?:quota for |current )?(\w[\w :]{1,60}?)(?=[.,'"]| limit| quota|$)|more vCPU capacity than your current (vCPU limit of \d+)|([A-Z]\w{0,60}(?:LimitExceeded|QuotaExceeded))|LimitExceeded|(\w[\w -]{0,60} (?:quota|limit) of \d+)|maximum number of (.{1,60}?) (?:has been )?(?:reached|exceeded)/,
    says: 'AWS quota exceeded: $1.',
    advice:
      'Ask for more in Service Quotas, or free some: old images, roles, instance profiles, running instances.',
    side: 'configuration',
    again: 'useless',
    url: 'https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html',
    proven: true,
    example: 'You have requested more vCPU capacity than your current vCPU limit of 32 allows',
  },
  {
    id: 'image-gone',
    reason:
      /InvalidAMIID|image id '?\[?(ami-\w+)\]?'? does not exist|is not available for launch|parent image .{0,120}(?:not found|does not exist|could not)|OptInRequired|subscription.{0,60}marketplace|accept (?:the )?terms/i,
    says: 'The parent image $1 does not exist in this region, or this account may not use it.',
    advice:
      'Check Build/ParentImage, its region, who it is shared with, and whether a Marketplace subscription has to be accepted first.',
    side: 'configuration',
    again: 'useless',
    change: [config('Build/ParentImage', 'ami-0123456789abcdef0')],
    proven: true,
    example: "The image id '[ami-0abc]' does not exist",
  },
  {
    id: 'volume-size',
    reason:
      /Volume of size (\d+)GB is smaller than snapshot|smaller than (?:the )?snapshot|InvalidBlockDeviceMapping|Invalid root volume size|expect size ?>= ?(\d+)/,
    says: 'The root volume that was asked for is smaller than the parent image’s snapshot ($1).',
    advice: 'Make Image/RootVolume/Size at least as large as the volume of the parent image.',
    side: 'configuration',
    again: 'useless',
    change: [config('Image/RootVolume/Size', 60)],
    proven: true,
    example: 'Volume of size 20GB is smaller than snapshot snap-0abc, expect size >= 35GB',
  },
  {
    id: 'network',
    reason:
      /InvalidSubnetID|InvalidGroup|InvalidSecurityGroup|No default (?:VPC|subnet)|VPCIdNotSpecified|subnet ID .{0,60} does not exist|security group .{0,60} does not exist|InsufficientFreeAddresses|not enough free addresses|belong to different networks/i,
    says: 'The subnet or security group of the build cannot be used.',
    advice:
      'Check Build/SubnetId and Build/SecurityGroupIds: same VPC, same region, free addresses. Without them the region needs a default VPC.',
    side: 'configuration',
    again: 'useless',
    change: [config('Build/SubnetId', 'subnet-0123456789abcdef0')],
    proven: true,
    example: 'No default VPC for this user',
  },
  {
    id: 'component-refused',
    reason:
      /The value supplied for parameter 'data' is not valid\.? ?(.{0,200})|component (?:document )?.{0,60}(?:is not valid|invalid|failed validation|not found|does not exist)|Failed to parse document|document .{0,40}failed validation/i,
    says: 'Image Builder refused a component’s document: $1.',
    advice:
      'Correct the YAML of the component (its schema, a step’s action or inputs; at most 16,000 characters inline), or the ARN and region in Build/Components.',
    side: 'configuration',
    again: 'useless',
    example: "The value supplied for parameter 'data' is not valid. Failed to parse document",
  },
  {
    id: 'ami-name-taken',
    reason:
      /AMI name (\S+) is already in use|is already in use by AMI|InvalidAMIName\.Duplicate|must (?:contain|include) .{0,40}imagebuilder:buildDate|imagebuilder:buildDate/,
    says: 'The name of the AMI is not unique: an AMI of this name exists already in the region, or the name lacks the date placeholder.',
    advice:
      'Give the AMI a name with {{ imagebuilder:buildDate }} in the distribution settings, or deregister the old AMI of that name.',
    side: 'configuration',
    again: 'useless',
    proven: true,
    example: 'InvalidAMIName.Duplicate: AMI name site-image is already in use by AMI ami-0abc',
  },
  {
    id: 'ami-copy',
    reason:
      /(?:CopyImage|copy(?:ing)? (?:the )?(?:AMI|image|snapshot)).{0,160}(?:fail|error|denied|not)|AuthFailure.{0,160}|launch permission.{0,80}/i,
    says: 'The image was built, but copying or sharing its AMI failed.',
    advice:
      'Check the regions and accounts of DevSettings/DistributionConfiguration, that they are enabled, and the keys’ policies; copies to other accounts need the role EC2ImageBuilderDistributionCrossAccountRole there.',
    side: 'configuration',
    again: 'mayHelp',
    example: 'Failed to copy the AMI to region eu-south-1: AuthFailure',
  },
  {
    id: 'distribution',
    reason:
      /Integration failed with JobId|Distribution .{0,200}failed|launch-template|snapshot .{0,60}copy|KMS/i,
    says: 'The image was built, but could not be copied, shared or put into use.',
    advice: 'Check the distribution settings, the regions and keys they name.',
    side: 'configuration',
    again: 'mayHelp',
    example: "Integration failed with JobId 'x', status = 'Failed' for ARN 'arn:aws:imagebuilder:…'",
  },
  {
    id: 'already-exists',
    reason: /(?:(?<![\w/.-])([\w/.-]{1,200}))? ?already exists/i,
    says: 'Something of this name is left over from an earlier build: $1.',
    advice: 'Delete the leftover, or build under another image id.',
    side: 'configuration',
    again: 'useless',
    proven: true,
    example: 'parallelclusterimage-demo already exists',
  },
  {
    id: 'bucket-missing',
    reason: /NoSuchBucket|The specified bucket does not exist|NoSuchKey|S3 error/,
    says: 'An S3 bucket or object that the build needs does not exist.',
    advice:
      'Check CustomS3Bucket and its region; a bucket that was deleted while builds used it leaves them without their artifacts.',
    side: 'configuration',
    again: 'useless',
    example: 'S3 error: The specified bucket does not exist (NoSuchBucket)',
  },
  {
    id: 'throttled',
    reason: /Throttling|Rate exceeded|TooManyRequests|RequestLimitExceeded/,
    says: 'AWS refused a request because there were too many at once.',
    advice: 'Build again later, and fewer at the same time.',
    side: 'aws',
    again: 'helps',
    proven: true,
    example: 'Rate exceeded (Service: Lambda, Status Code: 429)',
  },
  {
    id: 'timed-out',
    reason: /timed out|TimedOut|timeout/i,
    says: 'Something took longer than its time limit.',
    advice:
      'Look at what the build did last: a prompt, a lock, a slow download, an update of Windows. A larger Build/InstanceType is faster; a workflow of your own can have a longer timeoutSeconds.',
    side: 'script',
    again: 'mayHelp',
    example: 'Image build timed out',
  },
  {
    id: 'instance-lost',
    reason:
      /instance .{0,160}(?:terminated|stopped|shutting-down|not in a valid state)|ExpectationNotMet|Server\.(?:InternalError|SpotInstanceTermination)|InstanceStatus.{0,60}(?:impaired|failed)|reachability check failed/i,
    says: 'The instance went away or never became ready.',
    advice:
      'Look in EC2 and CloudTrail for who stopped it, and at its console output: an image that does not boot ends so as well.',
    side: 'aws',
    again: 'mayHelp',
    example: 'Instance i-0abc was terminated while the build was running',
  },
  {
    id: 'aws-internal',
    reason:
      /InternalFailure|Internal (?:Server )?(?:[Ee]rror|[Ff]ailure)|ServiceUnavailable|InternalServiceError|GeneralServiceException/,
    says: 'AWS had a fault of its own.',
    advice: 'Build again; if it comes again, ask AWS Support with the request id.',
    side: 'aws',
    again: 'helps',
    example: 'Internal Failure (Service: Imagebuilder, Status Code: 500)',
  },
]
