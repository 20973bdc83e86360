import { tokenOf } from './grammar'

/** What the parser is fed. */
export interface RawEvent {
  /** Epoch milliseconds; of a paste without times, the line's number. */
  timestamp: number
  message: string
}

const HEADER = /^"?timestamp"?[,\t]"?message"?$/i
const TABLE = /^\s*(?:\|\s*)?(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d))\s*\|\s?(.*)$/
const CSV = /^"?(\d{13}|\d{4}-\d\d-\d\d[T ][\d:.]+Z?)"?,(.*)$/
const TSV = /^(\d{13}|\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)\t(.*)$/
const TIME_ALONE = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/
const CONSOLE = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) (?:Info|Warn|Error|Debug) /
const CLI = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)) (.*)$/

/**
 * Turns what people paste into events: plain messages, console.log, CSV and TSV exports, the table and the
 * two-line form of the CloudWatch console, `aws logs tail`. A line that begins no message continues the one
 * before it, as stderr's lines do.
 */
export function eventsOfPaste(paste: string): RawEvent[] {
  const lines = paste.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n')
  const events: RawEvent[] = []
  let pending: number | undefined
  for (const [number, line] of lines.entries()) {
    if (HEADER.test(line.trim())) continue
    const stamped = readStamped(line)
    const last = events.at(-1)
    if (stamped) {
      events.push(stamped)
      pending = undefined
    } else if (TIME_ALONE.test(line.trim())) {
      pending = Date.parse(line.trim())
    } else if (pending !== undefined) {
      events.push({ timestamp: pending, message: line })
      pending = undefined
    } else if (last && continues(last.message, line)) {
      last.message += `\n${line}`
    } else {
      events.push({ timestamp: last?.timestamp ?? number, message: line })
    }
  }
  return events
}

function readStamped(line: string): RawEvent | null {
  const console = CONSOLE.exec(line)
  if (console?.[1]) return { timestamp: timeOf(console[1]), message: line }
  const row = TABLE.exec(line)
  if (row?.[1]) return { timestamp: timeOf(row[1]), message: unquote(withoutTableEnd(row[2] ?? '')) }
  const stamped = TSV.exec(line) ?? CSV.exec(line) ?? CLI.exec(line)
  if (!stamped?.[1]) return null
  return { timestamp: timeOf(stamped[1]), message: unquote(stamped[2] ?? '') }
}

function withoutTableEnd(cell: string): string {
  return cell.endsWith('|') ? cell.slice(0, -1).trimEnd() : cell
}

/** A time without a zone is UTC: CloudWatch's own exports are. */
function timeOf(text: string): number {
  if (/^\d{13}$/.test(text)) return Number(text)
  const iso = text.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1')
  return Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`)
}

const unquote = (field: string) => (/^".*"$/.test(field) ? field.slice(1, -1).replaceAll('""', '"') : field)

/** stderr and the failed-step summary run over several lines; a line that begins a message ends them. */
function continues(message: string, line: string): boolean {
  const open = /^(?:\S+ \S+ (?:Info|Warn|Error|Debug) )?(?:CmdExecution: )?Stderr:/.test(message)
  if (!open) return false
  const token = tokenOf(line)
  return token === 'text' || token === 'workflow' || (token === 'failblock' && !/^ +Document:/.test(line))
}
