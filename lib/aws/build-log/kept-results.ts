import 'server-only'
import { LRUCache } from 'lru-cache'
import type { z } from 'zod'
import { diskCache } from '../quota/disk-cache'
import { sharedValue, shareValue } from '../quota/valkey'
import { causeEngine } from './cause-engine'

/** CloudFormation tells of a deleted stack for as long. */
const keptForDays = 90
const day = 86_400_000

/**
 * What was found out about builds that have ended: in memory, on disk and in Valkey, so that each is looked into once.
 * @param name what is kept, told apart from other kinds
 * @param build its stack's ARN, which names account and region, and the state the stack was in
 * @param mostInMemory so many stay in memory besides
 * @param engine what found it out: what another one found is found out anew
 */
export function keptResults<Result extends object>(
  name: string,
  schema: z.ZodType<Result>,
  { mostInMemory = 5_000, engine = causeEngine }: { mostInMemory?: number; engine?: string } = {},
) {
  const memory = new LRUCache<string, Result>({ max: mostInMemory })
  const keyOf = (build: string) => `${name} ${engine} ${build}`

  return {
    async get(build: string): Promise<Result | undefined> {
      const key = keyOf(build)
      const held = memory.get(key)
      if (held) return held
      const kept = (await diskCache()?.read(key, keptForDays * day))?.value ?? (await sharedValue(key))
      const result = kept ? schema.safeParse(JSON.parse(kept.toString())).data : undefined
      if (result) memory.set(key, result)
      return result
    },
    async set(build: string, result: Result): Promise<void> {
      const key = keyOf(build)
      memory.set(key, result)
      const bytes = Buffer.from(JSON.stringify(result))
      await Promise.all([diskCache()?.write(key, bytes), shareValue(key, bytes, (keptForDays * day) / 1000)])
    },
  }
}
