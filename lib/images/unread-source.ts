import { z } from 'zod'

/** A source that would have told more, but could not be read. */
export const unreadSource = z.object({
  /** `image`: all that AWS tells of the image. `imageBuilder`: only EC2 Image Builder's own word on its build. */
  source: z.enum(['log', 'stackEvents', 'image', 'imageBuilder']),
  /** AWS's own words. */
  message: z.string(),
})
export type UnreadSource = z.infer<typeof unreadSource>
