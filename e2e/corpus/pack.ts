/**
 * Packs folders of reference builds into one file that the project keeps: `npx tsx e2e/corpus/pack.ts <file.json.gz>
 * <folder>…`. What check:corpus and builds.test.ts read of a folder is all there is in it.
 */
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type Corpus, documentOf, readCorpus, readingsOf } from './expected'

const [out, ...folders] = process.argv.slice(2)
if (!out || folders.length === 0) {
  console.error('Name the file to write and the folders to pack.')
  process.exit(2)
}

const packed: Required<Corpus>['packed'] = { events: {}, documents: {} }
const whole: Omit<Corpus, 'folder'> = { logs: [], stacks: [], packed }
for (const corpus of folders.map(readCorpus)) {
  for (const log of corpus.logs) {
    const reading = readingsOf(corpus, log).at(-1)
    if (!reading) continue
    packed.events[log.file] = reading.events.map(({ timestamp, message }) => [timestamp, message])
    whole.logs.push(log)
  }
  for (const stack of corpus.stacks) {
    packed.documents[stack.file] = documentOf(corpus, stack.file)
    whole.stacks.push(stack)
  }
}
writeFileSync(out, gzipSync(JSON.stringify(whole), { level: 9 }))
