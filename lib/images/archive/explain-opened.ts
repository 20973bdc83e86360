import { type Explanation, explainBuild } from '../build-log/cause'
import type { Outline } from '../build-log/outline-schema'
import { BuildLogParser } from '../build-log/parser'
import { newestStream } from '../newest-stream'
import { describeStream } from './describe-opened'
import type { OpenedBuild, OpenedStream } from './opened-build'

/** The outline of one opened log stream. */
export function outlineOf({ store }: OpenedStream): Outline {
  const parser = new BuildLogParser()
  const messages = store.messages()
  for (let index = 0; index < store.length; index++) parser.push(store.timestamp(index), messages(index))
  return parser.outline()
}

/** The stream of the newest build among those opened; a stack's events are its, as on AWS. */
export function newestOpened(build: OpenedBuild): OpenedStream | undefined {
  const name = newestStream(build.streams.map(describeStream))?.logStreamName
  return build.streams.find(({ logStreamName }) => logStreamName === name)
}

/** Why an opened build failed. `outline`: of the stream that is asked about; stack and description speak of the newest. */
export function explainOpened(
  build: OpenedBuild,
  outline: Outline | undefined,
  isNewest: boolean,
): Explanation {
  return explainBuild({
    outline,
    ...(isNewest && {
      stackEvents: build.stackEvents,
      image: build.description,
      failureContext: build.description?.imagebuilderFailureContext,
    }),
  })
}
