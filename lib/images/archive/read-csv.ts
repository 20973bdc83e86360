import Papa from 'papaparse'
import type { Contents } from './contents'
import { EventStore } from './event-store'

/** A console's export begins with its columns: `timestamp,message`, or Insights' `@timestamp,@message,…`. */
export function isCsvHeader(line: string): boolean {
  const columns = line.split(/[,\t]/).map(nameOfColumn)
  return columns.includes('timestamp') && columns.includes('message')
}

/** CSV or TSV of the CloudWatch console and of Logs Insights. A field may hold line feeds. */
export function readCsv(text: string): Contents {
  const { data } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
    transformHeader: nameOfColumn,
  })
  const streams = new Map<string | undefined, EventStore>()
  for (const { timestamp, message, logStream } of data) {
    const time = timestamp === undefined ? Number.NaN : timeOf(timestamp)
    if (message === undefined || Number.isNaN(time)) continue
    const store = streams.get(logStream) ?? new EventStore()
    streams.set(logStream, store)
    store.addText(time, message)
  }
  return { kind: 'log', streams, timed: true }
}

const nameOfColumn = (column: string) => column.trim().replace(/^"|"$/g, '').replace(/^@/, '')

/** Epoch milliseconds, or Insights' `2022-03-29 20:29:24.775`, which is UTC. */
function timeOf(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text)
  const iso = text.trim().replace(' ', 'T')
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`)
}
