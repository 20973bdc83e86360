import { buildDuration, buildState } from '../build-state'
import { maskAccountIds } from '../mask-account-ids'
import { formatDuration, formatTime } from '../time-format'
import { type Html, html } from './html'
import type { PageBuild } from './page-build'
import { causeSection } from './page-cause'
import { excerptSection } from './page-excerpts'
import { outlineSection } from './page-outline'
import { pageStyle } from './page-style'
import { stackEventSections } from './page-timeline'

/**
 * A build as one file that any browser shows without a server: cause, marked lines, outline, timeline. Nothing in it can
 * run and nothing is fetched; the policy in its head says so to the browser as well.
 */
export function savedPage(build: PageBuild, mask: boolean): string {
  return page(mask ? masked(build) : build).source
}

/** A copy whose every text has its account ids masked. */
function masked<Value>(value: Value): Value {
  const copy = (part: unknown): unknown => {
    if (typeof part === 'string') return maskAccountIds(part)
    if (Array.isArray(part)) return part.map(copy)
    if (typeof part !== 'object' || part === null || part instanceof Date) return part
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, copy(inner)]))
  }
  return copy(value) as Value
}

function page(build: PageBuild): Html {
  const { image, savedAt, unread } = build
  const state = buildState(image)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${image.imageId}: ${state.words}</title>
${pageStyle}
</head>
<body>
<main>
<header>
<h1>${image.imageId}</h1>
<p class="state ${state.kind}">${state.words}</p>
${facts(build)}
</header>
${unread.length > 0 && html`<ul class="unread">${unread.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}
${causeSection(build)}
${excerptSection(build)}
${outlineSection(build)}
${stackEventSections(build)}
<footer>Saved ${time(savedAt.getTime())} UTC. All times are UTC. This page is a copy: it shows what was known then.</footer>
</main>
</body>
</html>
`
}

function facts({ image, logStreamName, savedAt }: PageBuild): Html {
  const duration = buildDuration(image, savedAt.getTime())
  const known: [string, string | undefined][] = [
    ['Started', image.buildStartTime && `${time(Date.parse(image.buildStartTime))} UTC`],
    ['Took', duration === undefined ? undefined : formatDuration(duration)],
    ['ParallelCluster', image.version],
    ['Region', image.region],
    ['AMI', image.ec2AmiInfo?.amiId],
    ['Log stream', logStreamName],
    ['Stack', image.cloudformationStackStatus],
  ]
  return html`<dl>${known.flatMap(([name, value]) =>
    value ? [html`<div><dt>${name}</dt><dd>${value}</dd></div>`] : [],
  )}</dl>`
}

const time = (epochMs: number) => formatTime(epochMs, 'utc')
