'use client'

import { useQuery } from '@tanstack/react-query'
import { getJson } from '@/lib/get-json'
import type { NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import type { ArchiveProblem } from '@/lib/images/archive/problem'
import { imagePath } from '@/lib/images/queries'
import { ProblemList } from './problem-list'

/** Above an opened build: where it came from, and what of its files could not be read. Nothing for a live one. */
export function OpenedNote({ imageId, scope }: { imageId: string; scope: NamedScope }) {
  const opened = openedId(scope.account) !== undefined
  const { data } = useQuery({
    queryKey: ['opened-problems', imageId, scope],
    queryFn: ({ signal }) =>
      getJson<{ problems: ArchiveProblem[] }>(`${imagePath(imageId)}/problems`, {
        signal,
        searchParams: scope,
      }),
    enabled: opened,
  })
  if (!opened) return null
  return (
    <div className="space-y-3">
      <p className="text-xs text-ink-3">Opened from files in this browser. Nothing was uploaded.</p>
      <ProblemList problems={data?.problems ?? []} />
    </div>
  )
}
