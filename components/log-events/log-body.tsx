import { Problem } from '@/components/problem'
import { useRetrySoon } from '@/components/use-retry-soon'
import { showWholeLog } from '@/lib/images/log-view/open'
import { isBounded } from '@/lib/images/log-view/view-address'
import { useLogStore, useLogView } from './log-view-context'
import { TextButton } from './tool-buttons'

/** The log, or which of the states it is in instead: loading, failed, gone, not yet, empty. */
export function LogBody({ children }: { children: React.ReactNode }) {
  const store = useLogStore()
  const phase = useLogView(({ log }) => log.phase)
  const error = useLogView(({ log }) => log.error)
  const running = useLogView(({ facts }) => facts.build.running)
  const bounded = useLogView(({ address }) => isBounded(address))
  const nothing = useLogView(
    ({ log: { held, older, newer } }) =>
      held.messages.length === 0 && older.state === 'end' && newer.state === 'end',
  )
  const retry = () => void store.reader.retry()
  useRetrySoon(phase === 'failed' ? error : undefined, phase === 'open', retry)
  if (phase === 'opening') return <Skeleton />
  if (phase === 'failed') return <Failed error={error} running={running} retry={retry} />
  if (!nothing) return children
  if (bounded) {
    return (
      <Note title="No events in this time range">
        <TextButton onClick={() => showWholeLog(store)}>Show the whole log</TextButton>
      </Note>
    )
  }
  return running ? (
    <Note title="No log events yet">
      The stream exists, and its first lines usually follow within minutes. They appear here by themselves.
    </Note>
  ) : (
    <Note title="This log stream is empty">CloudWatch Logs holds no events for it.</Note>
  )
}

function Failed({ error, running, retry }: { error: unknown; running: boolean; retry: () => void }) {
  const gone = typeof error === 'object' && error !== null && 'status' in error && error.status === 404
  if (gone && running) {
    return (
      <Note title="No log yet">
        The build is running. Its log usually begins about 15 minutes after the stack, once the build instance
        answers.
        <TextButton onClick={retry}>Look again</TextButton>
      </Note>
    )
  }
  return (
    <div className="mx-auto max-w-3xl p-6">
      <Problem title={gone ? 'Log not found.' : 'The log could not be read.'} error={error} retry={retry} />
      {gone && (
        <p className="mt-3 text-ink-2">
          The log may never have been written, or has been deleted or expired.
        </p>
      )}
    </div>
  )
}

function Note({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 p-6 text-center text-ink-2">
      <p className="text-base font-medium text-ink">{title}</p>
      <div className="flex max-w-prose flex-col items-center gap-3">{children}</div>
    </div>
  )
}

const widths = [46, 62, 38, 71, 55, 29, 66, 48, 58, 34, 74, 51, 43, 60, 37, 69]

function Skeleton() {
  return (
    <div aria-hidden className="pulse-soft flex flex-col gap-2 overflow-hidden p-4 pt-12">
      {widths.map((width) => (
        <div key={width} className="flex gap-4">
          <div className="h-3 w-20 rounded bg-sunken" />
          <div className="h-3 rounded bg-sunken" style={{ width: `${width}%` }} />
        </div>
      ))}
    </div>
  )
}
