import { z } from 'zod'
import { buildOutcome } from './cause'

/** What the list of images says of a failed build: as much as fits its row. */
export const imageFailure = z.object({
  imageId: z.string(),
  outcome: buildOutcome,
  /** The step that failed. */
  step: z.string().optional(),
  /** What went wrong in it, where that is recognised. */
  sentence: z.string().optional(),
  /** Why there is no cause, such as that somebody cancelled the build. */
  reason: z.string().optional(),
  /** When the build ended, where AWS tells. */
  completionTime: z.iso.datetime({ precision: 3 }).optional(),
})
export type ImageFailure = z.infer<typeof imageFailure>
