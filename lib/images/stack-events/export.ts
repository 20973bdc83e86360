import type { StackEvent } from '../schemas'

const COLUMNS = [
  'timestamp',
  'logicalResourceId',
  'resourceType',
  'resourceStatus',
  'resourceStatusReason',
  'physicalResourceId',
  'eventId',
  'stackName',
  'stackId',
  'clientRequestToken',
  'resourceProperties',
] as const satisfies readonly (keyof StackEvent)[]

/** RFC 4180, in the given order, with a header. Text that a spreadsheet would run as a formula is kept text. */
export function toCsv(events: readonly StackEvent[]): string {
  const rows = [
    COLUMNS.join(','),
    ...events.map((event) => COLUMNS.map((name) => cell(event[name])).join(',')),
  ]
  return `${rows.join('\r\n')}\r\n`
}

/** The shape getImageStackEvents answers with. */
export function toJson(events: readonly StackEvent[]): string {
  return `${JSON.stringify({ events }, null, 2)}\n`
}

/** A leading quote stops Excel and its kin from reading `=`, `+`, `-`, `@`, tab or CR as a formula's start. */
function cell(value = ''): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
