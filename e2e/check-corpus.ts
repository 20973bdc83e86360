/**
 * Checks the parser and the causes against reference builds: the project's own (`e2e/builds`), or
 * `CORPUS=<folder>[:<folder>…] npm run check:corpus`. A folder holds logs (`.log`, `.events.json`), stack files and EXPECTED.json, which says what must be
 * found. Prints each build that is not right (`ALL=1`: each), the figures, and a table by mechanism. `UNKNOWN=1`
 * scores each failed build as if the failure that tells it were not known: how the next unseen ones will fare.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Corpus, readCorpus, readingsOf } from './corpus/expected'
import { byMechanism, figuresOf, isWrong } from './corpus/figures'
import { explainEvents, type Score, scoreLog } from './corpus/score'
import { scoreStack } from './corpus/stacks'
import { withoutCase } from './corpus/unknown'
import { variants } from './corpus/variants'

const OWN = join(import.meta.dirname, 'builds')
const own = () =>
  readdirSync(OWN)
    .filter((file) => file.endsWith('.json.gz'))
    .map((file) => join(OWN, file))
const folders = process.env.CORPUS?.split(':').filter(Boolean) ?? own()

const scores: Score[] = []
const builds: Score[] = []
const tried = { broken: 0, tried: 0 }
const broken: string[] = []
for (const corpus of folders.map(readCorpus)) {
  for (const log of corpus.logs) {
    const readings = readingsOf(corpus, log)
    for (const { file, events } of readings) {
      const known = process.env.UNKNOWN ? explainEvents(events).cause?.ruleId : undefined
      const score = withoutCase(known, () => scoreLog(log, file, events))
      scores.push(score)
      // A build counts once: as events where there are some.
      if (file === readings.at(-1)?.file) builds.push(score)
      else continue
      if (score.failed && score.wrong === '' && !process.env.UNKNOWN) tryVariants(log, file, events, score)
    }
  }
  for (const stack of process.env.UNKNOWN ? [] : corpus.stacks) {
    const score = scoreStack(stack, corpus)
    scores.push(score)
    builds.push(score)
  }
}

function tryVariants(
  log: Corpus['logs'][number],
  file: string,
  events: Parameters<typeof scoreLog>[2],
  right: Score,
) {
  for (const { name, of } of variants) {
    const score = scoreLog(log, file, of(events))
    tried.tried++
    if (score.wrong === '' && score.explains === right.explains) continue
    tried.broken++
    broken.push(`${file} ${name}: ${score.wrong || score.found}`)
  }
}

for (const score of scores) {
  const marks = [
    score.wrong ? 'WRONG' : '',
    score.explains === false ? 'UNEXPLAINED' : '',
    score.misleads ? 'MISLEADS' : '',
  ]
  const mark = marks.filter(Boolean).join(' ')
  if (mark || process.env.ALL)
    console.log(
      `${mark || 'ok'} ${score.sure ? 'SURE ' : ''}${score.file.padEnd(50)} ${score.wrong} | ${score.found}`,
    )
}
for (const line of broken) console.log(`BROKEN ${line}`)
const wrong = scores.filter(({ wrong, falseAlarm }) => wrong || falseAlarm)
console.log(`${scores.length - wrong.length} of ${scores.length} right`)
console.table(byMechanism(builds))
console.table(figuresOf(builds, tried))
process.exit(scores.some((score) => isWrong(score) || score.falseAlarm) || tried.broken > 0 ? 1 : 0)
