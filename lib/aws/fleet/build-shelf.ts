import 'server-only'
import { createHash } from 'node:crypto'
import { type BuildRecord, buildRecord, timeOf } from '@/lib/images/fleet/build-record'
import { inTurn } from '../in-turn'

/** Where pieces of the index lie: on disk, in Valkey, or both. What is not there, or not whole, is undefined. */
export type ShelfStore = {
  /** All there is under the key; of several places each one's. */
  read(key: string): Promise<Buffer[]>
  write(key: string, value: Buffer): Promise<void>
}

/**
 * A record, the engine that made it, and when (epoch milliseconds): a newer engine looks again, and what cannot be
 * looked into again stays.
 */
type Held = { engine: string; at: number; record: BuildRecord }

/** So many pieces: one more build rewrites one of them only. */
const pieces = 64
/** Builds of a piece; beyond it the oldest are forgotten. */
const mostOfPiece = 800
/** What comes within so long is written at once. */
const gatherMs = 1_000

/**
 * What is known of the builds of one account and region: in memory, and in pieces in a store that other processes share.
 * Each writes what it knows beside what lies there. Two that write one piece in the same moment may lose a record of it,
 * which costs looking into that build once more.
 * @param name told apart from other accounts' and regions'
 */
export function createBuildShelf(name: string, store: ShelfStore, engine: string) {
  const held = Array.from({ length: pieces }, () => new Map<string, Held>())
  /** Digests of what lay there last and is taken in: most pieces are the same when they are read again. */
  const taken = held.map(() => new Set<string>())
  const unwritten = new Set<number>()
  let loaded: { at: number; done: Promise<void> } | undefined
  let writing: Promise<void> = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | undefined

  const keyOf = (piece: number) => `builds 1 ${name} ${piece}`

  async function load(): Promise<void> {
    await Promise.all(held.map((_, piece) => takeNew(piece)))
  }

  async function takeNew(piece: number): Promise<void> {
    const there = await store.read(keyOf(piece))
    for (const bytes of there)
      if (!taken[piece]?.has(digestOf(bytes))) await inTurn(() => takeIn(piece, bytes))
    taken[piece] = new Set(there.map(digestOf))
  }

  /**
   * Takes in what lies in the store and is not known, or was known of another engine only.
   * @returns what lies there of another engine that looked later: written on as it is, since its process may run beside
   */
  async function take(piece: number): Promise<Map<string, Held>> {
    const later = new Map<string, Held>()
    for (const bytes of await store.read(keyOf(piece)))
      for (const each of await inTurn(() => takeIn(piece, bytes))) later.set(each.record.build, each)
    return later
  }

  function takeIn(piece: number, bytes: Buffer): Held[] {
    const mine = held[piece] as Map<string, Held>
    return heldIn(bytes, engine).filter((each) => {
      const known = mine.get(each.record.build)
      if (known && (known.engine === engine || each.at <= known.at)) return each.at > known.at
      mine.set(each.record.build, each)
      return false
    })
  }

  async function write(): Promise<void> {
    for (const piece of [...unwritten]) {
      unwritten.delete(piece)
      const later = await take(piece)
      const mine = held[piece] as Map<string, Held>
      forgetOldest(mine)
      const all = [...new Map([...mine, ...later]).values()]
      const bytes = Buffer.from(JSON.stringify(all))
      await store.write(keyOf(piece), bytes)
      taken[piece] = new Set([digestOf(bytes)])
    }
  }

  return {
    /**
     * Every build that is known, those of an older engine too.
     * @param maxAgeMs what others wrote since then is not waited for
     */
    async all(maxAgeMs: number): Promise<BuildRecord[]> {
      if (!loaded || Date.now() - loaded.at > maxAgeMs) loaded = { at: Date.now(), done: load() }
      await loaded.done
      return held.flatMap((piece) => [...piece.values()].map(({ record }) => record))
    },

    /** Whether this engine has looked into the build, as far as this process has heard. */
    has: (build: string): boolean => held[pieceOf(build)]?.get(build)?.engine === engine,

    add(record: BuildRecord): void {
      const piece = pieceOf(record.build)
      const known = held[piece]?.get(record.build)
      if (known?.engine === engine && !tellsMore(record, known.record)) return
      held[piece]?.set(record.build, { engine, at: Date.now(), record })
      unwritten.add(piece)
      timer ??= setTimeout(() => {
        timer = undefined
        writing = writing.then(write)
      }, gatherMs)
      timer.unref()
    },

    /** Resolves once all that was added lies in the store. */
    async written(): Promise<void> {
      clearTimeout(timer)
      timer = undefined
      writing = writing.then(write)
      await writing
    },
  }
}

export type BuildShelf = ReturnType<typeof createBuildShelf>

/** A build that has ended says the same each time, but its parent image's name may tell its system later. */
const tellsMore = (record: BuildRecord, known: BuildRecord) =>
  record.outcome !== known.outcome ||
  record.completionTime !== known.completionTime ||
  (record.system !== undefined && known.system === undefined)

/** FNV-1a. */
function pieceOf(build: string): number {
  let sum = 0x811c9dc5
  for (let index = 0; index < build.length; index++)
    sum = Math.imul(sum ^ build.charCodeAt(index), 0x01000193)
  return (sum >>> 0) % pieces
}

const digestOf = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('base64')

/** Of what this very engine wrote the shape is known; another's is checked. */
function heldIn(bytes: Buffer, engine: string): Held[] {
  const written = JSON.parse(bytes.toString()) as Held[]
  return written.flatMap((each) => {
    if (each.engine === engine) return [each]
    const record = buildRecord.safeParse(each.record).data
    return record ? [{ ...each, record }] : []
  })
}

function forgetOldest(mine: Map<string, Held>): void {
  if (mine.size <= mostOfPiece) return
  const byAge = [...mine].sort(([, a], [, b]) => timeOf(a.record) - timeOf(b.record))
  for (const [build] of byAge.slice(0, mine.size - mostOfPiece)) mine.delete(build)
}
