import { z } from 'zod'
import { explanation } from './cause'

/** What `GET /v3/images/custom/{imageId}/cause` answers. */
export const imageExplanation = explanation.extend({
  imageId: z.string(),
  /** The log that was read; absent when there is none. */
  logStreamName: z.string().optional(),
})
export type ImageExplanation = z.infer<typeof imageExplanation>
