import { causeAsMarkdown, code, fence } from '../build-log/markdown'
import { buildState } from '../build-state'
import { plainLines } from '../log-events/display-line'
import { maskAccountIds } from '../mask-account-ids'
import type { PageBuild } from '../saved-page/page-build'
import { formatTime } from '../time-format'

export type BugReport = { title: string; body: string }

/** So many of the log's lines stand before the first line of the cause, and after its last one. */
const around = 10
/** A cause may quote many lines; between its first and its last so many are told. */
const mostBetween = 20

/**
 * A failed build as somebody else's bug tracker takes it: what failed and why, the lines around it, and where it ran, in
 * Markdown.
 * @param link where the build can be looked at, for those who may
 */
export function bugReport(build: PageBuild, { link, mask }: { link?: string; mask: boolean }): BugReport {
  const { image, explanation, logStreamName } = build
  const cause = explanation?.cause ?? explanation?.warning
  const told = cause
    ? causeAsMarkdown(cause, { imageId: image.imageId, logStreamName, unread: explanation?.unread }).trimEnd()
    : [buildState(image).words, explanation?.reason].filter(Boolean).join('. ')
  const lines = linesAroundCause(build)
  const parts = [
    told,
    lines.length > 0 ? `### The log around it\n\n${fence(lines)}` : '',
    `### Environment\n\n${environment(build)
      .map(([name, value]) => `- ${name}: ${code(value)}`)
      .join('\n')}`,
    link === undefined ? '' : `Whole log: ${link}`,
    ...build.unread.map((sentence) => `Not read: ${sentence}`),
  ]
  const written = (text: string) => (mask ? maskAccountIds(text) : text)
  const what = cause?.certainty === 'unrecognised' ? undefined : cause?.sentence
  const where = cause?.step === undefined ? 'Image build failed' : `Image build failed in ${cause.step}`
  return {
    title: written(what === undefined ? where : `${where}: ${what.replace(/\.$/, '')}`).slice(0, 200),
    body: written(`${parts.filter(Boolean).join('\n\n')}\n`),
  }
}

/** The lines of the log around those that the cause quotes, as they are read, in the log's order. */
function linesAroundCause({ excerpts }: PageBuild): string[] {
  const lines = excerpts.flatMap(({ events }) =>
    events.flatMap(({ message, mark }) =>
      plainLines(message).map((text, index) => ({ text, marked: mark?.lines.includes(index) === true })),
    ),
  )
  const first = lines.findIndex(({ marked }) => marked)
  const last = Math.min(
    lines.findLastIndex(({ marked }) => marked),
    first + mostBetween,
  )
  if (first < 0) return []
  return lines.slice(Math.max(0, first - around), last + around + 1).map(({ text }) => text)
}

function environment({ image, outline, savedAt }: PageBuild): [string, string][] {
  const { os, release, architecture, parentImage, cookbook } = outline?.facts ?? {}
  const known: [string, string | undefined][] = [
    ['Image', image.imageId],
    ['ParallelCluster', image.version],
    ['Region', image.region],
    ['Operating system', [os, release].filter(Boolean).join(' ')],
    ['Architecture', architecture ?? image.ec2AmiInfo?.architecture],
    ['Parent image', parentImage],
    ['Cookbook', cookbook],
    ['Image Builder', image.imagebuilderImageStatus],
    ['Stack', image.cloudformationStackStatus],
    ['Build began', image.buildStartTime && `${formatTime(Date.parse(image.buildStartTime), 'utc')} UTC`],
    ['Report made', `${formatTime(savedAt.getTime(), 'utc')} UTC`],
  ]
  return known.flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []))
}
