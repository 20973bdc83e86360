import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { spool } from './spool'

async function* pieces(...texts: (string | Error)[]): AsyncGenerator<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text
    yield text
  }
}

const textOf = async (read: AsyncIterable<Uint8Array>) => {
  const chunks: Uint8Array[] = []
  for await (const chunk of read) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('text comes back as it went in, its length known, and no file is left with a name', async () => {
  const spooled = await spool(pieces('é😀', 'x'.repeat(300_000)))
  expect(readdirSync(tmpdir()).filter((name) => name.endsWith('.spool'))).toEqual([])
  expect(spooled.size).toBe(300_006)
  expect(await textOf(spooled.read())).toBe(`é😀${'x'.repeat(300_000)}`)
  await spooled.close()
})

test('of text that breaks off, what came before is there, and why it ends', async () => {
  const spooled = await spool(pieces('one\n', new Error('refused')))
  expect(spooled.failure).toEqual(new Error('refused'))
  expect(await textOf(spooled.read())).toBe('one\n')
  await spooled.close()
})

test('a reader that leaves in the middle leaves a file that can be closed', async () => {
  const spooled = await spool(pieces(...Array.from({ length: 200 }, () => `${Math.random()}`.repeat(2000))))
  for await (const chunk of spooled.read()) {
    expect(chunk.length).toBeGreaterThan(0)
    break
  }
  await expect(spooled.close()).resolves.toBeUndefined()
})
