'use client'

import { useQuery } from '@tanstack/react-query'
import { Problem } from '@/components/problem'
import { Timestamp } from '@/components/timestamp'
import { imageHref, type NamedScope } from '@/lib/images/addresses'
import { quotedLineHref } from '@/lib/images/build-log/quoted-line-href'
import type { BuildRecord } from '@/lib/images/fleet/build-record'
import { failureGroupQuery } from '@/lib/images/fleet/queries'
import { HoverLink } from '../shell/hover-link'

/** The builds that failed of one cause, newest first. */
export function GroupBuilds({ groupId, scope }: { groupId: string; scope: NamedScope }) {
  const { data, error, refetch, isPending } = useQuery(failureGroupQuery(scope, groupId))
  if (error && !data)
    return <Problem title="The builds could not be listed." error={error} retry={() => void refetch()} />
  if (isPending) return <p className="pulse-soft text-ink-2">Reading the builds.</p>
  return (
    <div className="overflow-x-auto">
      <table className="w-full max-w-5xl border-separate border-spacing-0">
        <thead>
          <tr className="text-left text-ink-3 text-xs [&>th]:border-line [&>th]:border-b [&>th]:py-1 [&>th]:pr-4 [&>th]:font-normal">
            <th scope="col">Image</th>
            <th scope="col">Ended</th>
            <th scope="col" className="max-sm:hidden">
              Version
            </th>
            <th scope="col" className="max-md:hidden">
              System
            </th>
            <th scope="col" className="max-lg:hidden">
              Step
            </th>
            <th scope="col">
              <span className="sr-only">Log</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data?.builds?.map((record) => (
            <Build key={record.build} record={record} scope={scope} />
          ))}
        </tbody>
      </table>
      {data?.buildsLeftOut !== undefined && (
        <p className="mt-2 text-ink-2">{data.buildsLeftOut.toLocaleString('en')} older builds left out.</p>
      )}
    </div>
  )
}

function Build({ record, scope }: { record: BuildRecord; scope: NamedScope }) {
  const { imageId, logStreamName, cause, completionTime, startTime } = record
  const time = completionTime ?? startTime
  const href =
    logStreamName !== undefined && cause?.line
      ? quotedLineHref(imageId, logStreamName, scope, cause.line)
      : undefined
  return (
    <tr className="[&>td]:border-line [&>td]:border-b [&>td]:py-1.5 [&>td]:pr-4 [&>td]:align-baseline">
      <td className="font-medium [overflow-wrap:anywhere]">
        <HoverLink href={imageHref(imageId, scope)} className="hover:text-accent hover:underline">
          {imageId}
        </HoverLink>
      </td>
      <td className="whitespace-nowrap text-ink-2">{time && <Timestamp value={time} />}</td>
      <td className="text-ink-2 tabular-nums max-sm:hidden">{record.version}</td>
      <td className="text-ink-2 max-md:hidden">{record.system}</td>
      <td className="text-ink-2 max-lg:hidden">{record.step}</td>
      <td className="whitespace-nowrap text-right">
        {href && (
          <HoverLink href={href} className="prose-link" aria-label={`Show in the log of ${imageId}`}>
            Log
          </HoverLink>
        )}
      </td>
    </tr>
  )
}
