'use client'

import { useQuery } from '@tanstack/react-query'
import { scaleBand, scaleLinear } from 'd3-scale'
import Link from 'next/link'
import { useId } from 'react'
import { useInSight } from '@/components/use-in-sight'
import { imageHref, logStreamHref, type NamedScope } from '@/lib/images/addresses'
import type { FamilyBuild, ImageFamily } from '@/lib/images/fleet/family-builds'
import { imageFamilyQuery } from '@/lib/images/fleet/queries'
import { type StepTrend, slowerThanUsual, stepTrends } from '@/lib/images/fleet/step-trends'
import { formatDuration } from '@/lib/images/time-format'

const mostSteps = 8
/** By then what stands above it has mostly come, and pushed it out of sight. */
const settledMs = 1_500
/** Two builds show no trend. */
const leastBuilds = 3

/**
 * How long the longest steps took over the last builds of the image's family; nothing where there are too few. Asking
 * has whole logs read: that waits until somebody comes to where they stand.
 */
export function StepTrends({ imageId, scope }: { imageId: string; scope: NamedScope }) {
  const { inSight, watch } = useInSight(settledMs)
  const { data } = useQuery({ ...imageFamilyQuery(imageId, scope), enabled: inSight })
  const heading = useId()
  if (!data || data.coverage.builds < leastBuilds) return <div ref={watch} className="h-px" />
  const builds = data.builds.toReversed().filter(({ outcome }) => outcome !== 'running')
  const here = data.builds.find((build) => build.imageId === imageId)
  const slow =
    here &&
    slowerThanUsual(
      here,
      builds.filter((build) => build !== here),
    )
  const trends = stepTrends(builds, mostSteps)
  return (
    <section ref={watch} aria-labelledby={heading}>
      <h2 id={heading} className="mb-1 font-semibold">
        Step times over the last builds
      </h2>
      <p className="mb-2 text-ink-3">
        {builds.length} builds of {data.family}, oldest first. The line is what good builds usually take.{' '}
        <Covered coverage={data.coverage} />
      </p>
      {slow && (
        <p className="mb-2 rounded border border-warn/40 bg-warn-soft px-3 py-2">
          Slower than usual: <span className="font-mono text-[13px]">{slow.step.name}</span> took{' '}
          {formatDuration(slow.step.took)}, usually {formatDuration(slow.step.usual)}.
        </p>
      )}
      {trends.length > 0 && (
        <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line xl:grid-cols-4">
          {trends.map((trend) => (
            <Multiple
              key={`${trend.component} ${trend.name}`}
              trend={trend}
              builds={builds}
              imageId={imageId}
              scope={scope}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

function Covered({
  coverage: { builds, read, unread, unreadReason, isReading },
}: Pick<ImageFamily, 'coverage'>) {
  if (read === builds) return null
  return (
    <span role="status" className="text-ink-2">
      {isReading && <span className="pulse-soft">Reading their logs. </span>}
      {read} of {builds} read so far.
      {unread > 0 && ` ${unread} could not be read: ${unreadReason}`}
    </span>
  )
}

const [width, height] = [160, 44]

type MultipleProps = {
  trend: StepTrend
  builds: readonly FamilyBuild[]
  imageId: string
  scope: NamedScope
}

/** One step: a bar for each build against the step's own longest. */
function Multiple({ trend: { name, component, took, usual }, builds, imageId, scope }: MultipleProps) {
  const longest = Math.max(usual ?? 0, ...took.map((each) => each ?? 0), 1)
  const y = scaleLinear().domain([0, longest]).range([height, 2])
  const x = scaleBand<number>()
    .domain(builds.map((_, index) => index))
    .range([0, width])
    .paddingInner(0.25)
  const at = builds.findIndex((build) => build.imageId === imageId)
  const mine = took[at]
  return (
    <li className="min-w-0 bg-surface px-3 py-2">
      <p className="truncate font-mono text-xs" title={`${name} of ${component}`}>
        {name}
      </p>
      <p className="text-ink-3 text-xs tabular-nums">
        {mine === undefined ? 'not run here' : formatDuration(mine)}
        {usual !== undefined && `, usually ${formatDuration(usual)}`}
      </p>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className="mt-1 h-11 w-full overflow-visible"
      >
        <title>{`${name} over ${builds.length} builds`}</title>
        {builds.map((build, index) => {
          const value = took[index]
          if (value === undefined) return null
          const told = `${build.imageId}: ${formatDuration(value)}${build.outcome === 'failed' ? ', failed' : ''}`
          return (
            <Link key={build.imageId} href={hrefOf(build, scope)} prefetch={false} aria-label={told}>
              <title>{told}</title>
              <rect x={x(index)} y={0} width={x.bandwidth()} height={height} fill="transparent" />
              <rect
                x={x(index)}
                y={Math.min(y(value), height - 1)}
                width={x.bandwidth()}
                height={Math.max(1, height - y(value))}
                className={barLook(build, index === at)}
              />
            </Link>
          )
        })}
        {usual !== undefined && (
          <line
            x1={0}
            x2={width}
            y1={y(usual)}
            y2={y(usual)}
            vectorEffect="non-scaling-stroke"
            className="stroke-ink-3 [stroke-dasharray:3_3] forced-colors:stroke-[CanvasText]"
          />
        )}
      </svg>
    </li>
  )
}

/** Of builds that failed red, this build's full, the others' pale. */
function barLook({ outcome }: FamilyBuild, isHere: boolean): string {
  const color = outcome === 'failed' ? 'fill-bad' : 'fill-ok'
  return `${color} ${isHere ? '' : 'opacity-45'} forced-colors:fill-[CanvasText] forced-colors:opacity-100`
}

const hrefOf = ({ imageId, log }: FamilyBuild, scope: NamedScope) =>
  log ? logStreamHref(imageId, log.logStreamName, scope) : imageHref(imageId, scope)
