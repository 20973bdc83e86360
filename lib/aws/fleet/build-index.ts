import 'server-only'
import type { BuildRecord } from '@/lib/images/fleet/build-record'
import { causeEngine as engine } from '../build-log/cause-engine'
import { diskCache } from '../quota/disk-cache'
import { sharedValue, shareValue } from '../quota/valkey'
import { type BuildShelf, createBuildShelf, type ShelfStore } from './build-shelf'

/** Written anew whenever a build ends: what nobody builds any more for so long is forgotten. */
const keptForMs = 400 * 86_400_000

const onDiskAndShared: ShelfStore = {
  async read(key) {
    const [own, shared] = await Promise.all([diskCache()?.read(key, keptForMs), sharedValue(key)])
    return [own?.value, shared].flatMap((bytes) => bytes ?? [])
  },
  async write(key, value) {
    await Promise.all([diskCache()?.write(key, value), shareValue(key, value, keptForMs / 1000)])
  },
}

// On globalThis: Next may load this module more than once in one process.
const held = globalThis as { buildShelves?: Map<string, BuildShelf> }
held.buildShelves ??= new Map()
const shelves = held.buildShelves

/** What is known of the builds of an account, by its id, in a region. */
export function buildShelf(accountId: string, region: string): BuildShelf {
  const name = `${accountId}/${region}`
  const shelf = shelves.get(name) ?? createBuildShelf(name, onDiskAndShared, engine)
  shelves.set(name, shelf)
  return shelf
}

/** Keeps what was found out about a build on its shelf, which its stack's ARN names. */
export function noteRecord(record: BuildRecord): void {
  const [, region, accountId] = /^arn:[\w-]+:cloudformation:([\w-]+):(\d{12}):/.exec(record.build) ?? []
  if (region && accountId) buildShelf(accountId, region).add(record)
}
