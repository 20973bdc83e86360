import { z } from 'zod'
import type { Answer } from '../wire/answer'
import type { World } from '../world'
import type { CallLog } from './calls'
import { deleteImage } from './delete-image'
import { type FaultList, faultInput } from './fault'
import {
  NotThere,
  putAmi,
  putEvents,
  putImage,
  putStack,
  putStackEvents,
  putStream,
  showState,
} from './operations'

export type EmbeddedContext = {
  world: World
  calls: CallLog
  faults: FaultList
  /** Empties everything and, when asked, seeds it anew. */
  reset: (seeds: boolean) => void
}

const puts = new Map([
  ['/_embedded/streams', putStream],
  ['/_embedded/events', putEvents],
  ['/_embedded/stacks', putStack],
  ['/_embedded/stack-events', putStackEvents],
  ['/_embedded/amis', putAmi],
  ['/_embedded/images', putImage],
  ['/_embedded/deletions', deleteImage],
])

/** The endpoint's own routes, JSON in and out; README.md lists them. AWS has nothing like them. */
export function answerEmbedded(context: EmbeddedContext, method: string, url: URL, body: Buffer): Answer {
  try {
    const input = body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
    const result = run(context, method, url, input)
    return result === undefined
      ? json(404, { message: `No way ${method} ${url.pathname}` })
      : json(200, result)
  } catch (error) {
    if (error instanceof NotThere) return json(404, { message: error.message })
    if (error instanceof z.ZodError) return json(400, { message: z.prettifyError(error) })
    if (error instanceof SyntaxError) return json(400, { message: error.message })
    throw error
  }
}

function run(
  context: EmbeddedContext,
  method: string,
  { pathname, searchParams }: URL,
  input: unknown,
): unknown {
  const put = puts.get(pathname)
  if (put !== undefined && method === 'POST') return put(context.world, input, Date.now())
  const { calls, faults } = context
  const faultId = pathname.match(/^\/_embedded\/faults\/(.+)$/)?.[1]
  if (faultId !== undefined && method === 'DELETE') {
    faults.remove(faultId)
    return faults.list()
  }
  switch (`${method} ${pathname}`) {
    case 'GET /_embedded/state':
      return showState(context.world)
    case 'POST /_embedded/reset':
      context.reset(z.object({ seeds: z.boolean().default(false) }).parse(input).seeds)
      return {}
    case 'GET /_embedded/calls':
      return calls.summary(searchParams.get('operation') ?? undefined)
    case 'DELETE /_embedded/calls':
      calls.reset()
      return {}
    case 'GET /_embedded/faults':
      return faults.list()
    case 'POST /_embedded/faults':
      return faults.add(faultInput.parse(input))
    case 'DELETE /_embedded/faults':
      faults.remove()
      return {}
    default:
      return undefined
  }
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
