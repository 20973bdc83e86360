import { type EventAnchor, formatAnchor, parseAt } from '@/lib/images/log-events/anchor'

const prefix = 'log-place '

/** Where Back or Forward has led last, until the page there has begun. */
let arrived = ''
/** The address of this page while it is shown; when it is left, `location` is another one already. */
let shown = ''
/** Nothing of this document was shown before. */
let isFirst = true

if (typeof window !== 'undefined') {
  // React draws the page that Back leads to within the event of popstate, before most of its listeners are called.
  if ('navigation' in window) {
    window.navigation.addEventListener('navigate', ({ navigationType, destination }) => {
      if (navigationType === 'traverse') arrived = addressOf(new URL(destination.url))
      if (navigationType === 'push') arrived = ''
    })
  } else {
    addEventListener('popstate', () => {
      arrived = addressOf(location)
    })
  }
}

/** Keeps the topmost line of the log that is left, for as long as this tab lives. */
export function keepPlace(place: EventAnchor | undefined) {
  try {
    if (place) sessionStorage.setItem(prefix + shown, formatAnchor(place))
    else sessionStorage.removeItem(prefix + shown)
  } catch {
    // A browser may keep nothing: then the log opens as it does for anybody.
  }
}

/** The kept line, when this page was reached by Back or Forward. */
export function recallPlace(): EventAnchor | undefined {
  shown = addressOf(location)
  const [loaded] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  const isLoadedSo = isFirst && loaded?.type === 'back_forward'
  isFirst = false
  const isThere = isLoadedSo || arrived === shown
  arrived = ''
  if (!isThere) return undefined
  try {
    return parseAt(sessionStorage.getItem(prefix + shown) ?? '')?.from
  } catch {
    return undefined
  }
}

/** To be told whenever the address changes; that of another page is not this one's. */
export function noteShown() {
  if (shown.split('?')[0] === location.pathname) shown = addressOf(location)
}

const addressOf = ({ pathname, search }: { pathname: string; search: string }) => pathname + search
