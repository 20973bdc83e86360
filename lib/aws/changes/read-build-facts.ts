import 'server-only'
import { ApiError } from '@/lib/api-error'
import { type BuildFacts, buildFacts } from '@/lib/images/changes/build-facts'
import { factsOfConfiguration } from '@/lib/images/changes/facts-of-configuration'
import { factsOfStack } from '@/lib/images/changes/facts-of-stack'
import { newestFirst } from '@/lib/images/newest-stream'
import type { ImageDescription } from '@/lib/images/schemas'
import { toAwsFailure } from '../aws-failure'
import { keptResults } from '../build-log/kept-results'
import { readOutline } from '../build-log/read-outline'
import { describeImage } from '../describe-image'
import { amiNamed } from '../fleet/system-of-parent'
import { getImageStackEvents } from '../get-image-stack-events'
import { readConfiguration } from '../image-configuration'
import { listImageLogStreams } from '../list-image-log-streams'
import type { Scope } from '../scope'

/** Some kilobytes each, with their configurations. */
const mostInMemory = 500
/** AWS's words, which no newer version reads otherwise, and which it may not be able to ask for any more. */
const kept = keptResults('facts', buildFacts, { mostInMemory, engine: '1' })

type Question = { imageId: string; logStreamName?: string }
type Unknown = BuildFacts['unknown'][number]
type Told = { instanceType?: string; parentImage?: string; configuration?: string; unknown: Unknown[] }

/**
 * What a build began with, as far as its log does not tell: its configuration, the instance type, its parent image with
 * name and date. Of an ended build it is asked for once and kept, so that it outlives bucket and stack; of a build that
 * is not the image's newest, AWS knows neither any more, and only its log names the parent image.
 * @throws ApiError 404 when the image is unknown
 */
export async function readBuildFacts(
  scope: Scope,
  { imageId, logStreamName }: Question,
  signal: AbortSignal,
): Promise<BuildFacts> {
  const [image, newest] = await Promise.all([
    describeImage(scope, { imageId }, signal),
    newestStreamName(scope, imageId, signal),
  ])
  const isNewest = logStreamName === undefined || logStreamName === newest
  const name = logStreamName ?? newest
  const build = image.cloudformationStackArn ?? image.ec2AmiInfo?.amiId
  const key = build && isEnded(image) ? `${build} ${name ?? ''}` : undefined
  const before = key && (await kept.get(key))
  if (before) return before
  const told = isNewest ? await toldOf(scope, image, signal) : ofAnEarlierBuild()
  const parent = told.parentImage ?? (await parentInLog(scope, imageId, name, signal))
  const { parentImage, unknown } = await named(scope, parent, signal)
  const facts: BuildFacts = {
    imageId,
    ...(name !== undefined && { logStreamName: name }),
    ...(parentImage && { parentImage }),
    ...(told.instanceType !== undefined && { instanceType: told.instanceType }),
    ...(told.configuration !== undefined && { configuration: told.configuration }),
    unknown: [...told.unknown, ...unknown],
  }
  // What is not known now may be allowed later.
  if (key && facts.unknown.length === 0) await kept.set(key, facts)
  return facts
}

const isEnded = ({ imageBuildStatus, ec2AmiInfo }: ImageDescription) =>
  ec2AmiInfo !== undefined || imageBuildStatus === 'BUILD_FAILED'

async function toldOf(scope: Scope, image: ImageDescription, signal: AbortSignal): Promise<Told> {
  const tags = image.ec2AmiInfo?.tags ?? image.cloudformationStackTags ?? []
  const read = await readConfiguration(
    scope,
    tags.map(({ key, value }) => ({ Key: key, Value: value })),
    signal,
  )
  if ('text' in read) {
    const facts = factsOfConfiguration(read.text)
    // build-image's own choice where the configuration has none is told by the stack only.
    const { instanceType } = facts.instanceType === undefined ? await ofStack(scope, image, signal) : facts
    return {
      ...facts,
      configuration: read.text,
      ...(instanceType !== undefined && { instanceType }),
      unknown: instanceType === undefined ? [noInstanceType] : [],
    }
  }
  const unread: Unknown = { fact: 'configuration', reason: read.reason }
  const facts = await ofStack(scope, image, signal)
  return { ...facts, unknown: facts.instanceType === undefined ? [unread, noInstanceType] : [unread] }
}

const noInstanceType: Unknown = {
  fact: 'instanceType',
  reason: 'Neither the configuration nor the stack’s events tell it.',
}

/** The bucket's folder and the tags are of the newest build. */
const ofAnEarlierBuild = (): Told => ({
  unknown: (['configuration', 'instanceType'] as const).map((fact) => ({
    fact,
    reason: 'AWS no longer tells of this build: the image was built anew since.',
  })),
})

/** The first page holds the newest events; of a failed or standing stack all there are, mostly. */
async function ofStack(
  scope: Scope,
  { imageId, cloudformationStackArn }: ImageDescription,
  signal: AbortSignal,
) {
  if (cloudformationStackArn === undefined) return {}
  try {
    return factsOfStack((await getImageStackEvents(scope, { imageId }, signal)).events)
  } catch (error) {
    if (error instanceof ApiError && error.status === 429) throw error
    return {}
  }
}

async function parentInLog(
  scope: Scope,
  imageId: string,
  logStreamName: string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (logStreamName === undefined) return undefined
  try {
    return (await readOutline(scope, { imageId, logStreamName }, signal)).parentImage
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

async function named(
  scope: Scope,
  id: string | undefined,
  signal: AbortSignal,
): Promise<Pick<BuildFacts, 'parentImage' | 'unknown'>> {
  if (id === undefined)
    return { unknown: [{ fact: 'parentImage', reason: 'Neither its log nor its configuration names it.' }] }
  if (!id.startsWith('ami-')) return { parentImage: { id }, unknown: [] }
  try {
    const { amiId: _, ...rest } = await amiNamed(scope, id, signal)
    return { parentImage: { id, ...rest }, unknown: [] }
  } catch (error) {
    // The id alone tells whether it is another one.
    const { message } = toAwsFailure(error, signal)
    return { parentImage: { id }, unknown: [{ fact: 'parentImage', reason: message }] }
  }
}

async function newestStreamName(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const { logStreams } = await listImageLogStreams(scope, { imageId }, signal)
    return newestFirst(logStreams)[0]?.logStreamName
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}
