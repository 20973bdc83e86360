/**
 * Asks a ReDoS checker about every pattern of the code and times each, and all that reads a log, on hostile lines of
 * 1 MB: prints what the checker does not call safe, and what was slowest. With `--lines` only the lines, without the
 * checker, which takes minutes.
 */
import { check } from 'recheck'
import { hostileLines, linesAgainst } from '../lib/hostile-lines-fixture'
import { explainBuild } from '../lib/images/build-log/cause'
import { readLines } from '../lib/images/build-log/cause/line'
import { Evidence } from '../lib/images/build-log/evidence'
import { BuildLogParser } from '../lib/images/build-log/parser'
import { eventsOfPaste } from '../lib/images/build-log/paste'
import { readReason } from '../lib/images/build-log/stack-reason'
import { plainLines } from '../lib/images/log-events/display-line'
import { unwrapReason } from '../lib/images/stack-events/reason'
import { patternsOfCode, type WrittenPattern } from '../lib/patterns-of-code-fixture'

const patterns = new Map(
  patternsOfCode().literals.map((pattern) => [`${pattern.source}/${pattern.flags}`, pattern]),
)

const unsafe: string[] = []
if (!process.argv.includes('--lines')) {
  for (const { place, source, flags } of patterns.values()) {
    const verdict = await check(source, flags, { timeout: 30_000 })
    if (verdict.status === 'safe') continue
    const why = verdict.status === 'unknown' ? verdict.error.kind : verdict.complexity.summary
    unsafe.push(`${place} ${verdict.status} (${why}) /${source}/${flags}`)
  }
  console.log(`${patterns.size} patterns, not called safe: ${unsafe.length}`)
  for (const line of unsafe) console.log(`  ${line}`)
}

const readings = Object.entries(hostileLines()).map(([name, line]) => ({
  name,
  ms: timeOf(() => readLog(line)),
}))
console.log('a failed step with that line in six places, read, explained, pasted and drawn:')
for (const { name, ms } of readings) console.log(`  ${ms.toFixed(0).padStart(5)} ms  ${name}`)

const common = Object.values(hostileLines())
const commonSaid = common.map(said)
const times = [...patterns.values()].map((pattern) => ({ ...pattern, ms: slowest(pattern) }))
times.sort((a, b) => b.ms - a.ms)
const above = (bound: number) => `${times.filter(({ ms }) => ms > bound).length} above ${bound} ms`
console.log(
  `on hostile lines of 1 MB, of ${times.length} patterns ${[5, 10, 20, 50, 100].map(above).join(', ')}; slowest:`,
)
for (const { place, ms, source } of times.slice(0, 40))
  console.log(`  ${ms.toFixed(1).padStart(7)} ms  ${place}  ${source.slice(0, 60)}`)

/** Milliseconds for the worst line of a megabyte: of all of it, or, for the cause's and the reasons' patterns, of what they get of it. */
function slowest({ place, source, flags }: WrittenPattern): number {
  const pattern = new RegExp(source, flags.replace('y', ''))
  const against = linesAgainst(source)
  const lines = place.includes('/build-log/cause/')
    ? [...commonSaid, ...against.map(said)]
    : [...common, ...against].map((line) => [place.includes('/stack-reason-cases') ? readReason(line) : line])
  return Math.max(...lines.map((parts) => timeOf(() => parts.map((part) => part.search(pattern)))))
}

/** What the cause's patterns read of a line: its beginning and its end, in pieces. */
function said(line: string): string[] {
  const evidence = new Evidence()
  evidence.add('text', line, 0, 0)
  return readLines(evidence.lines()).map((piece) => piece.said)
}

function readLog(line: string): void {
  const parser = new BuildLogParser()
  const messages = [
    'Phase build',
    'Step Install',
    'ExecuteBash: STARTED EXECUTION',
    line,
    `Stdout: ${line}`,
    `CmdExecution: Stderr: ${line}`,
    `Stderr: if true\n${line}`,
    'CmdExecution: ExitCode 1',
    'ExecuteBash: FINISHED EXECUTION',
    ` ErrorMessage: ${line}`,
    ` Stderr: ${line}`,
    'TOE has completed execution with failure',
  ]
  messages.forEach((message, time) => {
    parser.push(time, message)
  })
  explainBuild({ outline: parser.outline(), partly: false })
  eventsOfPaste(line)
  plainLines(line)
  unwrapReason(line)
}

/** Milliseconds of CPU, whatever else the machine does. */
function timeOf(work: () => unknown): number {
  const from = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(from)
  return (user + system) / 1000
}
