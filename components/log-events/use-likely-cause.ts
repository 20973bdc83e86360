'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { LinePlace } from '@/lib/images/build-log/outline-schema'
import { causeQuery } from '@/lib/images/build-log/queries'
import type { Build } from './use-build'
import type { LogAddress } from './use-log'

/** Where a failed build's log opens, when its address names neither a line nor a time. */
export type CauseToOpenAt = {
  /** Whether the log is to open there at all. */
  readonly wanted: boolean
  /** Whether the answer is there, be it that nobody knows. */
  readonly known: boolean
  readonly place: LinePlace | undefined
}

export function useLikelyCause(
  { imageId, logStreamName, region, account }: LogAddress,
  isAddressed: boolean,
  build: Build,
): CauseToOpenAt {
  // What the address said at first: a line that is unmarked later does not ask for the cause.
  const [wasAddressed] = useState(isAddressed)
  const wanted = !wasAddressed && build.failed
  const { data, isError } = useQuery({
    ...causeQuery(imageId, { region, account }, logStreamName),
    enabled: wanted,
  })
  const place = useMemo(() => {
    const line = wanted ? data?.cause?.lines.find((quoted) => quoted.at) : undefined
    return line?.at && { ...line.at, line: line.line ?? 0 }
  }, [wanted, data])
  return { wanted, known: data !== undefined || isError, place }
}
