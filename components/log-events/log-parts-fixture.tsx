import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { rowContextOf } from '@/lib/images/log-view/select-drawing'
import { TestView } from '@/lib/images/log-view/test-view'
import { logActions } from './log-actions'
import { LogRow, rowKey } from './log-row'
import { LogViewContext, useLogView } from './log-view-context'
import { LogScroller } from './scroller'

const views: TestView[] = []

/** A log view that shows its first rows. */
export async function viewOf(wish: ConstructorParameters<typeof TestView>[0]) {
  const view = await new TestView(wish).settled()
  views.push(view)
  view.lookAt(0)
  return view.settled()
}

/** Draws parts of a log view. */
export function draw(view: TestView, children: React.ReactNode) {
  const scroller = new LogScroller(view.store)
  const parts = { store: view.store, scroller, actions: logActions(view.store, scroller) }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <LogViewContext value={parts}>{children}</LogViewContext>
    </QueryClientProvider>,
  )
}

/** All rows, as the list draws those in sight. */
export function Rows({ view }: { view: TestView }) {
  const context = { ...useLogView(rowContextOf), store: view.store, timeMode: 'utc' as const }
  return Array.from({ length: context.view.rows.count }, (_, row) => (
    <LogRow key={rowKey(row, context)} row={row} context={context} />
  ))
}

export function endViews() {
  cleanup()
  for (const view of views.splice(0)) view.stop()
}
