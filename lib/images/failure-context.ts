import { z } from 'zod'

/** A member AWS sends in another form than documented counts as absent. */
const text = z.string().optional().catch(undefined)

/**
 * GetImage's own account of a failure (API_ImageFailureContext). Every member may be missing, and the texts come
 * from the build: an error message is cut at 1,024 characters.
 */
export const failureContext = z.object({
  imageStatus: text,
  /** The step of Image Builder's workflow, not of a component. */
  failedStep: text,
  workflowExecutionId: text,
  componentFailure: z
    .object({ componentArn: text, phaseName: text, stepName: text, action: text, errorMessage: text })
    .optional()
    .catch(undefined),
  distributionFailure: z.object({ errorMessage: text }).optional().catch(undefined),
})
export type FailureContext = z.infer<typeof failureContext>
