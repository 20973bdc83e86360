'use client'

import { lazy, Suspense, useSyncExternalStore } from 'react'
import { awaitedAtFirst, awaitedEnds, onAwaitedEnds } from './awaited-ends'

const EndWatch = lazy(() => import('./end-watch'))

/** Watches the builds whose end is awaited, on whatever page this tab is. Nothing is loaded while there are none. */
export function NotifyOfEnds() {
  const ends = useSyncExternalStore(onAwaitedEnds, awaitedEnds, awaitedAtFirst)
  if (ends.length === 0) return null
  return (
    <Suspense>
      {ends.map((end) => (
        <EndWatch key={JSON.stringify([end.imageId, end.scope])} end={end} />
      ))}
    </Suspense>
  )
}
