import 'server-only'
import { LRUCache } from 'lru-cache'
import { OpenedApi } from '@/lib/images/archive/opened-api'
import type { OpenedBuild } from '@/lib/images/archive/opened-build'
import { maskAccountIds } from '@/lib/images/mask-account-ids'
import type { ImageDescription } from '@/lib/images/schemas'
import { causeEngine } from '../build-log/cause-engine'
import type { Scope } from '../scope'
import {
  buildsOfArchive,
  forgetBuilds,
  isSameBuild,
  type KeptBuild,
  keptBuilds,
  storedArchive,
} from './kept-builds'
import { ArchiveUnread } from './unpack'

/** Bytes of logs held open at once; one larger is opened, used and forgotten. */
const mostOpenBytes = 256 * 1024 * 1024

type Open = { build: OpenedBuild; api: OpenedApi }

const opened = new LRUCache<string, Open>({
  maxSize: mostOpenBytes,
  sizeCalculation: ({ build }) => 1024 + build.streams.reduce((sum, { store }) => sum + store.bytes, 0),
})
/** Several questions of one page come at once: an archive is unpacked for all of them. */
const opening = new Map<string, Promise<OpenedApi | undefined>>()

/** Which build of an image is meant: the one AWS knows by that name now, or the one of a stack. */
export type Meant = { now?: ImageDescription | undefined; stackId?: string | undefined }

/**
 * The newest kept build of an image that is meant, opened.
 * @returns undefined where none is kept, or none can be read
 */
export async function openKept(scope: Scope, imageId: string, meant: Meant): Promise<OpenedApi | undefined> {
  for (const { path } of await keptBuildsOf(scope, imageId, meant)) {
    const api = await openArchive(path, imageId)
    if (api) return api
  }
  return undefined
}

/** One archive's build, read and not held open: what goes through all of them must not push out what people look at. */
export async function readKept(path: string, imageId: string): Promise<OpenedApi | undefined> {
  const builds = await buildsOfArchive(path).catch(unlessUnread)
  const build = builds?.find((each) => each.imageId === imageId)
  return build && new OpenedApi(build, causeEngine)
}

/** The kept builds of an image that are meant, newest first. */
export async function keptBuildsOf(
  scope: Scope,
  imageId: string,
  { now, stackId }: Meant,
): Promise<KeptBuild[]> {
  return (await keptBuilds(scope))
    .filter(
      ({ imageId: id, description }) =>
        id === imageId &&
        (!now || isSameBuild(description, now)) &&
        (stackId === undefined || isStack(description.cloudformationStackArn, stackId)),
    )
    .toSorted((a, b) => startOf(b).localeCompare(startOf(a)))
}

/** A caller's stack id is as it was handed out: account ids may be masked. */
const isStack = (arn: string | undefined, stackId: string) =>
  arn !== undefined && (arn === stackId || maskAccountIds(arn) === stackId)

const startOf = ({ description }: KeptBuild) => description.buildStartTime ?? ''

async function openArchive(path: string, imageId: string): Promise<OpenedApi | undefined> {
  const file = storedArchive(path)
  if (!file) return undefined
  const key = `${path} ${file.size} ${file.modified} ${imageId}`
  const known = opened.get(key)
  if (known) return known.api
  const begun = opening.get(key) ?? open(key, path, imageId).finally(() => opening.delete(key))
  opening.set(key, begun)
  return begun
}

async function open(key: string, path: string, imageId: string): Promise<OpenedApi | undefined> {
  const builds = await buildsOfArchive(path).catch(unlessUnread)
  const build = builds?.find((each) => each.imageId === imageId)
  if (builds && !build) forgetBuilds(path)
  if (!build) return undefined
  const api = new OpenedApi(build, causeEngine)
  opened.set(key, { build, api })
  return api
}

function unlessUnread(error: unknown): undefined {
  if (!(error instanceof ArchiveUnread)) throw error
}
