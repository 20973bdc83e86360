import { z } from 'zod'
import { buildOutcome, type Explanation } from '../build-log/cause'
import type { ImageFailure } from '../build-log/image-failure'
import { buildAgain, certainty, type Outline, quotedLine, side } from '../build-log/outline-schema'

const timestamp = z.iso.datetime({ precision: 3 })

/** What a build's cause comes down to once many builds stand side by side. */
export const recordedCause = z.object({
  ruleId: z.string(),
  sentence: z.string(),
  certainty,
  kind: z.string().optional(),
  tool: z.string().optional(),
  side: side.optional(),
  buildAgain: buildAgain.optional(),
  /** The cause's first line, where the log tells it. */
  line: quotedLine.optional(),
})
export type RecordedCause = z.infer<typeof recordedCause>

/** One build that has ended, looked into once. */
export const buildRecord = z.object({
  /** Tells builds apart, those of one image too: the stack's ARN, or the archive that alone tells of it. */
  build: z.string(),
  imageId: z.string(),
  /** ParallelCluster's version. */
  version: z.string(),
  outcome: buildOutcome,
  startTime: timestamp.optional(),
  completionTime: timestamp.optional(),
  logStreamName: z.string().optional(),
  /** As ParallelCluster names it, such as `ubuntu2204`. */
  system: z.string().optional(),
  /** What the recipe names: an AMI's id, or an Image Builder image's ARN. */
  parentImage: z.string().optional(),
  /** The step that failed. */
  step: z.string().optional(),
  cause: recordedCause.optional(),
  /** Why there is no cause, such as that somebody cancelled the build. */
  reason: z.string().optional(),
})
export type BuildRecord = z.infer<typeof buildRecord>

/** When a build is placed in time: its end, else its beginning. Epoch milliseconds; 0 when nobody knows. */
export const timeOf = ({ completionTime, startTime }: BuildRecord): number =>
  Date.parse(completionTime ?? startTime ?? '') || 0

/** What is known of the build besides its cause. */
type Build = Pick<BuildRecord, 'build' | 'imageId' | 'version'> &
  Partial<Record<'startTime' | 'completionTime' | 'logStreamName' | 'parentImage', string | undefined>>

/** A line longer than this is cut: a record is kept ten thousandfold. */
const longestLine = 400

export function toBuildRecord(
  build: Build,
  { outcome, cause, reason }: Explanation,
  outline: Pick<Outline, 'facts'> | undefined,
): BuildRecord {
  const { startTime, completionTime, logStreamName } = build
  const { os, version } = outline?.facts ?? {}
  const parentImage = build.parentImage ?? outline?.facts.parentImage
  const [line] = cause?.lines ?? []
  return {
    build: build.build,
    imageId: build.imageId,
    version: build.version || version || logStreamName?.split('/')[0] || '',
    outcome,
    ...(startTime !== undefined && { startTime }),
    ...(completionTime !== undefined && { completionTime }),
    ...(logStreamName !== undefined && { logStreamName }),
    ...(os && { system: os }),
    ...(parentImage && { parentImage }),
    ...(cause?.step !== undefined && { step: cause.step }),
    ...(cause && {
      cause: {
        ruleId: cause.ruleId,
        sentence: cut(cause.sentence),
        certainty: cause.certainty,
        ...(cause.kind !== undefined && { kind: cause.kind }),
        ...(cause.tool !== undefined && { tool: cause.tool }),
        ...(cause.side !== undefined && { side: cause.side }),
        ...(cause.buildAgain !== undefined && { buildAgain: cause.buildAgain }),
        ...(line && { line: { ...line, text: cut(line.text) } }),
      },
    }),
    ...(reason !== undefined && { reason }),
  }
}

const cut = (text: string) => (text.length > longestLine ? `${text.slice(0, longestLine - 1)}…` : text)

/** What the list of images says of a build. */
export function failureOfRecord({
  imageId,
  outcome,
  step,
  cause,
  reason,
  completionTime,
}: BuildRecord): ImageFailure {
  return {
    imageId,
    outcome,
    ...(step !== undefined && { step }),
    ...(cause && cause.certainty !== 'unrecognised' && { sentence: cause.sentence }),
    ...(reason !== undefined && { reason }),
    ...(completionTime !== undefined && { completionTime }),
  }
}
