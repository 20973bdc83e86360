/**
 * Measures the build-log parser on one core: `npm run bench:parser`. The log is made here, in the proportions of a
 * real build: most lines are Chef's stdout inside one long step, every step echoes its script on stderr twice.
 */
import { BuildLogParser } from '../lib/images/build-log/parser'

const STEPS = 60
const LINES = 1_200_000

const arn =
  'arn:aws:imagebuilder:eu-west-1:111122223333:component/parallelclusterimage-0f0e0d0c-1111-2222-3333-444455556666/3.13.0/1'
const script =
  'VALUE=$(uname -r)\nif [ -z "$VALUE" ]; then\n  echo "No kernel. Failing build."\n  exit 1\nfi\necho "$VALUE"\n\n'

function chefLine(n: number): string {
  switch (n % 10) {
    case 0:
      return `Stdout:   * package[libexample-${n}] action install (up to date)`
    case 1:
      return `Stdout:   * directory[/opt/example/${n}] action create`
    case 2:
      return 'Stdout:     - create new directory with mode 0755'
    case 3:
      return `Stdout: Recipe: aws-parallelcluster-platform::part_${n % 37}`
    case 4:
      return `Stdout:     Get:${n} http://archive.example.com/ubuntu jammy/main amd64 libexample${n} amd64 1.2.${n}-1 [48.3 kB]`
    case 5:
      return `Stdout:     gcc -DHAVE_CONFIG_H -I. -O2 -g -Wall -c -o src/object_${n}.o src/object_${n}.c`
    case 6:
      return `Stdout: [2026-01-02T03:04:05+00:00] INFO: Processing file[/etc/example/${n}.conf] action create (example::part line 12)`
    case 7:
      return `Stdout:     Setting up libexample${n}:amd64 (1.2.${n}-1) ...`
    default:
      return `Stdout:     checking for function number ${n}... yes`
  }
}

function* build(lines: number): Generator<string> {
  yield `Setup: Currently validating document ${arn}`
  yield 'Executor: STARTED EXECUTION OF ALL DOCUMENTS'
  yield `Document ${arn}`
  yield 'Phase build'
  for (let step = 0; step < STEPS; step++) {
    yield `Step Step${step}`
    yield 'ExecuteBash: STARTED EXECUTION'
    for (let line = 0; line < lines / STEPS; line++) yield chefLine(step * 1000 + line)
    yield `Stderr: ${script}`
    yield 'CmdExecution: Command execution has been completed'
    yield 'CmdExecution: Command execution was completed successfully'
    yield `CmdExecution: Stderr: ${script}`
    yield 'CmdExecution: ExitCode 0'
    yield 'ExecuteBash: FINISHED EXECUTION'
  }
  yield 'Executor: FINISHED EXECUTION OF ALL DOCUMENTS'
  yield 'TOE has completed execution successfully'
}

// Each message is a flat string of its own, as JSON.parse leaves them: ropes would be measured otherwise.
const messages = JSON.parse(JSON.stringify([...build(LINES)])) as string[]

/** Seconds of this process's CPU, so that a busy machine does not change the figure much; garbage collection counts. */
function once(): { seconds: number; lines: number; outlineBytes: number } {
  const parser = new BuildLogParser()
  const began = process.cpuUsage()
  for (const [index, message] of messages.entries()) parser.push(1_700_000_000_000 + (index >> 4), message)
  const outline = parser.outline()
  const { user, system } = process.cpuUsage(began)
  const seconds = (user + system) / 1e6
  return { seconds, lines: outline.lineCount, outlineBytes: JSON.stringify(outline).length }
}

once()
const runs = [once(), once(), once(), once(), once()]
const megabytes = messages.reduce((sum, message) => sum + message.length, 0) / 1e6
console.table(
  runs.map(({ seconds, lines, outlineBytes }) => ({
    lines,
    'CPU seconds': Number(seconds.toFixed(3)),
    'million lines/s': Number((lines / seconds / 1e6).toFixed(2)),
    'MB/s': Math.round(megabytes / seconds),
    'outline kB': Math.round(outlineBytes / 1000),
  })),
)
const median = runs.map((run) => run.lines / run.seconds).sort((a, b) => a - b)[2] ?? 0
console.log(`median ${(median / 1e6).toFixed(2)} million lines per CPU second, Node ${process.version}`)
