import { z } from 'zod'
import { failureContext } from './failure-context'
import { unreadSource } from './unread-source'

/**
 * The shapes our API answers with: ParallelCluster v3's own, field for field
 * (api/spec/openapi/ParallelCluster.openapi.yaml), with our additions marked as such. Absent values are left
 * out, never null. openapi.json is generated from these schemas and the browser's types are inferred from them.
 */

/** UTC with exactly three decimals: `2022-04-05T15:51:20.000Z`. */
const timestamp = z.iso.datetime({ precision: 3 })

export const logEvent = z.object({
  timestamp,
  /** Untrusted text; may hold several lines, ANSI codes and `\r`. */
  message: z.string(),
})
export type LogEvent = z.infer<typeof logEvent>

export const imageLogEvents = z.object({
  events: z.array(logEvent),
  /** CloudWatch's nextForwardToken. The end of the log is the answer that repeats the token it was sent. */
  nextToken: z.string().optional(),
  /** CloudWatch's nextBackwardToken. */
  prevToken: z.string().optional(),
})
export type ImageLogEvents = z.infer<typeof imageLogEvents>

export const logStream = z.object({
  logStreamName: z.string(),
  logStreamArn: z.string(),
  creationTime: timestamp,
  firstEventTimestamp: timestamp,
  lastEventTimestamp: timestamp,
  lastIngestionTime: timestamp,
  uploadSequenceToken: z.string(),
  /** Ours: false while AWS reports no event, when the three times above are only creationTime's stand-ins. */
  hasEvents: z.boolean(),
})
export type LogStream = z.infer<typeof logStream>

export const imageLogStreams = z.object({
  logStreams: z.array(logStream),
  nextToken: z.string().optional(),
})
export type ImageLogStreams = z.infer<typeof imageLogStreams>

export const stackEvent = z.object({
  stackId: z.string(),
  eventId: z.string(),
  stackName: z.string(),
  logicalResourceId: z.string(),
  /** Empty until the resource has one. */
  physicalResourceId: z.string(),
  resourceType: z.string(),
  timestamp,
  /** CloudFormation's word, passed through unchanged, ones we have never seen included. */
  resourceStatus: z.string(),
  resourceStatusReason: z.string().optional(),
  /** CloudFormation's JSON text; longer than 32 kB it is cut and says so. */
  resourceProperties: z.string().optional(),
  clientRequestToken: z.string().optional(),
})
export type StackEvent = z.infer<typeof stackEvent>

export const imageStackEvents = z.object({
  /** Newest first, as CloudFormation gives them. */
  events: z.array(stackEvent),
  nextToken: z.string().optional(),
})
export type ImageStackEvents = z.infer<typeof imageStackEvents>

export const imageBuildStatus = z.enum([
  'BUILD_IN_PROGRESS',
  'BUILD_FAILED',
  'BUILD_COMPLETE',
  'DELETE_IN_PROGRESS',
  'DELETE_FAILED',
  'DELETE_COMPLETE',
])
export type ImageBuildStatus = z.infer<typeof imageBuildStatus>

export const imageInfoSummary = z.object({
  imageId: z.string(),
  imageBuildStatus,
  region: z.string(),
  /** ParallelCluster's version; empty when only a log group is left to tell of the image. */
  version: z.string(),
  ec2AmiInfo: z.object({ amiId: z.string() }).optional(),
  cloudformationStackArn: z.string().optional(),
  cloudformationStackStatus: z.string().optional(),
  cloudformationStackStatusReason: z.string().optional(),
  /** Ours: when the build began (its stack's creation, else its log group's, else its AMI's). */
  creationTime: timestamp.optional(),
  /** Ours: when the build ended, as near as AWS tells; absent while it runs or when nobody knows. */
  completionTime: timestamp.optional(),
  /** Ours: whether the image's log group exists. */
  hasLogGroup: z.boolean().optional(),
  /** Ours: AWS has forgotten this build; the archive tells of it. */
  kept: z.literal(true).optional(),
})
export type ImageInfoSummary = z.infer<typeof imageInfoSummary>

export const images = z.object({
  images: z.array(imageInfoSummary),
  nextToken: z
    .string()
    .describe(
      'More to come. Ours, without imageStatus: pages are given as AWS tells, each newest first, and one may be empty; an ' +
        'image of which more has become known comes again, and then counts as in the later page.',
    )
    .optional(),
  /** Ours: what could not be read for want of permission, in AWS's words; the list lacks what it would have told. */
  warnings: z.array(z.string()).optional(),
  /** Ours: what of a list too long to be read each minute is older than that, and as of when it is. */
  notes: z.array(z.string()).optional(),
})
export type Images = z.infer<typeof images>

export const imageDescription = z.object({
  imageId: z.string(),
  imageBuildStatus,
  region: z.string(),
  version: z.string(),
  /** When the AMI was made; absent while there is none. */
  creationTime: timestamp.optional(),
  /** Ours: when the build began, which the list calls creationTime. */
  buildStartTime: timestamp.optional(),
  /** Ours, as in the list. */
  completionTime: timestamp.optional(),
  /** Ours, as in the list. */
  hasLogGroup: z.boolean().optional(),
  /** Ours, as in the list. */
  kept: z.literal(true).optional(),
  imageConfiguration: z.object({ url: z.string() }),
  imageBuildLogsArn: z.string().optional(),
  imagebuilderImageStatus: z.string().optional(),
  imagebuilderImageStatusReason: z.string().optional(),
  /** Ours: what EC2 Image Builder's GetImage tells of a failure. */
  imagebuilderFailureContext: failureContext.optional(),
  /** Ours: what the description lacks because it could not be read. Absent when all there is was read. */
  unread: z.array(unreadSource).optional(),
  cloudformationStackStatus: z.string().optional(),
  cloudformationStackStatusReason: z.string().optional(),
  cloudformationStackArn: z.string().optional(),
  cloudformationStackCreationTime: timestamp.optional(),
  cloudformationStackTags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
  ec2AmiInfo: z
    .object({
      amiId: z.string(),
      amiName: z.string().optional(),
      state: z.string().optional(),
      architecture: z.string().optional(),
      description: z.string().optional(),
      tags: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
    })
    .optional(),
})
export type ImageDescription = z.infer<typeof imageDescription>

export const apiErrorBody = z.object({ message: z.string() })
