import { ApiError } from '@/lib/api-error'
import { apiAddress, failureOf } from '@/lib/get-json'
import { linesOf } from '@/lib/ndjson'
import type { NamedScope } from '../addresses'
import { mostImageIds } from '../image-id'
import type { ImageFailure } from './image-failure'

type Line = ImageFailure | { imageId: string; message: string }
/** Asks about some images; tells of each as it becomes known. */
type Ask = (imageIds: string[], signal: AbortSignal) => AsyncIterable<Line>
type Wanted = { imageId: string; settle: (failure: ImageFailure) => void; fail: (error: unknown) => void }

/** Rows that come into sight one by one are asked about together. */
const gatherMs = 50

/**
 * Gathers what rows want to know into requests: one at a time, so that the browser's connections stay free for what
 * people click, and those that came into sight last first. A request nobody waits for any more is given up.
 */
export function createFailureBatches(ask: Ask) {
  const wanted: Wanted[] = []
  let asked: Wanted[] = []
  let underWay: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const schedule = () => {
    if (underWay || timer !== undefined || wanted.length === 0) return
    timer = setTimeout(() => {
      timer = undefined
      void next()
    }, gatherMs)
  }

  async function next(): Promise<void> {
    asked = wanted.splice(-mostImageIds)
    if (asked.length === 0) return
    const request = new AbortController()
    underWay = request
    const imageIds = [...new Set(asked.map(({ imageId }) => imageId))].reverse()
    let problem: unknown = new ApiError(0, 'The connection broke before the answer was complete.')
    try {
      for await (const line of ask(imageIds, request.signal)) tell(line)
    } catch (error) {
      problem = error
    }
    for (const { fail } of asked) fail(problem)
    asked = []
    underWay = undefined
    schedule()
  }

  function tell(line: Line): void {
    const told = asked.filter(({ imageId }) => imageId === line.imageId)
    asked = asked.filter((each) => !told.includes(each))
    for (const { settle, fail } of told) {
      if ('message' in line) fail(new ApiError(500, line.message))
      else settle(line)
    }
  }

  return {
    /** @throws ApiError, or the signal's reason when this row does not want to know any more */
    load(imageId: string, signal: AbortSignal): Promise<ImageFailure> {
      return new Promise((resolve, reject) => {
        const one: Wanted = { imageId, settle: resolve, fail: reject }
        wanted.push(one)
        schedule()
        signal.addEventListener('abort', () => {
          reject(signal.reason)
          const waits = wanted.indexOf(one)
          if (waits >= 0) wanted.splice(waits, 1)
          const before = asked.length
          asked = asked.filter((each) => each !== one)
          if (before > 0 && asked.length === 0) underWay?.abort(signal.reason)
        })
      })
    },
  }
}

const scopes = new Map<string, ReturnType<typeof createFailureBatches>>()

/** The requests of one account and region. */
export function failuresIn(scope: NamedScope) {
  const key = JSON.stringify([scope.region, scope.account])
  const batches =
    scopes.get(key) ?? createFailureBatches((imageIds, signal) => askFailures(scope, imageIds, signal))
  scopes.set(key, batches)
  return batches
}

async function* askFailures(
  scope: NamedScope,
  imageIds: string[],
  signal: AbortSignal,
): AsyncGenerator<Line> {
  const address = apiAddress('/v3/images/failures', { ...scope, imageIds: imageIds.join(',') })
  const response = await fetch(address, { signal, priority: 'low' })
  if (!response.ok || !response.body) throw await failureOf(response)
  for await (const line of linesOf(response.body)) yield JSON.parse(line) as Line
}
