import { ApiError } from '@/lib/api-error'
import type { ImageInfoSummary } from '../schemas'
import type { Opened } from './open-files'
import { OpenedApi, type Parameters, type SavedFile } from './opened-api'
import type { ArchiveProblem } from './problem'

/** What a page lists of opened files. */
export type OpenedSummary = {
  builds: {
    imageId: string
    streams: number
    events: number
    stackEvents: number
    problems: ArchiveProblem[]
  }[]
  problems: ArchiveProblem[]
}

const root = '/v3/images/custom'

function readPath(path: string) {
  const [image = '', ...operation] = path.slice(root.length + 1).split('/')
  return { imageId: decodeURIComponent(image), operation: operation.join('/') }
}

/** Our API over everything that was opened together. */
export class OpenedDrop {
  readonly #opened: Opened
  readonly #apis: Map<string, OpenedApi>

  constructor(opened: Opened) {
    this.#opened = opened
    this.#apis = new Map(opened.builds.map((build) => [build.imageId, new OpenedApi(build)]))
  }

  summary(): OpenedSummary {
    return {
      builds: this.#opened.builds.map(({ imageId, streams, stackEvents, problems }) => ({
        imageId,
        streams: streams.length,
        events: streams.reduce((sum, { store }) => sum + store.length, 0),
        stackEvents: stackEvents?.length ?? 0,
        problems,
      })),
      problems: this.#opened.problems,
    }
  }

  /** Reads a lone build's log for what its page asks first. Of several builds nobody knows which is looked at. */
  readAhead(): void {
    const [api, second] = this.#apis.values()
    if (!second) api?.cause(undefined)
  }

  /** @throws ApiError as the server would */
  answer(path: string, parameters: Parameters): unknown {
    if (path === root) return { images: this.#images() }
    const { imageId, operation } = readPath(path)
    return this.api(imageId).answer(operation, parameters)
  }

  /** @throws ApiError as the server would */
  file(path: string, parameters: Parameters): SavedFile {
    const { imageId, operation } = readPath(path)
    return this.api(imageId).file(operation, parameters)
  }

  /** @throws ApiError 404 */
  api(imageId: string): OpenedApi {
    const api = this.#apis.get(imageId)
    if (!api) throw new ApiError(404, `The opened files hold no build of an image '${imageId}'.`)
    return api
  }

  #images(): ImageInfoSummary[] {
    return [...this.#apis.values()].map((api) => {
      const { buildStartTime, ec2AmiInfo, ...image } = api.describe()
      return {
        imageId: image.imageId,
        imageBuildStatus: image.imageBuildStatus,
        region: image.region,
        version: image.version,
        ...(ec2AmiInfo ? { ec2AmiInfo: { amiId: ec2AmiInfo.amiId } } : {}),
        ...(image.cloudformationStackArn ? { cloudformationStackArn: image.cloudformationStackArn } : {}),
        ...(image.cloudformationStackStatus
          ? { cloudformationStackStatus: image.cloudformationStackStatus }
          : {}),
        ...(buildStartTime ? { creationTime: buildStartTime } : {}),
        ...(image.completionTime ? { completionTime: image.completionTime } : {}),
        hasLogGroup: image.hasLogGroup === true,
      }
    })
  }
}
