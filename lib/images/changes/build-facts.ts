import { z } from 'zod'

/** What could not be known of a build, and why. */
export const unknownFact = z.object({
  fact: z.enum(['parentImage', 'instanceType', 'configuration']),
  reason: z.string(),
})

/** What `GET /v3/images/custom/{imageId}/facts` answers: what the build began with, as far as its log does not tell. */
export const buildFacts = z.object({
  imageId: z.string(),
  /** The build's log; absent when it has none. */
  logStreamName: z.string().optional(),
  parentImage: z
    .object({
      /** An AMI's id, or an Image Builder image's ARN. */
      id: z.string(),
      name: z.string().optional(),
      creationTime: z.string().optional(),
    })
    .optional(),
  instanceType: z.string().optional(),
  /** The build's image-config.yaml as it lies in its bucket; at most 64 KB. */
  configuration: z.string().optional(),
  unknown: z.array(unknownFact),
})
export type BuildFacts = z.infer<typeof buildFacts>
