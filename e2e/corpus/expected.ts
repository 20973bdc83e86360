import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { eventsOfPaste, type RawEvent } from '../../lib/images/build-log/paste'

/** What a folder of reference builds says must be found in a log. */
export interface ExpectedLog {
  file: string
  outcome: string
  failedStep: string | null
  exitCode: number | null
  /** The quoted line holds each of these. */
  causeIncludes: string[]
  /** … and none of these. */
  notCause: string[]
  causeStep?: string
  /** Pattern that sentence and advice must meet: what somebody who knows the answer would have to read there. */
  explains?: string
  /** Pattern of advice that sends the reader the wrong way, unless `explains` is met too. */
  misleads?: string
  /** Pattern that a good build's warning may meet: what a person would warn of. */
  warns?: string
  mechanism?: string
}

export interface ExpectedStack {
  file: string
  outcome: string
  firstFailedLogicalId: string | null
  reasonIncludes: string[]
  notFirstFailed: string[]
  logExpected: boolean | null
  failedStep?: string
  explains?: string
  misleads?: string
  mechanism?: string
}

export interface Corpus {
  /** Where its files lie; of a packed one, the packed file. */
  folder: string
  logs: ExpectedLog[]
  stacks: ExpectedStack[]
  /** What a packed corpus holds: events by file name, documents by file name. */
  packed?: { events: Record<string, [number, string][]>; documents: Record<string, string> }
}

/** A folder of builds with its EXPECTED.json, or a packed one (`.json.gz`, see pack.ts). */
export function readCorpus(folder: string): Corpus {
  if (folder.endsWith('.json.gz'))
    return { ...(JSON.parse(gunzipSync(readFileSync(folder)).toString()) as Corpus), folder }
  const { logs = [], stacks = [] } = JSON.parse(
    readFileSync(join(folder, 'EXPECTED.json'), 'utf8'),
  ) as Partial<Corpus>
  return { folder, logs, stacks }
}

export interface Reading {
  file: string
  events: RawEvent[]
}

/** A log as its paste and, where there is one, as CloudWatch's events. */
export function readingsOf({ folder, packed }: Corpus, { file }: ExpectedLog): Reading[] {
  const kept = packed?.events[file]
  if (kept) return [{ file, events: kept.map(([timestamp, message]) => ({ timestamp, message })) }]
  const readings: Reading[] = []
  if (file.endsWith('.log') && existsSync(join(folder, file)))
    readings.push({ file, events: eventsOfPaste(readFileSync(join(folder, file), 'utf8')) })
  const eventsFile = file.replace(/\.log$/, '.events.json')
  if (!existsSync(join(folder, eventsFile))) return readings
  const { events } = JSON.parse(readFileSync(join(folder, eventsFile), 'utf8')) as {
    events: { timestamp: string; message: string }[]
  }
  readings.push({
    file: eventsFile,
    events: events.map(({ timestamp, message }) => ({ timestamp: Date.parse(timestamp), message })),
  })
  return readings
}

/** The text of a stack's file. */
export const documentOf = ({ folder, packed }: Corpus, file: string): string =>
  packed?.documents[file] ?? readFileSync(join(folder, file), 'utf8')
