import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import type { Measures } from '@/lib/images/log-view/view-state'

/** In rem: a row grows with the reader's font. A finger needs 24 px to hit one line's link and not the next one's. */
const [usual, forFingers] = [1.25, 1.5]
const room = '(min-width: 1280px)'
const phone = '(max-width: 640px), (pointer: coarse)'

/** Keeps the store told of what the page measures: the log's box, a character of its font, a row's height. */
export function measureBox(store: LogViewStore, box: HTMLElement): () => void {
  const probe = document.createElement('span')
  probe.className = 'log pointer-events-none invisible absolute'
  probe.textContent = '0'.repeat(100)
  box.append(probe)
  const fingers = matchMedia(phone)
  const wide = matchMedia(room)
  const measure = () => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
    const next: Measures = {
      cell: probe.getBoundingClientRect().width / 100,
      width: box.clientWidth,
      rowHeight: Math.round(rem * (fingers.matches ? forFingers : usual)),
      roomy: wide.matches,
      tallest: 2 ** 25 / (window.devicePixelRatio || 1),
    }
    const { measures } = store.getState()
    const isSame = (Object.keys(next) as (keyof Measures)[]).every((name) => next[name] === measures[name])
    if (next.cell > 0 && !isSame) store.change({ measures: next })
  }
  const observer = new ResizeObserver(measure)
  observer.observe(box)
  fingers.addEventListener('change', measure)
  wide.addEventListener('change', measure)
  void document.fonts.ready.then(measure)
  measure()
  return () => {
    observer.disconnect()
    fingers.removeEventListener('change', measure)
    wide.removeEventListener('change', measure)
    probe.remove()
  }
}
