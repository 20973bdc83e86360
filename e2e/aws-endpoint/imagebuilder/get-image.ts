import type { AwsCall } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import type { Region } from '../world'

/** GET /GetImage?imageBuildVersionArn=… */
export function getImage(region: Region, { params, requestId }: AwsCall): unknown {
  const arn = params.imageBuildVersionArn
  if (
    typeof arn !== 'string' ||
    !/^arn:aws[^:]*:imagebuilder:[^:]+:(?:\d{12}|aws):image\/[a-z0-9-_]+\/\d+\.\d+\.\d+(?:\/\d+)?$/.test(arn)
  ) {
    throw new AwsError(
      'InvalidParameterValueException',
      `The value supplied for parameter 'imageBuildVersionArn' is not valid.`,
    )
  }
  const image = region.images.get(arn)
  if (image === undefined) {
    const text = `Resource of type 'ImageBuild' with identifier '${arn}' cannot be found.`
    throw new AwsError('ResourceNotFoundException', text, 404)
  }
  return {
    requestId,
    image: {
      arn,
      type: 'AMI',
      name: image.name,
      version: `${image.version}/${arn.split('/').at(-1) ?? '1'}`,
      platform: 'Linux',
      enhancedImageMetadataEnabled: true,
      state: {
        status: image.status,
        ...(image.reason === undefined ? {} : { reason: image.reason }),
        ...(image.failureContext === undefined ? {} : { failureContext: image.failureContext }),
      },
      dateCreated: new Date(image.dateCreated).toISOString(),
      outputResources: {
        amis:
          image.amiId === undefined
            ? []
            : [{ region: region.region, image: image.amiId, name: image.name, accountId: region.account }],
      },
      tags: image.tags ?? {},
      buildType: 'USER_INITIATED',
    },
  }
}
