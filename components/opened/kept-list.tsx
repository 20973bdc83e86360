'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Timestamp } from '@/components/timestamp'
import { imageHref } from '@/lib/images/addresses'
import { openedScope } from '@/lib/images/archive/opened-scope'
import { type KeptFiles, listKept, openedFiles } from './opened-files'
import { megabytes } from './reading'

/** Files opened before and kept in this browser. `shown`: asked for anew whenever it becomes true. */
export function KeptList({ shown }: { shown: boolean }) {
  const [kept, setKept] = useState<KeptFiles[]>([])
  useEffect(() => {
    if (shown) void listKept().then(setKept)
  }, [shown])
  if (kept.length === 0) return null
  const forget = async (id: string) => {
    await openedFiles.forget(id)
    setKept(await listKept())
  }
  return (
    <section aria-label="Opened before">
      <h2 className="mb-2 font-semibold">Opened before</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {kept.map(({ id, name, size, openedAt, imageIds }) => (
          <li key={id} className="flex items-center gap-x-4 px-4 py-2">
            <div className="min-w-0 flex-1">
              {imageIds.map((imageId) => (
                <Link
                  key={imageId}
                  href={imageHref(imageId, openedScope(id))}
                  className="block truncate font-medium hover:text-accent"
                >
                  {imageId}
                </Link>
              ))}
              <p className="truncate text-xs text-ink-3">
                {name}, {megabytes(size)}, opened <Timestamp value={new Date(openedAt).toISOString()} />
              </p>
            </div>
            <button
              type="button"
              onClick={() => void forget(id)}
              aria-label={`Forget ${name}`}
              title="Remove from this browser"
              className="grid size-7 place-items-center rounded text-ink-3 hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </button>
          </li>
        ))}
      </ul>
      <p className="mt-1.5 text-xs text-ink-3">
        Kept in this browser only. The oldest of more than ten are removed.
      </p>
    </section>
  )
}
