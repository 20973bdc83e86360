import { type BuildEvidence, explainBuild } from '../../lib/images/build-log/cause'
import type { StackEvent } from '../../lib/images/schemas'
import { isLogExpected, stackOutcome } from '../../lib/images/stack-events/outcome'
import { unwrapReason } from '../../lib/images/stack-events/reason'
import { likelyRootCause } from '../../lib/images/stack-events/root-cause'
import { type Corpus, documentOf, type ExpectedStack } from './expected'
import { judged, type Score } from './score'

/** A stack's events, or a document that tells the state of an image or of AWSTOE's run. */
export function scoreStack(want: ExpectedStack, corpus: Corpus): Score {
  const text = documentOf(corpus, want.file)
  const events = stackEventsOf(text)
  return events ? scoreEvents(want, events) : scoreState(want, text)
}

function scoreEvents(want: ExpectedStack, events: readonly StackEvent[]): Score {
  const root = likelyRootCause(events)
  const reason = root?.resourceStatusReason ? unwrapReason(root.resourceStatusReason).sentence : ''
  const { outcome, cause } = explainBuild({ stackEvents: events })
  const problems = [
    outcome === want.outcome ? '' : `outcome ${outcome}, not ${want.outcome}`,
    stackOutcome(events) === want.outcome ? '' : `stack outcome ${stackOutcome(events)}`,
    (root?.logicalResourceId ?? null) === want.firstFailedLogicalId ? '' : `root ${root?.logicalResourceId}`,
    ...want.reasonIncludes.map((part) => (reason.includes(part) ? '' : `reason lacks "${part}": ${reason}`)),
    want.notFirstFailed.includes(root?.logicalResourceId ?? '') ? 'marks a consequence' : '',
    want.logExpected === null || isLogExpected(events) === want.logExpected
      ? ''
      : `logExpected ${isLogExpected(events)}`,
  ]
  return {
    file: want.file,
    mechanism: want.mechanism ?? 'stack',
    failed: want.outcome === 'failed',
    wrong: problems.filter(Boolean).join('; '),
    ...judged(want, cause),
    ...(want.outcome === 'ok' || want.outcome === 'cleanupFailed' ? { falseAlarm: cause !== null } : {}),
    found: `${outcome} [${cause?.ruleId} ${cause?.certainty}] ${reason.slice(0, 90)}`,
  }
}

function scoreState(want: ExpectedStack, text: string): Score {
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
  const problems = [
    outcome === want.outcome ? '' : `outcome ${outcome}, not ${want.outcome}`,
    ...want.reasonIncludes.map((part) =>
      cause?.stackReason?.includes(part) ? '' : `reason lacks "${part}"`,
    ),
    want.failedStep === undefined || cause?.step === want.failedStep ? '' : `step ${cause?.step}`,
  ]
  return {
    file: want.file,
    mechanism: want.mechanism ?? 'state',
    failed: want.outcome === 'failed',
    wrong: problems.filter(Boolean).join('; '),
    ...judged(want, cause),
    found: `${outcome} ${cause?.stackReason?.slice(0, 90) ?? ''}`,
  }
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
