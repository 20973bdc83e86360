import { z } from 'zod'

/** One stack of the image's name: one try at building it. */
export const imageAttempt = z.object({
  stackId: z.string(),
  stackStatus: z.string(),
  creationTime: z.iso.datetime({ precision: 3 }),
  /** When its deletion was done; absent while the stack is there. */
  deletionTime: z.iso.datetime({ precision: 3 }).optional(),
  /** AWS has forgotten the stack; the archive tells of it. */
  kept: z.literal(true).optional(),
})
export type ImageAttempt = z.infer<typeof imageAttempt>

/** GET /v3/images/custom/{imageId}/attempts: ours. Newest first; deleted stacks for 90 days. */
export const imageAttempts = z.object({ attempts: z.array(imageAttempt) })
export type ImageAttempts = z.infer<typeof imageAttempts>
