'use client'

import { Bell, BellRing } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { NamedScope } from '@/lib/images/addresses'
import { awaitEnd, awaitedAtFirst, awaitedEnds, isSame, onAwaitedEnds, stopAwaiting } from './awaited-ends'

type Props = { imageId: string; scope: NamedScope; stackArn: string | undefined }

/** Asks for a notification of the browser when a running build ends. The browser asks for permission on the click only. */
export function NotifyButton({ imageId, scope, stackArn }: Props) {
  const isOn = useAwaited({ imageId, scope })
  const [canNotify, setCanNotify] = useState(false)
  const [isDenied, setDenied] = useState(false)
  useEffect(() => setCanNotify(notificationsWork()), [])
  if (!canNotify) return null

  const choose = async () => {
    if (isOn) return void stopAwaiting({ imageId, scope })
    const permission = await Notification.requestPermission()
    setDenied(permission !== 'granted')
    if (permission === 'granted') awaitEnd({ imageId, scope, stackArn, askedAt: Date.now() })
  }
  const Icon = isOn ? BellRing : Bell
  return (
    <>
      <button
        type="button"
        aria-pressed={isOn}
        onClick={() => void choose()}
        className="flex min-h-6 items-center gap-1.5 rounded px-1.5 text-ink-2 text-xs hover:bg-sunken hover:text-ink aria-pressed:text-accent"
      >
        <Icon aria-hidden className="size-3.5" />
        <span>
          Notify me<span className="max-sm:sr-only"> when it ends</span>
        </span>
      </button>
      {isDenied && (
        <span role="status" className="text-warn text-xs">
          This browser blocks notifications here. Allow them in its settings for this site.
        </span>
      )}
    </>
  )
}

function useAwaited(image: Pick<Props, 'imageId' | 'scope'>): boolean {
  const ends = useSyncExternalStore(onAwaitedEnds, awaitedEnds, awaitedAtFirst)
  return ends.some((end) => isSame(end, image))
}

/** Chrome on Android has notifications for service workers only, which this app does without. */
const notificationsWork = () => 'Notification' in window && !/Android/.test(navigator.userAgent)
