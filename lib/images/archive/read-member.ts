import { eventsOfPaste } from '../build-log/paste'
import { joined } from './byte-lines'
import type { Contents } from './contents'
import { EventStore } from './event-store'
import { ExportedLog } from './exported-log'
import { isExportedLine } from './exported-time'
import { isText, markedEncoding } from './kind-of-bytes'
import { brokenOff } from './members'
import { isCsvHeader, readCsv } from './read-csv'
import { readJson } from './read-json'

const MEBIBYTE = 1024 * 1024
/** A log in CloudWatch's export is kept as bytes: its size is bounded by the machine's memory alone. */
const largestExport = 2048 * MEBIBYTE
/** Every other form is read as one text, and JavaScript has no longer ones. */
const largestText = 256 * MEBIBYTE

const HEAD = 64 * 1024

export type ReadMember = {
  contents: Contents
  /** Why the rest is missing; absent when all of it was read. */
  cutOff?: string
}

/**
 * Reads one unpacked file to its end and tells what it holds.
 * @param onBytes told how many bytes came, chunk by chunk
 */
export async function readMember(
  body: ReadableStream<Uint8Array>,
  onBytes: (count: number) => void,
): Promise<ReadMember> {
  const reader = body.getReader()
  const head: Uint8Array[] = []
  let length = 0
  let cutOff: string | undefined
  const next = async (): Promise<Uint8Array | undefined> => {
    try {
      const { done, value } = await reader.read()
      if (done) return undefined
      onBytes(value.length)
      return value
    } catch (error) {
      cutOff = brokenOff(error)
      return undefined
    }
  }
  for (let chunk = await next(); chunk; chunk = await next()) {
    head.push(chunk)
    length += chunk.length
    if (length >= HEAD) break
  }
  const start = joined(head).subarray(0, HEAD)
  const rest = { head, next, stop: () => reader.cancel() }
  const contents = await readContents(start, rest, (why) => {
    cutOff ??= why
  })
  return { contents, ...(cutOff === undefined ? {} : { cutOff }) }
}

type Rest = {
  head: readonly Uint8Array[]
  next: () => Promise<Uint8Array | undefined>
  stop: () => Promise<void>
}

async function readContents(start: Uint8Array, rest: Rest, onCut: (why: string) => void): Promise<Contents> {
  const encoding = markedEncoding(start)
  if (start.length === 0) return { kind: 'other', message: 'Empty.' }
  if (!encoding && !isText(start)) {
    await rest.stop()
    return { kind: 'other', message: 'Not text: neither a log nor an archive that can be opened.' }
  }
  const beginning = new TextDecoder(encoding).decode(start)
  const firstLine = beginning.split('\n', 20).find((line) => line.trim() !== '') ?? ''
  if (!encoding && isExportedLine(firstLine)) {
    const log = new ExportedLog()
    if (!(await pour(rest, largestExport, (chunk) => log.push(chunk)))) onCut(tooLarge(largestExport))
    return { kind: 'log', streams: new Map([[undefined, log.end()]]), timed: true }
  }
  const chunks: Uint8Array[] = []
  if (!(await pour(rest, largestText, (chunk) => chunks.push(chunk)))) onCut(tooLarge(largestText))
  return readText(new TextDecoder(encoding).decode(joined(chunks)), firstLine)
}

function readText(text: string, firstLine: string): Contents {
  if (/^\uFEFF?[[{]/.test(firstLine.trim())) {
    const contents = readJson(text)
    // A log may begin with a bracket as well: `[2022-03-29T…] INFO`.
    if (contents.kind !== 'other' || !firstLine.trim().startsWith('[')) return contents
  }
  if (isCsvHeader(firstLine.replace(/^\uFEFF/, ''))) return readCsv(text)
  const store = new EventStore()
  const events = eventsOfPaste(text.replace(/^\uFEFF/, ''))
  for (const { timestamp, message } of events) store.addText(timestamp, message)
  store.settle()
  // Without times eventsOfPaste numbers lines; no build ran in the first days of 1970.
  const timed = (events.at(-1)?.timestamp ?? 0) > 1e11
  return { kind: 'log', streams: new Map([[undefined, store]]), timed }
}

/** Hands on every chunk up to `most` bytes. Answers whether that was all. */
async function pour(
  { head, next, stop }: Rest,
  most: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<boolean> {
  let length = 0
  for (const chunk of head) {
    onChunk(chunk)
    length += chunk.length
  }
  for (let chunk = await next(); chunk; chunk = await next()) {
    if (length + chunk.length > most) {
      await stop()
      return false
    }
    onChunk(chunk)
    length += chunk.length
  }
  return true
}

const tooLarge = (bytes: number) =>
  `Larger than ${bytes / MEBIBYTE} MiB: only the first ${bytes / MEBIBYTE} MiB are shown.`
