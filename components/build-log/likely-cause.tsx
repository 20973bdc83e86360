'use client'

import { useQuery } from '@tanstack/react-query'
import { ArrowRight, ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { useId } from 'react'
import { SeenElsewhere } from '@/components/fleet/seen-elsewhere'
import { Problem } from '@/components/problem'
import type { NamedScope } from '@/lib/images/addresses'
import type { Cause } from '@/lib/images/build-log/cause'
import { BUILD_AGAIN, CERTAINTY, placeOf, SIDES } from '@/lib/images/build-log/cause-words'
import { causeAsMarkdown } from '@/lib/images/build-log/markdown'
import type { ImageExplanation } from '@/lib/images/build-log/operations'
import type { QuotedLine } from '@/lib/images/build-log/outline-schema'
import { causeQuery } from '@/lib/images/build-log/queries'
import { quotedLineHref } from '@/lib/images/build-log/quoted-line-href'
import { AlsoPossible } from './also-possible'
import { CauseChanges } from './cause-change'
import { CopyButton } from './copy-button'
import { UnreadSources } from './unread-sources'

/**
 * Why a failed build failed. Mount it for builds that failed: on others it draws nothing.
 * `logStreamName` chooses the build; without it the newest.
 */
export function LikelyCause({
  imageId,
  scope = {},
  logStreamName,
  version,
  build,
  said,
}: {
  imageId: string
  scope?: NamedScope
  logStreamName?: string
  version?: string
  /** Tells builds of one image apart: `buildKey`. */
  build?: string
  /** What AWS said against reading the image's state, where the page says so itself. */
  said?: string
}) {
  const { data, error, refetch, isPending } = useQuery({
    ...causeQuery(imageId, scope, logStreamName, build),
    // Of a build that has just failed the log may come later than the news.
    refetchInterval: ({ state }) => (isUnfounded(state.data) ? ASK_AGAIN : false),
  })
  const heading = useId()
  // Nobody looks for the cause of what somebody wanted: the build's state says that they did.
  if (data && !data.cause) return null
  // What is sure stands without what could not be read; it stands first.
  const unread = data?.unread && (
    <UnreadSources unread={data.unread} retry={() => void refetch()} said={said} />
  )
  return (
    <section
      aria-labelledby={heading}
      aria-busy={isPending}
      className="overflow-hidden rounded-lg border border-bad/35 bg-surface"
    >
      <header className="flex items-center gap-3 border-bad/25 border-b bg-bad-soft px-4 py-2">
        <h2 id={heading} className="flex-1 font-semibold text-bad">
          Likely cause
        </h2>
        {data?.cause && (
          <CopyButton
            label="Copy as Markdown"
            text={causeAsMarkdown(data.cause, { ...data, region: scope.region, version })}
          />
        )}
      </header>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 py-4">
        {isPending && <p className="text-ink-2">Reading the build’s log…</p>}
        {error && (
          <Problem title="The cause could not be looked for." error={error} retry={() => void refetch()} />
        )}
        {!isTold(data) && unread}
        {data?.cause && <Told cause={data.cause} explanation={data} scope={scope} />}
        {isTold(data) && unread}
      </div>
    </section>
  )
}

const ASK_AGAIN = 30_000

const isTold = (explanation: ImageExplanation | undefined): boolean =>
  explanation?.cause != null && explanation.cause.certainty !== 'unrecognised'

/** Nothing read so far tells why, and the rest may be on its way. */
function isUnfounded(explanation: ImageExplanation | undefined): boolean {
  if (explanation?.unread) return !isTold(explanation)
  return explanation?.cause?.lines.length === 0 && explanation.logStreamName !== undefined
}

function Told({
  cause,
  explanation,
  scope,
}: {
  cause: Cause
  explanation: ImageExplanation
  scope: NamedScope
}) {
  const { imageId, logStreamName } = explanation
  const hrefOf = (line: QuotedLine | undefined) =>
    line && logStreamName ? quotedLineHref(imageId, logStreamName, scope, line) : undefined
  const href = hrefOf(cause.lines[0])
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <p className="font-medium text-base text-pretty">
        <Certainty certainty={cause.certainty} />
        {cause.sentence}
      </p>
      <Where cause={cause} />
      {cause.lines.length > 0 && (
        <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-md border-bad border-l-2 bg-sunken px-3 py-2 font-mono text-[13px] leading-relaxed">
          {cause.lines.map((line) => line.text).join('\n')}
        </pre>
      )}
      {cause.advice && <p className="max-w-prose text-ink-2 text-pretty">{cause.advice}</p>}
      {cause.changes && cause.changes.length > 0 && <CauseChanges changes={cause.changes} />}
      <Outlook cause={cause} />
      <SeenElsewhere explanation={explanation} scope={scope} />
      {(href || cause.url) && (
        <p className="flex flex-wrap gap-x-5 gap-y-1">
          {href && (
            <Link href={href} className="prose-link inline-flex items-center gap-1 font-medium">
              Show in the log <ArrowRight aria-hidden className="size-3.5" />
            </Link>
          )}
          {cause.url && (
            <a
              href={cause.url}
              rel="noreferrer"
              target="_blank"
              className="prose-link inline-flex items-center gap-1"
            >
              {titleOf(cause.url)} <ExternalLink aria-hidden className="size-3.5" />
            </a>
          )}
        </p>
      )}
      {cause.alternatives && <AlsoPossible alternatives={cause.alternatives} hrefOf={hrefOf} />}
      <Nearby
        lines={(cause.alternatives ? [] : cause.nearby).filter((line) => line.text !== cause.lines[0]?.text)}
        hrefOf={hrefOf}
      />
      {cause.stackReason && (
        <details className="text-ink-2">
          <summary className="w-fit cursor-pointer text-ink-3 hover:text-ink">AWS error</summary>
          <p className="mt-1 break-words">{cause.stackReason}</p>
        </details>
      )}
    </div>
  )
}

const LOOKS: Record<Cause['certainty'], string> = {
  sure: '',
  likely: 'bg-sunken text-ink-2',
  unrecognised: 'bg-warn-soft text-warn',
}

/** How far the cause can be relied on; nothing where it is sure. */
function Certainty({ certainty }: { certainty: Cause['certainty'] }) {
  const word = CERTAINTY[certainty]
  if (!word) return null
  return (
    <span className={`mr-2 rounded px-1.5 py-0.5 align-[1px] font-medium text-xs ${LOOKS[certainty]}`}>
      {word}
    </span>
  )
}

/** Whose side it is, and whether the same build can end well next time. */
function Outlook({ cause: { side, buildAgain } }: { cause: Cause }) {
  if (!side || !buildAgain) return null
  const facts = [
    ['Whose side', SIDES[side]],
    ['Build again?', BUILD_AGAIN[buildAgain]],
  ]
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 items-baseline gap-1.5">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Step, exit code and place, as a row of facts. Names are not quotes: only the log's lines stand in `pre`. */
export function Where({ cause }: { cause: Cause }) {
  const known = placeOf(cause)
  if (known.length === 0) return null
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      {known.map(([name, value]) => (
        <div key={name} className="flex min-w-0 items-baseline gap-1.5">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 break-all font-medium font-mono text-[13px]">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Nearby({
  lines,
  hrefOf,
}: {
  lines: readonly QuotedLine[]
  hrefOf: (line: QuotedLine) => string | undefined
}) {
  if (lines.length === 0) return null
  return (
    <div>
      <h3 className="text-ink-3">Other errors in this step</h3>
      <ul className="mt-1 grid gap-0.5 font-mono text-[13px] text-ink-2">
        {lines.map((line) => {
          const href = hrefOf(line)
          const key = `${line.at?.timestamp} ${line.at?.ordinal} ${line.line} ${line.text}`
          return (
            <li key={key} className="truncate" title={line.text}>
              {href ? (
                <Link href={href} className="hover:text-accent hover:underline">
                  {line.text}
                </Link>
              ) : (
                line.text
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function titleOf(url: string): string {
  const issue = /github\.com\/([^/]+\/([^/]+))\/(?:issues|pull)\/(\d+)/.exec(url)
  return issue ? `${issue[2]}#${issue[3]}` : 'Read more'
}
