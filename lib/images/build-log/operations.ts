import { z } from 'zod'
import { unreadSource } from '../unread-source'
import { explanation } from './cause'

/** What `GET /v3/images/custom/{imageId}/cause` answers. */
export const imageExplanation = explanation.extend({
  imageId: z.string(),
  /** The log that was read; absent when there is none. */
  logStreamName: z.string().optional(),
  /** What is said was found without these. Absent when all there is was read. */
  unread: z.array(unreadSource).optional(),
})
export type ImageExplanation = z.infer<typeof imageExplanation>
