import 'server-only'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { AwsFailure } from '../aws-failure'
import { callAws } from '../call-aws'
import { archiveS3 } from '../clients'
import { defaultRegion, type Scope } from '../scope'
import { type ArchiveStore, isArchive, type StoredArchive } from './archive-store'

const mebibyte = 1024 * 1024
/**
 * One PutObject is there whole or not at all, and leaves nothing behind when it breaks off, which the parts of a
 * multipart upload do. So much is held in memory for it: half a gigabyte of log, packed.
 */
const largest = 64 * mebibyte
/** People's own archives may be larger; held in memory they are all the same. */
const largestRead = 256 * mebibyte
const callMs = 120_000

/**
 * Archives in a bucket, as the server's own credentials see it, below a prefix and nowhere else. `IfNoneMatch` makes S3
 * itself write each once, however many replicas try; checksums are S3's, made here and compared when read.
 */
export function createArchiveBucket(bucket: string, prefix: string): ArchiveStore {
  const folder = prefix.split('/').filter(Boolean).join('/')
  const below = folder === '' ? '' : `${folder}/`
  const objectOf = (path: string) => ({ Bucket: bucket, Key: below + withinPrefix(path) })

  /** By a list, not by HeadObject: that one's refusal has no words. */
  async function has(path: string): Promise<boolean> {
    const { Key } = objectOf(path)
    const page = await listPage({ Prefix: Key, MaxKeys: 1 })
    return page.Contents?.[0]?.Key === Key
  }

  async function listPage(question: { Prefix: string; MaxKeys?: number; ContinuationToken?: string }) {
    const list = new ListObjectsV2Command({ Bucket: bucket, ...question })
    const page = await ask('ListObjectsV2', (s3, options) => s3.send(list, options))
    if (page.KeyCount === undefined) throw new AwsFailure('other', 'ForeignAnswer', notS3)
    return page
  }

  return {
    async list() {
      const found: StoredArchive[] = []
      let token: string | undefined
      do {
        const page: Awaited<ReturnType<typeof listPage>> = await listPage({
          Prefix: below,
          ...(token !== undefined && { ContinuationToken: token }),
        })
        for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
          if (isArchive(Key))
            found.push({ path: Key.slice(below.length), size: Size, modified: LastModified?.getTime() ?? 0 })
        }
        token = page.NextContinuationToken
      } while (token !== undefined)
      return found
    },

    async read(path, most) {
      const range =
        most === undefined ? { ChecksumMode: 'ENABLED' as const } : { Range: `bytes=0-${most - 1}` }
      const get = new GetObjectCommand({ ...objectOf(path), ...range })
      const { Body, ContentLength = 0 } = await ask('GetObject', (s3, options) => s3.send(get, options))
      if (!Body) return new Uint8Array()
      if (ContentLength > largestRead) throw new Error(`larger than ${largestRead / mebibyte} MiB`)
      return new Uint8Array(await Body.transformToByteArray())
    },

    async add(path, make) {
      if (await has(path)) return false
      const bytes = await allOf(await make())
      const put = new PutObjectCommand({
        ...objectOf(path),
        Body: bytes,
        ContentType: 'application/gzip',
        IfNoneMatch: '*',
      })
      try {
        await ask('PutObject', (s3, options) => s3.send(put, options))
        return true
      } catch (error) {
        if (isTaken(error)) return false
        throw error
      }
    },

    async remove(path) {
      await ask('DeleteObject', (s3, options) => s3.send(new DeleteObjectCommand(objectOf(path)), options))
    },

    // What is put at once leaves nothing half done.
    async sweep() {},
  }
}

/** No path that was made of names leads out of the prefix. */
function withinPrefix(path: string): string {
  if (path.split('/').some((segment) => segment === '' || segment === '.' || segment === '..'))
    throw new Error(`'${path}' is no path below the archive's prefix`)
  return path
}

/** Another replica was first (412), or is at it (409). */
const isTaken = (error: unknown) =>
  error instanceof AwsFailure && ['PreconditionFailed', 'ConditionalRequestConflict'].includes(error.code)

const notS3 = 'AWS sent an answer that cannot be read (HTTP 200).'

async function allOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length
    if (length > largest) throw new Error(`The archive is larger than ${largest / mebibyte} MiB.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

type Ask = 'DeleteObject' | 'GetObject' | 'ListObjectsV2' | 'PutObject'

/** The server's own credentials, whatever role ACCOUNTS names for reading builds. */
const ownAccount = { name: 'archive', roleArn: null }

/** @throws AwsFailure */
async function ask<Answer extends object>(
  operation: Ask,
  send: (s3: S3Client, options: { abortSignal: AbortSignal }) => Promise<Answer>,
): Promise<Answer> {
  const scope: Scope = { account: ownAccount, region: (await defaultRegion()) ?? 'us-east-1' }
  return callAws(operation, scope, AbortSignal.timeout(callMs), (options) => send(archiveS3(scope), options))
}
