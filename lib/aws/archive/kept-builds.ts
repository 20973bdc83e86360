import 'server-only'
import { openFiles } from '@/lib/images/archive/open-files'
import { OpenedApi } from '@/lib/images/archive/opened-api'
import type { OpenedBuild } from '@/lib/images/archive/opened-build'
import type { StoredExplanation } from '@/lib/images/archive/stored-explanation'
import type { ImageDescription } from '@/lib/images/schemas'
import { accounts, type Scope } from '../scope'
import type { ArchiveStore, StoredArchive } from './archive-store'
import { archiveStore } from './current-archive'
import { eachOf } from './each-of'
import { ArchiveUnread, headOfArchive, unpackedArchive } from './unpack'

/** A build that an archive tells of. */
export type KeptBuild = {
  path: string
  imageId: string
  /** Where it was built; `account` is a name of ACCOUNTS. */
  account: string
  region: string
  description: ImageDescription
  explained?: StoredExplanation
}

/** So long the list of archives is believed. */
const listedMs = 15_000
/** So many archives are looked into at once. */
const sideBySide = 8

type Indexed = StoredArchive & { builds: KeptBuild[] }

const index = new Map<string, Indexed>()
let listed: { at: number; builds: Promise<KeptBuild[]> } | undefined

/** Every kept build of the scope. An archive that cannot be read is logged and has none. */
export async function keptBuilds(scope: Scope): Promise<KeptBuild[]> {
  const store = archiveStore()
  if (!store) return []
  if (!listed || Date.now() - listed.at > listedMs) listed = { at: Date.now(), builds: readIndex(store) }
  const all = await listed.builds
  return all.filter(({ account, region }) => account === scope.account.name && region === scope.region)
}

type Known = Pick<ImageDescription, 'cloudformationStackArn'> & { ec2AmiInfo?: { amiId: string } | undefined }

/** Whether two tell of one build, whose traces vanish one after the other: its stack, then its AMI. */
export function isSameBuild(kept: Known, now: Known): boolean {
  const { cloudformationStackArn: stack, ec2AmiInfo: ami } = now
  if (stack !== undefined && kept.cloudformationStackArn !== undefined)
    return kept.cloudformationStackArn === stack
  if (ami !== undefined && kept.ec2AmiInfo !== undefined) return kept.ec2AmiInfo.amiId === ami.amiId
  return stack === undefined && ami === undefined
}

/** An archive came or went: the next question looks. */
export function forgetList(): void {
  listed = undefined
}

/** An archive of which only the head was good is no longer listed. */
export function forgetBuilds(path: string): void {
  const known = index.get(path)
  if (known) known.builds = []
  forgetList()
}

/** The archive as the list has it. */
export const storedArchive = (path: string): StoredArchive | undefined => index.get(path)

/** None, where it is damaged. @throws ArchiveUnread */
export async function buildsOfArchive(path: string): Promise<OpenedBuild[]> {
  const tar = await unpackedArchive(path)
  if (!tar) return []
  const { builds } = await openFiles([tar], new AbortController().signal, () => undefined)
  return builds
}

async function readIndex(store: ArchiveStore): Promise<KeptBuild[]> {
  try {
    const stored = await store.list()
    const paths = new Set(stored.map(({ path }) => path))
    for (const path of index.keys()) if (!paths.has(path)) index.delete(path)
    const unknown = stored.filter(({ path, size, modified }) => {
      const known = index.get(path)
      return known?.size !== size || known.modified !== modified
    })
    await eachOf(unknown, sideBySide, async (file) => {
      const builds = await indexed(file).catch(unlessUnread)
      if (builds) index.set(file.path, { ...file, builds })
    })
    return [...index.values()].flatMap(({ builds }) => builds)
  } catch (error) {
    console.error(`The archive could not be listed: ${error instanceof Error ? error.message : error}`)
    return []
  }
}

/** The next list tries again. */
function unlessUnread(error: unknown): undefined {
  if (!(error instanceof ArchiveUnread)) throw error
}

/** What an archive holds, for the list: of ours its first files say so, of people's own all must be read. */
async function indexed({ path }: StoredArchive): Promise<KeptBuild[]> {
  const head = await headOfArchive(path)
  if (head)
    return [{ ...placed(path, head.description), ...(head.explained && { explained: head.explained }) }]
  return (await buildsOfArchive(path)).map((build) => {
    const { openedFrom: _, ...description } = new OpenedApi(build).describe()
    return placed(path, description)
  })
}

/** Ours lie in `<account>/<region>/`; of people's own the stack tells the region, and the first account has them. */
function placed(path: string, description: ImageDescription): KeptBuild {
  const [account, region, file] = path.split('/')
  const isOurs = file !== undefined && accounts().some(({ name }) => name === account)
  return {
    path,
    imageId: description.imageId,
    account: isOurs && account ? account : (accounts()[0]?.name ?? ''),
    region: isOurs && region ? region : description.region,
    description,
  }
}
