import type { BuildFacts } from '../changes/build-facts'
import { factsOfStack } from '../changes/facts-of-stack'
import { newestOpened } from './explain-opened'
import type { OpenedBuild } from './opened-build'

/**
 * What an opened build began with, as far as files tell: its stack's events, which are of the newest build. No export
 * holds the configuration; an AMI's name would have to be asked of AWS.
 */
export function factsOfOpened(build: OpenedBuild, logStreamName: string | undefined): BuildFacts {
  const newest = newestOpened(build)?.logStreamName
  const name = logStreamName ?? newest
  const newestStack = build.stackEvents?.[0]?.stackId
  const events = build.stackEvents?.filter(({ stackId }) => stackId === newestStack) ?? []
  const { instanceType, parentImage } = name === newest ? factsOfStack(events) : {}
  return {
    imageId: build.imageId,
    ...(name !== undefined && { logStreamName: name }),
    ...(parentImage !== undefined && { parentImage: { id: parentImage } }),
    ...(instanceType !== undefined && { instanceType }),
    unknown: [
      { fact: 'configuration', reason: 'Files of an export do not hold it.' },
      ...(instanceType === undefined
        ? [{ fact: 'instanceType' as const, reason: 'The files hold no stack event that tells it.' }]
        : []),
    ],
  }
}
