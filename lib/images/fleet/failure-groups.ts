import { z } from 'zod'
import { type BuildRecord, buildRecord, recordedCause, timeOf } from './build-record'
import { mask } from './mask'

const timestamp = z.iso.datetime({ precision: 3 })

/** Builds that failed of the same cause. */
export const failureGroup = recordedCause.omit({ line: true }).extend({
  /** Names the group in addresses; the same on every server and in every browser. */
  groupId: z.string(),
  /** The cause with what varies between the builds masked, such as `‹version›`. */
  sentence: z.string(),
  /** How many builds, and of how many images. */
  builds: z.number(),
  images: z.number(),
  /** ParallelCluster's versions, newest first. */
  versions: z.array(z.string()),
  systems: z.array(z.string()),
  steps: z.array(z.string()),
  firstSeen: timestamp,
  lastSeen: timestamp,
  /** Builds by the week they ended in, oldest first; weeks without any are left out. `week` is its Monday, UTC. */
  weeks: z.array(z.object({ week: z.iso.date(), builds: z.number() })),
  /** The newest build's id and name. */
  newest: buildRecord.pick({ build: true, imageId: true }),
})
export type FailureGroup = z.infer<typeof failureGroup>

/** What of all failures is asked for; what is absent is not asked about. */
export type FailureFilter = {
  /** Every word must be in the sentence, an image's id, a step or the case's id. */
  q?: string | undefined
  version?: string | undefined
  system?: string | undefined
  /** Builds that ended at or after it. Epoch milliseconds. */
  startTime?: number | undefined
}

/** Whether the build failed: cancelled and good ones have no cause to group. */
export const isFailure = (record: BuildRecord): boolean =>
  record.outcome === 'failed' && record.cause !== undefined

/**
 * Names the cause without what varies. A case that is recognised is told by its sentence; what no case knows, by its
 * line and the step that said it, since one line such as `exit status 1` closes many failures.
 */
export function groupKeyOf(record: BuildRecord): string {
  const { cause, imageId, step } = record
  if (!cause) return ''
  const told = cause.certainty === 'unrecognised' ? `${step ?? ''} ${cause.line?.text ?? ''}` : cause.sentence
  return `${cause.ruleId} ${mask(told, imageId)}`
}

/** A group's name in addresses: 53 bits of its key, in eleven letters and digits at most. */
export function groupIdOf(record: BuildRecord): string {
  const known = ids.get(record)
  if (known !== undefined) return known
  const id = digest(groupKeyOf(record)).toString(36)
  ids.set(record, id)
  return id
}

/** Whether naming its group costs nothing any more. */
export const isNamed = (record: BuildRecord): boolean => ids.has(record)

/** Masking a sentence costs more than all the rest of grouping it, and records never change. */
const ids = new WeakMap<BuildRecord, string>()

/** Two rounds of FNV-1a with a final mix: spread well enough that some thousand causes do not meet. */
function digest(text: string): number {
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x9e3779b1)
    b = Math.imul(b ^ code, 0x5f356495)
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35)
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return 4294967296 * (b & 0x1fffff) + (a >>> 0)
}

export function filterFailures(
  records: Iterable<BuildRecord>,
  { q = '', version, system, startTime }: FailureFilter,
): BuildRecord[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const found: BuildRecord[] = []
  for (const record of records) {
    if (!isFailure(record)) continue
    if (version !== undefined && record.version !== version) continue
    if (system !== undefined && record.system !== system) continue
    if (startTime !== undefined && timeOf(record) < startTime) continue
    if (words.length > 0 && !holds(record, words)) continue
    found.push(record)
  }
  return found
}

function holds({ imageId, step = '', cause }: BuildRecord, words: readonly string[]): boolean {
  const text = `${imageId} ${step} ${cause?.ruleId} ${cause?.tool ?? ''} ${cause?.sentence}`.toLowerCase()
  return words.every((word) => text.includes(word))
}

/** Failed builds as groups of one cause each, the largest first, of equal ones the one seen last. */
export const groupFailures = (records: Iterable<BuildRecord>): FailureGroup[] =>
  largestGroups(records, Number.POSITIVE_INFINITY).groups

/**
 * The first `most` of them, and how many more there are: describing a group takes longer than counting it.
 * @param most how many are described
 */
export function largestGroups(
  records: Iterable<BuildRecord>,
  most: number,
): { groups: FailureGroup[]; leftOut: number } {
  const all = new Map<string, { groupId: string; builds: BuildRecord[]; lastSeen: number }>()
  for (const record of records) {
    if (!isFailure(record)) continue
    const groupId = groupIdOf(record)
    const group = all.get(groupId) ?? { groupId, builds: [], lastSeen: 0 }
    group.builds.push(record)
    group.lastSeen = Math.max(group.lastSeen, timeOf(record))
    all.set(groupId, group)
  }
  const groups = [...all.values()].sort(
    (a, b) => b.builds.length - a.builds.length || b.lastSeen - a.lastSeen,
  )
  return {
    groups: groups.slice(0, most).map(({ groupId, builds }) => toGroup(groupId, builds)),
    leftOut: Math.max(0, groups.length - most),
  }
}

function toGroup(groupId: string, records: readonly BuildRecord[]): FailureGroup {
  const builds = records.toSorted((a, b) => timeOf(b) - timeOf(a))
  const newest = builds[0] as BuildRecord
  const { line, sentence, ...cause } = newest.cause as NonNullable<BuildRecord['cause']>
  const weeks = new Map<string, number>()
  for (const record of builds) {
    const week = weekOf(timeOf(record))
    weeks.set(week, (weeks.get(week) ?? 0) + 1)
  }
  return {
    groupId,
    ...cause,
    sentence: builds.length === 1 ? sentence : mask(sentence, newest.imageId),
    builds: builds.length,
    images: new Set(builds.map(({ imageId }) => imageId)).size,
    versions: distinct(builds.map(({ version }) => version))
      .sort(byVersion)
      .reverse(),
    systems: distinct(builds.map(({ system }) => system)).sort(),
    steps: distinct(builds.map(({ step }) => step)),
    firstSeen: new Date(timeOf(builds.at(-1) as BuildRecord)).toISOString(),
    lastSeen: new Date(timeOf(newest)).toISOString(),
    weeks: [...weeks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([week, count]) => ({ week, builds: count })),
    newest: { build: newest.build, imageId: newest.imageId },
  }
}

/** What is there to choose from, each once. */
export function choicesOf(records: Iterable<BuildRecord>): { versions: string[]; systems: string[] } {
  const failed = [...records].filter(isFailure)
  return {
    versions: distinct(failed.map(({ version }) => version))
      .sort(byVersion)
      .reverse(),
    systems: distinct(failed.map(({ system }) => system)).sort(),
  }
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values)].filter((value): value is string => value !== undefined && value !== '')
}

const byVersion = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

const day = 86_400_000

/** The Monday, in UTC, of the week a moment is in: `2026-11-23`. */
export function weekOf(epochMs: number): string {
  const days = Math.floor(epochMs / day)
  // 1970-01-01 was a Thursday.
  return new Date((days - ((days + 3) % 7)) * day).toISOString().slice(0, 10)
}
