'use client'

import { Outline } from '@/components/build-log/outline'
import { parseAt } from '@/lib/images/log-events/anchor'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import { mark } from '@/lib/images/log-view/mark'
import { stepInViewOf } from '@/lib/images/log-view/select-steps'
import { lineHref } from '@/lib/images/log-view/view-address'
import { useLogStore, useLogView } from './log-view-context'

/** The build's steps beside the log: by itself where there is room, for builds that failed or run. */
export default function OutlinePanel() {
  const store = useLogStore()
  const outline = useLogView(({ facts }) => facts.outline)
  const upToDate = useLogView(({ preferences }) => preferences.upToDate)
  const current = useLogView((state) => stepInViewOf(state)?.key)
  const stream = useLogView((state) => state.stream)
  const range = useLogView(({ address }) => address.range)
  if (!outline) return null
  return (
    <aside
      onClickCapture={(event) => followLink(store, event)}
      className="w-72 shrink-0 overflow-auto border-l border-line bg-bg px-4 py-2 max-md:hidden print:hidden"
    >
      <Outline
        outline={outline}
        hrefOf={(at) => lineHref(stream, range, at)}
        current={current}
        upToDate={{ hidden: !upToDate, toggle: () => store.prefer({ upToDate: !upToDate }) }}
      />
    </aside>
  )
}

/** A link to a line of this log: the page is here already, only the line changes. */
function followLink(store: LogViewStore, event: React.MouseEvent) {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const { pathname, searchParams } = new URL(link.href)
  const there = parseAt(searchParams.get('at') ?? '')
  if (!there || pathname !== location.pathname) return
  event.preventDefault()
  mark(store, there)
}
