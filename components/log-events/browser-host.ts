import { writeAddress } from '@/components/address-adapter'
import { readStored, writeStored } from '@/components/stored'
import { logSource } from '@/lib/images/log-events/log-source'
import { searchStream } from '@/lib/images/log-events/search-stream'
import type { ViewHost } from '@/lib/images/log-view/log-view-store'
import { defaultPreferences } from '@/lib/images/log-view/preferences'
import type { StreamAddress } from '@/lib/images/log-view/view-address'
import { keepPlace, recallPlace } from './kept-place'

/** The log view's world in a browser. */
export const browserHost = ({ imageId, logStreamName, region, account }: StreamAddress): ViewHost => ({
  read: logSource(imageId, logStreamName, { region, account }),
  search: searchStream,
  match: async (query, messages, signal) =>
    (await import('./match-in-worker')).matchInWorker(query, messages, signal),
  address: { read: () => window.location.search, write: writeAddress },
  storage: { read: readStored, write: writeStored },
  // A phone shows 24 characters of a line that does not wrap.
  defaults: () => ({ ...defaultPreferences, wrap: matchMedia('(max-width: 640px)').matches }),
  place: { recall: recallPlace, keep: keepPlace },
})

/** Tells once that the reader does something on this page. */
export function onFirstTouch(touch: () => void): () => void {
  const events = ['pointerdown', 'keydown', 'wheel'] as const
  const stop = () => {
    for (const event of events) document.removeEventListener(event, once, { capture: true })
  }
  const once = () => {
    stop()
    touch()
  }
  for (const event of events) document.addEventListener(event, once, { capture: true, passive: true })
  return stop
}

export function onPageHide(leave: () => void): () => void {
  window.addEventListener('pagehide', leave)
  return () => window.removeEventListener('pagehide', leave)
}
