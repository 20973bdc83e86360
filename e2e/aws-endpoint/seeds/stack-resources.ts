import { type BuildFacts, componentArn } from './build-facts'

export type StackResource = {
  logicalResourceId: string
  resourceType: string
  physicalResourceId: string
  properties: Record<string, unknown>
  /** From `Resource creation Initiated` to CREATE_COMPLETE. */
  seconds: number
}

/** build-image's resources in waves: each wave waits for the one before. ParallelClusterImage comes after them all. */
export function resourceWaves(facts: BuildFacts): StackResource[][] {
  const { imageId, uuid, region, account, version } = facts
  const name = `ParallelClusterImage-${uuid}`
  const tags = { 'parallelcluster:image_id': imageId, 'parallelcluster:image_name': imageId }
  const builder = (kind: string) =>
    `arn:aws:imagebuilder:${region}:${account}:${kind}/parallelclusterimage-${uuid}`
  const topicArn = `arn:aws:sns:${region}:${account}:${name}`
  const role = (service: string) => ({
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    },
    Path: '/parallelcluster/',
    Tags: tags,
  })
  return [
    [
      resource(
        'DeleteStackFunctionExecutionRole',
        'AWS::IAM::Role',
        `ParallelClusterImageCleanup-${uuid}`,
        role('lambda.amazonaws.com'),
        17,
      ),
    ],
    [
      resource('InstanceRole', 'AWS::IAM::Role', name, role('ec2.amazonaws.com'), 18),
      ...components(facts).map(([logicalId, kind]) =>
        resource(
          logicalId,
          'AWS::ImageBuilder::Component',
          componentArn(facts, kind),
          {
            Name: `ParallelClusterImage-${kind ?? ''}${uuid}`,
            Version: version,
            Platform: 'Linux',
            Tags: tags,
          },
          1,
        ),
      ),
      resource(
        'DistributionConfiguration',
        'AWS::ImageBuilder::DistributionConfiguration',
        builder('distribution-configuration'),
        { Name: name, Distributions: [{ Region: region }], Tags: tags },
        1,
      ),
      resource(
        'DeleteStackFunctionLog',
        'AWS::Logs::LogGroup',
        `/aws/lambda/${name}`,
        { LogGroupName: `/aws/lambda/${name}` },
        12,
      ),
      resource('BuildNotificationTopic', 'AWS::SNS::Topic', topicArn, { TopicName: name, Tags: tags }, 11),
    ],
    [
      resource(
        'InstanceProfile',
        'AWS::IAM::InstanceProfile',
        name,
        { InstanceProfileName: name, Roles: [name], Path: '/parallelcluster/' },
        124,
      ),
      resource(
        'DeleteStackFunction',
        'AWS::Lambda::Function',
        name,
        { FunctionName: name, Handler: 'index.handler', Runtime: 'python3.12', Timeout: 900 },
        3,
      ),
      resource(
        'ImageRecipe',
        'AWS::ImageBuilder::ImageRecipe',
        `arn:aws:imagebuilder:${region}:${account}:image-recipe/parallelclusterimage-${imageId.toLowerCase()}/${version}`,
        { Name: `ParallelClusterImage-${imageId}`, Version: version, ParentImage: facts.parent, Tags: tags },
        1,
      ),
    ],
    [
      resource(
        'InfrastructureConfiguration',
        'AWS::ImageBuilder::InfrastructureConfiguration',
        builder('infrastructure-configuration'),
        {
          Name: name,
          InstanceTypes: [facts.instanceType],
          TerminateInstanceOnFailure: true,
          SnsTopicArn: topicArn,
        },
        1,
      ),
      resource(
        'DeleteStackFunctionPermission',
        'AWS::Lambda::Permission',
        `${imageId}-DeleteStackFunctionPermission-${uuid.slice(0, 8)}`,
        { Action: 'lambda:InvokeFunction', Principal: 'sns.amazonaws.com', SourceArn: topicArn },
        1,
      ),
      resource(
        'BuildNotificationSubscription',
        'AWS::SNS::Subscription',
        `${topicArn}:${uuid}`,
        { Protocol: 'lambda', TopicArn: topicArn },
        1,
      ),
    ],
  ]
}

export function imageResource({
  imageArn,
  imageId,
  region,
  account,
  uuid,
  version,
}: BuildFacts): StackResource {
  const builder = `arn:aws:imagebuilder:${region}:${account}`
  const properties = {
    InfrastructureConfigurationArn: `${builder}:infrastructure-configuration/parallelclusterimage-${uuid}`,
    ImageRecipeArn: `${builder}:image-recipe/parallelclusterimage-${imageId.toLowerCase()}/${version}`,
    DistributionConfigurationArn: `${builder}:distribution-configuration/parallelclusterimage-${uuid}`,
    ImageTestsConfiguration: { ImageTestsEnabled: true },
    Tags: { 'parallelcluster:image_name': imageId, 'parallelcluster:image_id': imageId },
  }
  return resource('ParallelClusterImage', 'AWS::ImageBuilder::Image', imageArn, properties, 0)
}

function components({
  updateOs,
  scripts,
}: BuildFacts): [logicalResourceId: string, kind: string | undefined][] {
  return [
    ...(updateOs ? [['UpdateOSComponent', 'updateos'] as [string, string]] : []),
    ['ParallelClusterComponent', undefined],
    ['ParallelClusterTagComponent', 'tag'],
    ...scripts.map((_, i): [string, string] => [`ScriptComponent${i}`, `script-${i}`]),
  ]
}

function resource(
  logicalResourceId: string,
  resourceType: string,
  physicalResourceId: string,
  properties: Record<string, unknown>,
  seconds: number,
): StackResource {
  return { logicalResourceId, resourceType, physicalResourceId, properties, seconds }
}
