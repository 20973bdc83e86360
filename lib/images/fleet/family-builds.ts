import { z } from 'zod'
import { buildOutcome } from '../build-log/cause'
import { coverage } from './operations'

const timestamp = z.iso.datetime({ precision: 3 })

/** How long a step took, over all of the build's runs. */
export const stepTook = z.object({
  /** The component's name without the stack's id. */
  component: z.string(),
  name: z.string(),
  /** Milliseconds. */
  took: z.number(),
})
export type StepTook = z.infer<typeof stepTook>

/** What of a build's log its family's trends need; kept. */
export const buildSteps = z.object({
  logStreamName: z.string(),
  outcome: buildOutcome.optional(),
  /** From the log's first event to its last, milliseconds. */
  took: z.number(),
  /** The longest of them, at most 60. */
  steps: z.array(stepTook),
})
export type BuildSteps = z.infer<typeof buildSteps>

/** A build of a family. */
export const familyBuild = z.object({
  imageId: z.string(),
  version: z.string(),
  outcome: z.enum(['good', 'failed', 'running', 'other']),
  startTime: timestamp.optional(),
  completionTime: timestamp.optional(),
  /** Absent while its log has not been read. */
  log: buildSteps.optional(),
})
export type FamilyBuild = z.infer<typeof familyBuild>

/** What `GET /v3/images/custom/{imageId}/family` answers. */
export const imageFamily = z.object({
  /** The image's id without version and date. */
  family: z.string(),
  /** Newest first, at most ten; the image itself is among them. */
  builds: z.array(familyBuild),
  /** How many of them have a log, and of how many it was read. */
  coverage,
})
export type ImageFamily = z.infer<typeof imageFamily>
