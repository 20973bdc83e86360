import 'server-only'
import { ApiError } from '@/lib/api-error'
import type { OpenedApi, Parameters, SavedFile } from '@/lib/images/archive/opened-api'
import type { Operation } from '@/lib/images/operations'
import type { ImageDescription } from '@/lib/images/schemas'
import { describeImage } from '../describe-image'
import type { Scope } from '../scope'
import { archiveStore } from './current-archive'
import { type Meant, openKept } from './open-kept'

/**
 * Asks AWS, and where AWS does not know of what is asked (404), the archive. What the archive does not know either stays
 * AWS's answer.
 * @throws what `ask` throws
 */
export async function orKept(
  operation: Operation,
  scope: Scope,
  values: Record<string, unknown>,
  ask: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await ask()
  } catch (error) {
    const { imageId } = values
    const isForgotten = error instanceof ApiError && error.status === 404
    if (!isForgotten || typeof imageId !== 'string' || archiveStore() === null) throw error
    try {
      const kept = await openKept(scope, imageId, await meant(operation, scope, values, signal))
      if (!kept) throw error
      return keptAnswer(kept, operation, values)
    } catch {
      throw error
    }
  }
}

async function meant(
  { operationId }: Operation,
  scope: Scope,
  { imageId, stackId }: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Meant> {
  if (typeof stackId === 'string') return { stackId }
  return operationId === 'describeImage' ? {} : { now: await imageNow(scope, String(imageId), signal) }
}

/** A build begun anew has no log for its first minutes: the archive's earlier one is not its. */
async function imageNow(
  scope: Scope,
  imageId: string,
  signal: AbortSignal,
): Promise<ImageDescription | undefined> {
  try {
    return await describeImage(scope, { imageId }, signal)
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined
    throw error
  }
}

/** What our API would answer, from an archive. @throws ApiError as for opened files */
function keptAnswer(kept: OpenedApi, operation: Operation, values: Record<string, unknown>): unknown {
  const name = operation.path.replace(/^.*\{imageId\}\/?/, '')
  const path = name.replace('{logStreamName}', encodeURIComponent(String(values.logStreamName)))
  const parameters = asWritten(values)
  switch (operation.operationId) {
    case 'describeImage': {
      const { openedFrom: _, ...description } = kept.describe()
      return { ...description, kept: true } satisfies ImageDescription
    }
    case 'downloadImageLog':
      return attachment(kept.file(path, parameters), 'text/plain; charset=utf-8')
    case 'archiveImage':
      return attachment(kept.file(path, parameters), 'application/gzip')
    case 'findInImageLog':
      return new Response(`${JSON.stringify(kept.answer(path, parameters))}\n`, {
        headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' },
      })
    default:
      return kept.answer(path, parameters)
  }
}

/** Times as an address writes them. */
const asWritten = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      (name === 'startTime' || name === 'endTime') && typeof value === 'number'
        ? new Date(value).toISOString()
        : value,
    ]),
  ) as Parameters

const attachment = ({ name, body }: SavedFile, contentType: string) =>
  new Response(body, {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  })
