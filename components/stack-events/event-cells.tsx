import Link from 'next/link'
import { Timestamp } from '@/components/timestamp'
import type { StackEvent } from '@/lib/images/schemas'
import { unwrapReason } from '@/lib/images/stack-events/reason'
import { isCancellation } from '@/lib/images/stack-events/root-cause'
import type { SpanState } from '@/lib/images/stack-events/spans'
import { isUndoing, readStatus } from '@/lib/images/stack-events/status'
import { StatusGlyph } from './status-look'

type Props = {
  event: StackEvent
  isCause: boolean
  selected: boolean
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string) => void
}

export function EventCells({ event, isCause, selected, logHref, onSelect }: Props) {
  const state = stateOf(event)
  const tone = selected ? 'bg-accent-soft' : isCause ? 'bg-bad-soft' : 'group-hover:bg-sunken/70'
  const cell = `md:border-b md:border-line md:px-3 md:py-1.5 ${tone} ${state === 'cancelled' ? 'text-ink-3' : ''}`
  const time = <Timestamp value={event.timestamp} milliseconds />
  return (
    <>
      <td className={`${cell} whitespace-nowrap text-xs text-ink-2 max-md:order-3`}>
        {logHref ? (
          <Link
            prefetch={false}
            href={logHref(Date.parse(event.timestamp))}
            title="Open the log at this moment"
            className="hover:text-accent hover:underline"
          >
            {time}
          </Link>
        ) : (
          time
        )}
      </td>
      <td className={`${cell} min-w-0`}>
        <button
          type="button"
          aria-pressed={selected}
          onClick={() => onSelect(event.eventId)}
          className="block max-w-full truncate text-left text-[0.8125rem] font-medium hover:text-accent"
        >
          {event.logicalResourceId}
        </button>
      </td>
      <td className={`${cell} whitespace-nowrap font-mono text-2xs`}>
        <span className="inline-flex items-center gap-1.5">
          <StatusGlyph state={state} quiet={isUndoing(readStatus(event.resourceStatus).operation)} />
          {event.resourceStatus}
        </span>
      </td>
      <td className={`${cell} break-words text-xs max-md:order-4 max-md:basis-full`}>
        {isCause && <span className="mr-2 font-medium text-bad">Likely root cause</span>}
        {event.resourceStatusReason && unwrapReason(event.resourceStatusReason).message}
      </td>
    </>
  )
}

/** An event of the past is nothing that runs: IN_PROGRESS is drawn at rest. */
function stateOf(event: StackEvent): SpanState {
  const { phase } = readStatus(event.resourceStatus)
  if (phase === 'inProgress') return 'unfinished'
  return phase === 'failed' && isCancellation(event) ? 'cancelled' : phase
}
