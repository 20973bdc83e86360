'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { type ComponentProps, useMemo, useState } from 'react'
import { TableVirtuoso } from 'react-virtuoso'
import type { StackEvent } from '@/lib/images/schemas'
import { EventCells } from './event-cells'

/** Up to here rows are plain: they print, and the browser's own find sees them. */
const PLAIN_ROWS = 150

type Props = {
  /** Oldest first. */
  events: readonly StackEvent[]
  cause: StackEvent | null
  selectedEventId: string | null
  logHref: ((time: number) => string) | undefined
  onSelect: (eventId: string) => void
}

/** Every event as a row, newest first until asked otherwise. */
export function EventTable({ events, cause, selectedEventId, logHref, onSelect }: Props) {
  const [oldestFirst, setOldestFirst] = useState(false)
  const rows = useMemo(() => (oldestFirst ? events : events.toReversed()), [events, oldestFirst])
  const head = () => <Head oldestFirst={oldestFirst} onTurn={() => setOldestFirst(!oldestFirst)} />
  const cells = (event: StackEvent) => (
    <EventCells
      event={event}
      isCause={event === cause}
      selected={event.eventId === selectedEventId}
      logHref={logHref}
      onSelect={onSelect}
    />
  )
  if (rows.length > PLAIN_ROWS) {
    return (
      <TableVirtuoso
        useWindowScroll
        data={rows}
        components={COMPONENTS}
        computeItemKey={(_, event) => event.eventId}
        fixedHeaderContent={head}
        itemContent={(_, event) => cells(event)}
        increaseViewportBy={400}
      />
    )
  }
  return (
    <Table>
      <thead className={headClass}>{head()}</thead>
      <tbody className="max-md:block">
        {rows.map((event) => (
          <Row key={event.eventId}>{cells(event)}</Row>
        ))}
      </tbody>
    </Table>
  )
}

const headClass = 'bg-surface max-md:sr-only'

function Head({ oldestFirst, onTurn }: { oldestFirst: boolean; onTurn: () => void }) {
  const Arrow = oldestFirst ? ArrowUp : ArrowDown
  return (
    <tr className="text-left text-xs text-ink-3 [&>th]:border-b [&>th]:border-line [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-normal">
      <th scope="col" aria-sort={oldestFirst ? 'ascending' : 'descending'} className="w-52">
        <button type="button" onClick={onTurn} className="inline-flex items-center gap-1 hover:text-ink">
          Time <Arrow aria-hidden className="size-3" />
        </button>
      </th>
      <th scope="col" className="w-64">
        Resource
      </th>
      <th scope="col" className="w-56">
        Status
      </th>
      <th scope="col">Reason</th>
    </tr>
  )
}

function Table(props: ComponentProps<'table'>) {
  return (
    <table
      {...props}
      aria-label="Events"
      className="w-full table-fixed border-separate border-spacing-0 max-md:block"
    />
  )
}

function Row(props: ComponentProps<'tr'>) {
  return (
    <tr
      {...props}
      className="group align-baseline max-md:flex max-md:flex-wrap max-md:gap-x-3 max-md:border-b max-md:border-line max-md:px-3 max-md:py-2 max-md:has-[>.bg-accent-soft]:bg-accent-soft max-md:has-[>.bg-bad-soft]:bg-bad-soft"
    />
  )
}

/** Virtuoso gives rows their item, which no element of the document should have. */
function VirtualRow({ item: _item, ...props }: ComponentProps<'tr'> & { item: unknown }) {
  return <Row {...props} />
}

const COMPONENTS = { Table, TableRow: VirtualRow }
