import { maskAccountIds } from '../mask-account-ids'
import { exportLayout, stackEventPages, unreadText } from './export-layout'
import type { OpenedBuild, OpenedStream } from './opened-build'
import { type ArchiveFile, packArchive, textFile } from './pack-archive'
import { eventsOf, textOf } from './text-of-stream'

/** An opened build as the archive of an export, packed where its files are. `at`: the moment of the export. */
export function packOpened(build: OpenedBuild, mask: boolean, at: Date): ReadableStream<Uint8Array> {
  return packArchive(filesOf(build, mask, at), at)
}

async function* filesOf(build: OpenedBuild, mask: boolean, at: Date): AsyncGenerator<ArchiveFile> {
  const layout = exportLayout(build.imageId, at)
  if (build.stackEvents) yield textFile(layout.stackEvents, stackEventPages([build.stackEvents], mask))
  if (build.description) {
    const text = JSON.stringify(build.description, null, 2)
    yield textFile(layout.description, mask ? maskAccountIds(text) : text)
  }
  for (const stream of build.streams) {
    // Written twice, the first time for its length: a gigabyte of text is not held for that.
    let size = 0
    for (const piece of text(stream, mask)) size += piece.length
    yield { path: layout.logStream(stream.logStreamName), size, body: text(stream, mask) }
  }
  if (build.problems.length > 0) {
    const unread = build.problems.map(({ path, message }) => ({ what: path, message }))
    yield textFile(layout.unread, unreadText(unread))
  }
}

/** Without times of its own a log is saved without. */
const text = ({ store, timed }: OpenedStream, mask: boolean) =>
  textOf(eventsOf(store), { timestamps: timed, mask })
