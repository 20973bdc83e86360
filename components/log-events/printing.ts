import { flushSync } from 'react-dom'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'

/** Has the log drawn for paper while the browser prints: a list that draws what is on the screen has no other lines. */
export function onPrinting(store: LogViewStore): () => void {
  const set = (printing: boolean) => () => flushSync(() => store.change({ printing }))
  const [begin, end] = [set(true), set(false)]
  window.addEventListener('beforeprint', begin)
  window.addEventListener('afterprint', end)
  return () => {
    window.removeEventListener('beforeprint', begin)
    window.removeEventListener('afterprint', end)
  }
}
