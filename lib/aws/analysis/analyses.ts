import { getHeapStatistics } from 'node:v8'
import { LRUCache } from 'lru-cache'
import { type BuildEvidence, type Cause, type Explanation, explainBuild } from '@/lib/images/build-log/cause'
import type { Outline } from '@/lib/images/build-log/outline-schema'
import type { BuildFacts } from '@/lib/images/changes/build-facts'
import type { Changes } from '@/lib/images/changes/changes'
import { compareFacts } from '@/lib/images/changes/compare-facts'
import type { BuildSteps } from '@/lib/images/fleet/family-builds'
import { stepTimes } from '@/lib/images/fleet/step-times'
import { findInPage, type Seen, type StreamMatch } from '@/lib/images/log-events/find-in-stream'
import { findPattern } from '@/lib/images/log-events/find-pattern'
import type { FindPattern, FindQuery } from '@/lib/images/log-events/find-query'
import type { ImageLogEvents } from '@/lib/images/schemas'
import { hitsOfMessage, type LineHit } from '@/lib/images/search/hits-of-message'
import { type ArchiveSearch, type FoundInArchive, findInArchive } from './find-in-archive'
import { LogInThread } from './log-in-thread'

/** An outline as it is answered, and what the server itself needs to know of it. */
export type WrittenOutline = {
  json: Uint8Array
  /** Whether the log's last run says how it ended. */
  ended: boolean
  /** Epoch milliseconds of the last event; 0 without one. */
  lastTimestamp: number
  /** The parent image's AMI, where the log names it. */
  parentImage?: string
}

/** Logs being read, by the reader's key: what is known stays in the thread that read it. */
const logs = new LRUCache<string, LogInThread>({ max: 100 })
const patterns = new LRUCache<string, FindPattern>({ max: 20 })

/** What is done with logs where it keeps nobody waiting: in a thread of its own. Values in and out are copied. */
export const analyses = {
  /**
   * Reads one page of a log into what is known of it.
   * @param page JSON of the page
   * @returns false when this thread does not know the log's earlier pages
   */
  readPage(key: string, isFirst: boolean, page: Uint8Array): boolean {
    const log = isFirst ? new LogInThread() : logs.get(key)
    if (!log) return false
    logs.set(key, log)
    log.read(eventsOf(page))
    if (isCrowded()) {
      logs.clear()
      logs.set(key, log)
    }
    return true
  },

  /** @returns null when this thread does not know the log */
  writeOutline(key: string): WrittenOutline | null {
    const outline = logs.get(key)?.outline()
    if (!outline) return null
    return {
      json: new TextEncoder().encode(JSON.stringify(outline)),
      ended: outline.runs.at(-1)?.result !== undefined,
      lastTimestamp: outline.lastTimestamp ?? 0,
      ...(outline.facts.parentImage && { parentImage: outline.facts.parentImage }),
    }
  },

  /** Whether events of a page came too late to be read; false when this thread does not know the log. */
  hasLate(key: string, page: Uint8Array): boolean {
    return logs.get(key)?.isMissingFrom(eventsOf(page)) ?? false
  },

  explain(outline: Uint8Array | undefined, evidence: Omit<BuildEvidence, 'outline'>): Explanation {
    return explainBuild({ ...evidence, outline: outline && (parse(outline) as Outline) })
  },

  compare(
    here: Uint8Array,
    hereFacts: BuildFacts,
    there: Uint8Array,
    thereFacts: BuildFacts,
    cause: Cause | null,
  ): Changes {
    return compareFacts(
      { outline: parse(here) as Outline, facts: hereFacts },
      { outline: parse(there) as Outline, facts: thereFacts },
      cause,
    )
  },

  stepTimes(logStreamName: string, outline: Uint8Array): BuildSteps {
    return stepTimes(logStreamName, parse(outline) as Outline)
  },

  /** A build explained by the last page of its log, whether the log says how it ended, and what it tells of itself. */
  explainEnd(
    page: Uint8Array | undefined,
    evidence: Omit<BuildEvidence, 'outline'>,
  ): { explained: Explanation; ended: boolean; facts: Outline['facts'] } {
    const log = new LogInThread()
    if (page) log.read(eventsOf(page))
    const outline = page && log.outline()
    return {
      explained: explainBuild({ ...evidence, outline }),
      ended: outline?.runs.at(-1)?.result !== undefined,
      facts: outline?.facts ?? {},
    }
  },

  /** Matches of one page, and what the next page's search has to know. */
  find(query: FindQuery, seen: Seen | undefined, page: Uint8Array): { matches: StreamMatch[]; seen: Seen } {
    return findInPage(eventsOf(page), patternOf(query), seen)
  },

  /** The lines that match of messages that somebody else found. */
  hitsOfMessages(query: FindQuery, messages: readonly string[], mask: boolean): LineHit[][] {
    return messages.map((message) => hitsOfMessage(message, patternOf(query), mask))
  },

  /** Matches of an archive as it lies in its store, packed. @throws when it cannot be unpacked */
  findInArchive(query: FindQuery, options: ArchiveSearch, packed: Uint8Array): Promise<FoundInArchive[]> {
    return findInArchive(patternOf(query), options, packed)
  },
}

/** Other logs than the one at hand are read again when they are asked for. */
function isCrowded(): boolean {
  const { used_heap_size, heap_size_limit } = getHeapStatistics()
  return used_heap_size > heap_size_limit / 2
}

function patternOf(query: FindQuery): FindPattern {
  const key = JSON.stringify(query)
  const pattern = patterns.get(key) ?? findPattern(query)
  if (pattern === null || typeof pattern === 'string') throw new Error(pattern ?? 'Nothing to look for.')
  patterns.set(key, pattern)
  return pattern
}

const eventsOf = (page: Uint8Array) => (parse(page) as ImageLogEvents).events

const parse = (json: Uint8Array): unknown =>
  JSON.parse(Buffer.from(json.buffer, json.byteOffset, json.length).toString())
