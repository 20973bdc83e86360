import { z } from 'zod'
import { buildRecord } from './build-record'
import { failureGroup } from './failure-groups'

/** How many of the builds that may have failed were looked into. */
export const coverage = z.object({
  /** Builds without an AMI that AWS's lists and the archive tell of. Grows while the lists are read. */
  builds: z.number(),
  read: z.number(),
  /** Builds that could not be looked into; the last one's reason. */
  unread: z.number(),
  unreadReason: z.string().optional(),
  /** Whether more is being read just now. */
  isReading: z.boolean(),
  /** Why reading stopped before its end. */
  failure: z.string().optional(),
})
export type Coverage = z.infer<typeof coverage>

/** What `GET /v3/images/custom/failures` answers. */
export const failures = z.object({
  /** The largest first; at most 300. */
  groups: z.array(failureGroup),
  groupsLeftOut: z.number().optional(),
  /** With `groupId`: its builds, newest first; at most 500. */
  builds: z.array(buildRecord).optional(),
  buildsLeftOut: z.number().optional(),
  /** What there is to choose from, whatever was asked. */
  versions: z.array(z.string()),
  systems: z.array(z.string()),
  /** Absent with `groupId`, which looks at what is known only. */
  coverage: coverage.optional(),
})
export type Failures = z.infer<typeof failures>
