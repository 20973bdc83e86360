import { ApiError, badRequest } from '@/lib/api-error'
import { tokenOf } from '../build-log/grammar'
import type { ImageExplanation } from '../build-log/operations'
import type { Outline } from '../build-log/outline-schema'
import type { ImageAttempt } from '../stack-events/attempt-schema'
import { describeOpened, describeStream } from './describe-opened'
import { explainOpened, newestOpened, outlineOf } from './explain-opened'
import { exportLayout } from './export-layout'
import { factsOfOpened } from './facts-of-opened'
import { findOpened } from './find-opened'
import { type LogPageQuestion, logPage } from './log-page'
import type { OpenedBuild, OpenedStream } from './opened-build'
import { packOpened } from './pack-opened'
import { eventsOf, textOf, type Window } from './text-of-stream'

export type Parameters = Record<string, string | number | boolean | undefined>

/** A file made of an opened build. */
export type SavedFile = { name: string; body: Blob | ReadableStream<Uint8Array> }

/**
 * Our API for a build that was opened from files: the same operations, the same shapes, answered where the files are.
 * Every view of a live build therefore shows an opened one.
 */
export class OpenedApi {
  readonly #build: OpenedBuild
  readonly #outlines = new Map<string, Outline>()

  readonly #engine: string | undefined

  /** @param engine whose stored word on the cause counts; without one it is looked for anew */
  constructor(build: OpenedBuild, engine?: string) {
    this.#build = build
    this.#engine = engine
  }

  /**
   * @param operation what follows the image's address: '', 'logstreams', 'logstreams/3.2.1%2F1', 'outline', …
   * @throws ApiError as the server would
   */
  answer(operation: string, parameters: Parameters): unknown {
    const [name = '', stream] = operation.split('/')
    switch (name) {
      case '':
        return this.describe()
      case 'logstreams':
        if (stream === undefined) return { logStreams: this.#build.streams.map(describeStream) }
        return logPage(this.stream(decodeURIComponent(stream)).store, pageQuestion(parameters))
      case 'stackevents':
        return { events: this.#stackEvents(text(parameters.stackId)) }
      case 'attempts':
        return { attempts: this.#attempts() }
      case 'outline':
        return this.#outline(this.stream(text(parameters.logStreamName)))
      case 'find':
        return findOpened(
          this.stream(text(parameters.logStreamName)).store,
          {
            text: text(parameters.q) ?? '',
            matchCase: isTrue(parameters.matchCase),
            wholeWord: isTrue(parameters.wholeWord),
            regularExpression: isTrue(parameters.regularExpression),
          },
          windowOf(parameters),
        )
      case 'problems':
        return { problems: this.#build.problems }
      case 'facts':
        return factsOfOpened(this.#build, text(parameters.logStreamName))
      case 'cause':
        return this.cause(text(parameters.logStreamName))
      default:
        throw notFound(notOfFiles)
    }
  }

  /** What our API would send as a file: `download` or `archive`. @throws ApiError as the server would */
  file(operation: string, parameters: Parameters): SavedFile {
    const { imageId } = this.#build
    if (operation === 'archive') {
      const at = new Date()
      return {
        name: `${exportLayout(imageId, at).folder}.tar.gz`,
        body: packOpened(this.#build, isTrue(parameters.maskAccountIds), at),
      }
    }
    if (operation !== 'download') throw notFound(notOfFiles)
    const { logStreamName, store } = this.stream(text(parameters.logStreamName))
    const timestamps = isTrue(parameters.timestamps)
    return {
      name: `${imageId}-${logStreamName.replaceAll('/', '-')}.log`,
      body: new Blob([...textOf(eventsOf(store, windowOf(parameters)), { timestamps, mask: false })]),
    }
  }

  /** @throws ApiError 404 */
  stream(logStreamName: string | undefined): OpenedStream {
    const stream = this.#build.streams.find((each) => each.logStreamName === logStreamName)
    if (!stream) throw notFound('The opened files hold no log stream of this name.')
    return stream
  }

  describe() {
    const newest = newestOpened(this.#build)
    // What `pcluster describe-image` said needs no log to be read.
    const { description } = this.#build
    if (description?.version) return describeOpened(this.#build, 'running', undefined)
    const outline = newest && this.#outline(newest)
    const { outcome } = explainOpened(this.#build, outline, true)
    return describeOpened(this.#build, outcome, outline?.facts.version)
  }

  /** Why the build failed: the newest one's, or of the named stream. @throws ApiError 404 */
  cause(logStreamName: string | undefined): ImageExplanation {
    const { engine, explanation: stored } = this.#build.explained ?? {}
    const isMeant = logStreamName === undefined || logStreamName === stored?.logStreamName
    if (stored && isMeant && engine === this.#engine) return stored
    const newest = newestOpened(this.#build)
    const stream = logStreamName === undefined ? newest : this.stream(logStreamName)
    const outline = stream && this.#outline(stream)
    const explanation = explainOpened(this.#build, outline, stream === newest)
    const foreign = outline !== undefined && this.#build.stackEvents === undefined && isForeign(outline)
    return {
      imageId: this.#build.imageId,
      ...(stream ? { logStreamName: stream.logStreamName } : {}),
      ...explanation,
      ...(foreign && explanation.cause === null
        ? { reason: 'This text does not look like the log of an image build.' }
        : {}),
    }
  }

  #outline(stream: OpenedStream): Outline {
    const outline = this.#outlines.get(stream.logStreamName) ?? outlineOf(stream)
    this.#outlines.set(stream.logStreamName, outline)
    return outline
  }

  #stackEvents(stackId: string | undefined) {
    const { stackEvents } = this.#build
    if (!stackEvents) throw notFound('The opened files hold no stack events.')
    const newest = stackEvents[0]?.stackId
    return stackEvents.filter((event) => event.stackId === (stackId ?? newest))
  }

  #attempts(): ImageAttempt[] {
    const { stackEvents = [] } = this.#build
    const stackIds = [...new Set(stackEvents.map(({ stackId }) => stackId))]
    return stackIds.flatMap((stackId) => {
      const own = stackEvents.filter((event) => event.stackId === stackId)
      const stackStatus = own.find(({ physicalResourceId }) => physicalResourceId === stackId)?.resourceStatus
      const creationTime = own.at(-1)?.timestamp
      return creationTime === undefined ? [] : [{ stackId, stackStatus: stackStatus ?? '', creationTime }]
    })
  }
}

const notOfFiles = 'This cannot be asked of a build that was opened from files.'

function pageQuestion({ startFromHead, nextToken, limit, ...window }: Parameters): LogPageQuestion {
  return {
    startFromHead: isTrue(startFromHead),
    ...windowOf(window),
    nextToken: text(nextToken),
    limit: limit === undefined ? undefined : Number(limit),
  }
}

const windowOf = ({ startTime, endTime }: Parameters): Window => ({
  startTime: time(startTime),
  endTime: time(endTime),
})

const isTrue = (value: Parameters[string]) => String(value) === 'true'

function time(value: Parameters[string]): number | undefined {
  if (value === undefined) return undefined
  const epoch = Date.parse(String(value))
  if (Number.isNaN(epoch)) throw badRequest(`'${value}' is no ISO 8601 time`)
  return epoch
}

/** Whether no line of the log is one that an image build writes. */
const isForeign = ({ runs, workflow }: Outline) =>
  workflow.every(({ text }) => tokenOf(text) !== 'workflow') &&
  runs.every(({ documents }) =>
    documents.every(({ phases }) =>
      phases.every(({ steps }) => steps.every(({ name }) => name === undefined)),
    ),
  )

const text = (value: Parameters[string]) => (value === undefined ? undefined : String(value))

const notFound = (message: string) => new ApiError(404, message)
