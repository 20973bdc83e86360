import { z } from 'zod'
import { explanation } from './cause'

/** A source that would have told more, but could not be read. */
const unreadSource = z.object({
  source: z.enum(['log', 'stackEvents', 'image']),
  /** AWS's own words. */
  message: z.string(),
})
export type UnreadSource = z.infer<typeof unreadSource>

/** What `GET /v3/images/custom/{imageId}/cause` answers. */
export const imageExplanation = explanation.extend({
  imageId: z.string(),
  /** The log that was read; absent when there is none. */
  logStreamName: z.string().optional(),
  /** What is said was found without these. Absent when all there is was read. */
  unread: z.array(unreadSource).optional(),
})
export type ImageExplanation = z.infer<typeof imageExplanation>
