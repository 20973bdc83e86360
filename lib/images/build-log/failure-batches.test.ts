import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFailureBatches } from './failure-batches'
import type { ImageFailure } from './image-failure'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const failure = (imageId: string): ImageFailure => ({ imageId, outcome: 'failed', step: 'Execute' })
const row = () => new AbortController()

/** Requests that are answered line by line when the test says so. */
function requests() {
  const made: { imageIds: string[]; signal: AbortSignal; tell: (id: string) => void; end: () => void }[] = []
  async function* ask(imageIds: string[], signal: AbortSignal) {
    const lines: ImageFailure[] = []
    let wake = () => {}
    let ended = false
    const tell = (imageId: string) => {
      lines.push(failure(imageId))
      wake()
    }
    const end = () => {
      ended = true
      wake()
    }
    signal.addEventListener('abort', end)
    made.push({ imageIds, signal, tell, end })
    for (;;) {
      const line = lines.shift()
      if (line) yield line
      else if (ended) return
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  }
  return { made, batches: createFailureBatches(ask) }
}

it('asks about rows that come into sight together in one request, and tells each as it is known', async () => {
  const { made, batches } = requests()
  const told = ['a', 'b', 'c'].map((id) => batches.load(id, row().signal))
  await vi.advanceTimersByTimeAsync(60)
  expect(made.map(({ imageIds }) => imageIds)).toEqual([['c', 'b', 'a']])
  made[0]?.tell('b')
  await expect(told[1]).resolves.toEqual(failure('b'))
  made[0]?.tell('a')
  made[0]?.tell('c')
  await expect(Promise.all(told)).resolves.toEqual(['a', 'b', 'c'].map(failure))
})

it('makes one request at a time, of at most 50 rows, those in sight last first', async () => {
  const { made, batches } = requests()
  for (let n = 0; n < 120; n++) batches.load(`row-${n}`, row().signal).catch(() => {})
  await vi.advanceTimersByTimeAsync(60)
  expect(made.length).toBe(1)
  expect([made[0]?.imageIds.length, made[0]?.imageIds[0]]).toEqual([50, 'row-119'])
  made[0]?.end()
  await vi.advanceTimersByTimeAsync(60)
  expect([made.length, made[1]?.imageIds[0]]).toEqual([2, 'row-69'])
})

it('gives a request up when the last row it is for has gone, and asks for those that come', async () => {
  const { made, batches } = requests()
  const rows = [row(), row()]
  const told = rows.map(({ signal }, n) => batches.load(`row-${n}`, signal))
  for (const each of told) each.catch(() => {})
  await vi.advanceTimersByTimeAsync(60)
  rows[0]?.abort()
  expect(made[0]?.signal.aborted).toBe(false)
  rows[1]?.abort()
  expect(made[0]?.signal.aborted).toBe(true)
  const later = batches.load('later', row().signal)
  await vi.advanceTimersByTimeAsync(120)
  expect(made[1]?.imageIds).toEqual(['later'])
  made[1]?.tell('later')
  await expect(later).resolves.toEqual(failure('later'))
})

it('never asks about a row that was out of sight again before its turn', async () => {
  const { made, batches } = requests()
  const gone = row()
  batches.load('gone', gone.signal).catch(() => {})
  batches.load('stays', row().signal).catch(() => {})
  gone.abort()
  await vi.advanceTimersByTimeAsync(60)
  expect(made.map(({ imageIds }) => imageIds)).toEqual([['stays']])
})

it('a row that the answer does not tell of fails', async () => {
  const { made, batches } = requests()
  const told = batches.load('a', row().signal)
  await vi.advanceTimersByTimeAsync(60)
  made[0]?.end()
  await expect(told).rejects.toThrow('broke')
})
