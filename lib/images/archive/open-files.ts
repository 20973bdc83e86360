import type { ImageDescription, StackEvent } from '../schemas'
import { isExplanation, readUnread, unreadFile } from './export-layout'
import { joinStreams } from './join-streams'
import { type Member, membersOf } from './members'
import { nameOfFile, namesOf } from './names'
import type { OpenedBuild, OpenedStream } from './opened-build'
import type { ArchiveProblem } from './problem'
import { readMember } from './read-member'
import { readStoredExplanation, type StoredExplanation } from './stored-explanation'

/** A file to open: a `File` of the browser, or a blob with its path. */
export type InputFile = { path: string; blob: Blob }

export type OpenProgress = {
  /** Unpacked bytes read so far. */
  bytes: number
  /** The file being read. */
  path: string
}

export type Opened = {
  builds: OpenedBuild[]
  /** What belongs to no build: foreign files, packings that are not supported. */
  problems: ArchiveProblem[]
}

type Gathered = {
  streams: (OpenedStream & { part: number })[]
  stackEvents: StackEvent[]
  description?: ImageDescription
  explained?: StoredExplanation
  problems: ArchiveProblem[]
}

/**
 * Reads files as builds: an export archive, its folder, several parts dropped together, JSON, CSV, plain text, packed or
 * not. Files that name the same image are one build; a file that names none joins the only build there is, else stands
 * for itself. Never throws for what a file holds: what cannot be read is a problem beside what can.
 * @throws AbortError when the signal aborts
 */
export async function openFiles(
  files: readonly InputFile[],
  signal: AbortSignal,
  onProgress: (progress: OpenProgress) => void,
): Promise<Opened> {
  const gathered = new Map<string | undefined, Gathered>()
  const problems: ArchiveProblem[] = []
  const of = (imageId: string | undefined): Gathered => {
    const known = gathered.get(imageId) ?? { streams: [], stackEvents: [], problems: [] }
    gathered.set(imageId, known)
    return known
  }
  let bytes = 0
  for (const { path, blob } of files) {
    const onProblem = (problem: ArchiveProblem) => {
      // The archive around a file that was cut off is cut off too: said once.
      const said = [...gathered.values()].some((build) =>
        build.problems.some((own) => isInside(own, problem)),
      )
      if (!said) problems.push(problem)
    }
    for await (const member of membersOf(path, blob, onProblem)) {
      signal.throwIfAborted()
      await take(member, of, problems, (count) => {
        bytes += count
        signal.throwIfAborted()
        onProgress({ bytes, path: member.path })
      })
    }
  }
  const fallback = nameOfFile(files[0]?.path ?? '')
  return { builds: builds(gathered, fallback, problems), problems }
}

const isInside = (inner: ArchiveProblem, outer: ArchiveProblem) =>
  inner.message === outer.message && inner.path.startsWith(`${outer.path}/`)

async function take(
  member: Member,
  of: (imageId: string | undefined) => Gathered,
  problems: ArchiveProblem[],
  onBytes: (count: number) => void,
): Promise<void> {
  const { path } = member
  // The Mac's archives carry one for every file, and CloudWatch's export tests its rights with one.
  if (/(?:^|\/)(?:\._|\.DS_Store$|__MACOSX\/|aws-logs-write-test$)/.test(path)) {
    await member.body.cancel()
    return
  }
  const named = namesOf(path)
  if (path.endsWith(`/${unreadFile}`)) {
    const unread = readUnread(await new Response(member.body).text())
    of(named.imageId).problems.push(...unread.map(({ what, message }) => ({ path: what, message })))
    return
  }
  if (isExplanation(path)) {
    const explained = readStoredExplanation(await new Response(member.body).text())
    if (explained) of(explained.explanation.imageId).explained = explained
    return
  }
  const { contents, cutOff } = await readMember(member.body, onBytes)
  switch (contents.kind) {
    case 'other':
      problems.push({ path, message: cutOff ?? contents.message })
      return
    case 'log': {
      const build = of(named.imageId)
      for (const [name, store] of contents.streams) {
        if (store.length === 0) continue
        const logStreamName = name ?? named.logStreamName ?? nameOfFile(path.split('/').at(-1) ?? path)
        build.streams.push({ logStreamName, store, timed: contents.timed, part: named.part ?? 0 })
      }
      if (cutOff) build.problems.push({ path, message: cutOff })
      return
    }
    case 'stackEvents': {
      const imageId = named.imageId ?? contents.events[0]?.stackName
      const build = of(imageId)
      build.stackEvents.push(...contents.events)
      if (cutOff) build.problems.push({ path, message: cutOff })
      return
    }
    case 'description':
      of(contents.description.imageId).description = contents.description
  }
}

function builds(
  gathered: Map<string | undefined, Gathered>,
  fallback: string,
  problems: ArchiveProblem[],
): OpenedBuild[] {
  const named = [...gathered].filter((entry): entry is [string, Gathered] => entry[0] !== undefined)
  const nameless = gathered.get(undefined)
  const [only] = named
  if (nameless && named.length === 1 && only) {
    only[1].streams.push(...nameless.streams)
    only[1].problems.push(...nameless.problems)
  } else if (nameless) {
    named.push([fallback, nameless])
  }
  return named
    .filter(([, build]) => build.streams.length > 0 || build.stackEvents.length > 0 || build.description)
    .map(([imageId, { streams, stackEvents, description, explained, problems: own }]) => ({
      imageId,
      streams: joinStreams(streams),
      ...(stackEvents.length > 0 ? { stackEvents: newestFirst(stackEvents) } : {}),
      ...(description ? { description } : {}),
      ...(explained ? { explained } : {}),
      // A single build has what went wrong on its own page.
      problems: named.length === 1 ? [...own, ...problems.splice(0)] : own,
    }))
}

/** Pages of one history, each event once, in CloudFormation's order. */
function newestFirst(events: readonly StackEvent[]): StackEvent[] {
  const once = [...new Map(events.map((event) => [event.eventId, event])).values()]
  return once
    .map((event, index) => ({ event, index }))
    .sort((a, b) => b.event.timestamp.localeCompare(a.event.timestamp) || a.index - b.index)
    .map(({ event }) => event)
}
