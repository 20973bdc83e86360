import type { Cause } from '../build-log/cause'
import { BUILD_AGAIN, CERTAINTY, placeOf, SIDES } from '../build-log/cause-words'
import { type Html, html } from './html'
import type { PageBuild } from './page-build'

/** Why the build failed, as the overview tells it; or why there is nothing to tell. */
export function causeSection({ explanation }: PageBuild): Html | undefined {
  if (!explanation) return undefined
  const cause = explanation.cause ?? explanation.warning
  if (!cause) return explanation.reason ? html`<p>${explanation.reason}</p>` : undefined
  const heading = explanation.cause ? 'Likely cause' : 'Warning'
  return html`<section class="cause"><h2>${heading}</h2>
<p class="sentence">${CERTAINTY[cause.certainty] && html`<span class="unsure">${CERTAINTY[cause.certainty]}</span> `}${cause.sentence}</p>
${where(cause)}
${quoted((cause.lines.length > 0 ? cause.lines : cause.nearby).map(({ text }) => text))}
${cause.advice && html`<p>${cause.advice}</p>`}
${(cause.changes ?? []).map(({ text }) => html`<pre>${text}</pre>`)}
${cause.url?.startsWith('https://') && html`<p><a href="${cause.url}" rel="noopener noreferrer">${cause.url}</a></p>`}
${cause.stackReason && html`<p class="quiet">AWS said: ${cause.stackReason}</p>`}
</section>`
}

const quoted = (lines: readonly string[]) =>
  lines.length > 0 && html`<pre class="quote">${lines.join('\n')}</pre>`

function where(cause: Cause): Html {
  const known: [string, string | number | undefined][] = [
    ...placeOf(cause),
    ['Whose side', cause.side && SIDES[cause.side]],
    ['Build again?', cause.buildAgain && BUILD_AGAIN[cause.buildAgain]],
  ]
  return html`<dl>${known.flatMap(([name, value]) =>
    value === undefined ? [] : [html`<div><dt>${name}</dt><dd>${value}</dd></div>`],
  )}</dl>`
}
