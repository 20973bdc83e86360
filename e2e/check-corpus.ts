/**
 * Checks the parser and the cause rules against a folder of reference builds: `CORPUS=<folder> npm run check:corpus`.
 * The folder holds logs (`.log`, `.events.json`), stack files and EXPECTED.json, which says what must be found.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildEvidence, type Cause, explainBuild } from '../lib/images/build-log/cause'
import { BuildLogParser } from '../lib/images/build-log/parser'
import { eventsOfPaste, type RawEvent } from '../lib/images/build-log/paste'
import type { StackEvent } from '../lib/images/schemas'
import { isLogExpected, stackOutcome } from '../lib/images/stack-events/outcome'
import { unwrapReason } from '../lib/images/stack-events/reason'
import { likelyRootCause } from '../lib/images/stack-events/root-cause'

interface ExpectedLog {
  file: string
  outcome: string
  failedStep: string | null
  exitCode: number | null
  causeIncludes: string[]
  notCause: string[]
  causeStep?: string
}

interface ExpectedStack {
  file: string
  outcome: string
  firstFailedLogicalId: string | null
  reasonIncludes: string[]
  notFirstFailed: string[]
  logExpected: boolean | null
  failedStep?: string
}

const folder = process.env.CORPUS
if (!folder) {
  console.error('Set CORPUS to the folder of reference builds.')
  process.exit(2)
}
const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const expected = JSON.parse(read('EXPECTED.json')) as { logs: ExpectedLog[]; stacks: ExpectedStack[] }

const rows: { file: string; found: string; wrong: string }[] = []

for (const log of expected.logs) {
  checkLog(log, log.file, eventsOfPaste(read(log.file)))
  const eventsFile = log.file.replace(/\.log$/, '.events.json')
  if (existsSync(join(folder, eventsFile))) {
    const { events } = JSON.parse(read(eventsFile)) as { events: { timestamp: string; message: string }[] }
    checkLog(
      log,
      eventsFile,
      events.map(({ timestamp, message }) => ({ timestamp: Date.parse(timestamp), message })),
    )
  }
}
for (const stack of expected.stacks) checkStack(stack)

const wrong = rows.filter((row) => row.wrong)
for (const row of rows)
  console.log(`${row.wrong ? 'WRONG' : 'ok   '} ${row.file.padEnd(58)} ${row.wrong || row.found}`)
console.log(`${rows.length - wrong.length} of ${rows.length} right`)
process.exit(wrong.length > 0 ? 1 : 0)

function checkLog(want: ExpectedLog, file: string, events: readonly RawEvent[]) {
  const parser = new BuildLogParser()
  for (const event of events) parser.push(event.timestamp, event.message)
  const outline = parser.outline()
  const { outcome, cause, warning } = explainBuild({ outline })
  const found = cause ?? warning
  const quoted = found?.lines.map((line) => line.text).join('\n') ?? ''
  const problems = [
    outcome === want.outcome ? '' : `outcome ${outcome}, not ${want.outcome}`,
    (found?.step ?? null) === want.failedStep ? '' : `step ${found?.step}, not ${want.failedStep}`,
    (found?.exitCode ?? null) === want.exitCode ? '' : `exit code ${found?.exitCode}, not ${want.exitCode}`,
    want.causeStep === undefined || found?.causeStep === want.causeStep
      ? ''
      : `causeStep ${found?.causeStep}`,
    ...want.causeIncludes.map((text) => (quoted.includes(text) ? '' : `cause lacks "${text}": ${quoted}`)),
    ...want.notCause.map((text) => (quoted.includes(text) ? `cause has "${text}"` : '')),
    want.causeIncludes.length === 0 && cause ? `a cause where there is none: ${quoted}` : '',
  ]
  report(file, summary(outcome, found), problems)
}

function summary(outcome: string, cause: Cause | null | undefined): string {
  if (!cause) return outcome
  const line = cause.lines[0]?.text ?? ''
  return `${outcome} ${cause.step ?? '?'} ${cause.exitCode ?? '-'} [${cause.ruleId}] ${line.slice(-90)}`
}

function checkStack(want: ExpectedStack) {
  const text = read(want.file)
  const events = stackEventsOf(text)
  if (!events) return checkState(want, text)
  const root = likelyRootCause(events)
  const reason = root?.resourceStatusReason ? unwrapReason(root.resourceStatusReason).sentence : ''
  const outcome = explainBuild({ stackEvents: events }).outcome
  report(want.file, `${outcome} ${reason.slice(0, 90)}`, [
    outcome === want.outcome ? '' : `outcome ${outcome}, not ${want.outcome}`,
    stackOutcome(events) === want.outcome ? '' : `stack outcome ${stackOutcome(events)}`,
    (root?.logicalResourceId ?? null) === want.firstFailedLogicalId ? '' : `root ${root?.logicalResourceId}`,
    ...want.reasonIncludes.map((part) => (reason.includes(part) ? '' : `reason lacks "${part}": ${reason}`)),
    want.notFirstFailed.includes(root?.logicalResourceId ?? '') ? 'marks a consequence' : '',
    want.logExpected === null || isLogExpected(events) === want.logExpected
      ? ''
      : `logExpected ${isLogExpected(events)}`,
  ])
}

/** Documents that tell the state of an image or of AWSTOE's run, in the shapes AWS gives them. */
function checkState(want: ExpectedStack, text: string) {
  const status = /"(?:imageBuildStatus|status)": *"(\w+)"/.exec(text)?.[1]?.toUpperCase()
  const json = parseJson(text) as Record<string, unknown> | undefined
  const state = (json?.state ?? json ?? {}) as Record<string, unknown>
  const reason = [state.reason, json?.failureMessage].filter(Boolean).join(' ')
  const failureContext = state.failureContext as BuildEvidence['failureContext']
  const { outcome, cause } = explainBuild({
    image:
      status === 'AVAILABLE' || status === 'SUCCESS'
        ? { imagebuilderImageStatus: 'AVAILABLE' }
        : status === 'FAILED'
          ? { imagebuilderImageStatus: 'FAILED', imagebuilderImageStatusReason: reason }
          : { imageBuildStatus: status },
    failureContext,
  })
  report(want.file, `${outcome} ${cause?.stackReason?.slice(0, 90) ?? ''}`, [
    outcome === want.outcome ? '' : `outcome ${outcome}, not ${want.outcome}`,
    ...want.reasonIncludes.map((part) =>
      cause?.stackReason?.includes(part) ? '' : `reason lacks "${part}"`,
    ),
    want.failedStep === undefined || cause?.step === want.failedStep ? '' : `step ${cause?.step}`,
  ])
}

function report(file: string, found: string, problems: string[]) {
  rows.push({ file, found, wrong: problems.filter(Boolean).join('; ') })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Events in the API's shape, or of an exported archive (pages, PascalCase); undefined for other documents. */
function stackEventsOf(text: string): StackEvent[] | undefined {
  type Fields = Record<string, unknown>
  const parsed = parseJson(text)
  const pages: unknown[] = Array.isArray(parsed) ? parsed : [parsed]
  const events = pages.flatMap((page) => {
    if (Array.isArray(page)) return page as Fields[]
    const fields = (page ?? {}) as Fields
    return Array.isArray(fields.events) ? (fields.events as Fields[]) : fields.eventId ? [fields] : []
  })
  if (events.length === 0) return undefined
  return events.map((event) =>
    Object.fromEntries(
      Object.entries(event).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
    ),
  ) as unknown as StackEvent[]
}
