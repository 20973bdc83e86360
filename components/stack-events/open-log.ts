'use client'

import { useRouter } from 'next/navigation'
import type { MouseEvent } from 'react'

type LogHref = (time: number) => string

/**
 * What makes a plain link open the log: hundreds of bars share the one click handler of `useOpenLog`. `along`: a
 * pointer says by its place in the bar which moment is meant.
 */
export const logLink = (logHref: LogHref, time: number, along = false) => ({
  href: `${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}${logHref(time)}`,
  'data-log-at': time,
  'data-log-along': along || undefined,
})

/** Opens the log without leaving the app, at the moment of the link that was clicked. */
export function useOpenLog(logHref: LogHref | undefined, timeAt: (clientX: number) => number) {
  const router = useRouter()
  return (event: MouseEvent<HTMLElement>) => {
    const link = event.target instanceof Element && event.target.closest<HTMLElement>('[data-log-at]')
    if (!link || !logHref || event.defaultPrevented) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    const along = link.dataset.logAlong !== undefined && event.detail > 0
    router.push(logHref(along ? Math.round(timeAt(event.clientX)) : Number(link.dataset.logAt)))
  }
}
