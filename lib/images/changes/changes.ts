import { z } from 'zod'
import { eventAnchor, outlinePackage } from '../build-log/outline-schema'
import { unknownFact } from './build-facts'
import { diffLine } from './line-diff'

/** What of two builds is compared, besides packages and the configuration's lines. */
export const changedFact = z.enum([
  'parentImage',
  'kernel',
  'parallelCluster',
  'cookbook',
  'cinc',
  'operatingSystem',
  'architecture',
  'instanceType',
  'component',
  'package',
  'configuration',
])
export type ChangedFact = z.infer<typeof changedFact>

/** One thing that is different. Without `there` it is new here; without `here` it is no longer there. */
export const change = z.object({
  fact: changedFact,
  /** A package's or component's name. */
  name: z.string().optional(),
  /** Of a package. */
  manager: outlinePackage.shape.manager.optional(),
  here: z.string().optional(),
  there: z.string().optional(),
  /** Where this build's log names it. */
  at: eventAnchor.optional(),
  /** Why it may be what made the build fail. */
  because: z.string().optional(),
})
export type Change = z.infer<typeof change>

/** How a build differs from another, usually the last good one. */
export const changes = z.object({
  /** What may have made this build fail, likeliest first. */
  suspects: z.array(change),
  /** What else it began with. */
  inputs: z.array(change),
  /** Packages besides the suspects. */
  packages: z.array(change),
  /** How the configuration became this build's; absent where it is the same, or not to be read. */
  configuration: z.array(diffLine).optional(),
  /** What was compared and is the same. */
  same: z.array(changedFact),
  /** What could not be compared. */
  unknown: z.array(unknownFact.extend({ fact: changedFact })),
})
export type Changes = z.infer<typeof changes>

/** What `GET /v3/images/custom/{imageId}/changes` answers. */
export const imageChanges = z.object({
  imageId: z.string(),
  logStreamName: z.string(),
  comparedWith: z.object({ imageId: z.string(), logStreamName: z.string() }).optional(),
  changes: changes.optional(),
  /** Why there is nothing to compare with. */
  reason: z.string().optional(),
})
export type ImageChanges = z.infer<typeof imageChanges>
