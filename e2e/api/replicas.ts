import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { ImageInfoSummary, Images } from '@/lib/images/schemas'
import type { EmbeddedAws } from '../embedded-aws'

const started: (() => Promise<unknown>)[] = []

/** Ends a process, at the latest with `stopReplicas`. */
export function endOf(child: ChildProcess): () => Promise<unknown> {
  const closed = once(child, 'close')
  const stop = () => {
    child.kill('SIGKILL')
    return closed
  }
  started.push(stop)
  return stop
}

/** The API in a process of its own, with settings of its own, until it is stopped. */
export async function startReplica(aws: EmbeddedAws, env: Record<string, string>) {
  const command = ['--conditions=react-server', '--import', 'tsx', 'e2e/api/replica.ts']
  const child = spawn(process.execPath, command, {
    env: { ...process.env, ...aws.env, CACHE_DISK_MB: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk
  })
  const stop = endOf(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { url: String(line).replace('Replica: ', '').trim(), stop, errors: () => errors }
}

export async function stopReplicas(): Promise<void> {
  await Promise.all(started.splice(0).map((stop) => stop()))
}

type Ask = (path: string) => Promise<{ body: Images }>

/** The list of images from its first page to its last, each as it was told last. */
export async function listEveryImage(ask: Ask): Promise<ImageInfoSummary[]> {
  const images = new Map<string, ImageInfoSummary>()
  let query = ''
  for (;;) {
    const { body } = await ask(`/v3/images/custom${query}`)
    for (const image of body.images) images.set(image.imageId, image)
    if (body.nextToken === undefined) return [...images.values()]
    query = `?nextToken=${encodeURIComponent(body.nextToken)}`
  }
}
