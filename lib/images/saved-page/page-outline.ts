import type { OutlineStep } from '../build-log/outline-schema'
import { stepsOf } from '../build-log/step-at'
import { formatDuration, formatTime } from '../time-format'
import { type Html, html } from './html'
import type { PageBuild } from './page-build'

/** The log's steps in order, under the component and phase they ran in. */
export function outlineSection({ outline }: PageBuild): Html | undefined {
  const steps = outline ? [...stepsOf(outline)].filter(({ step }) => step.name !== undefined) : []
  if (steps.length === 0) return undefined
  const rows = steps.flatMap(({ document, phase, step }, index) => {
    const before = steps[index - 1]
    const isNew = before?.document !== document || before.phase !== phase
    const heading = [document.name, phase.name].filter(Boolean).join(', ')
    return [
      ...(isNew ? [html`<tr class="group"><th colspan="5" scope="rowgroup">${heading}</th></tr>`] : []),
      row(step),
    ]
  })
  return html`<section><h2>Steps</h2><div class="wide"><table>
<thead><tr><th scope="col">Step</th><th scope="col">State</th><th scope="col">Began</th><th scope="col">Took</th><th scope="col">Lines</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`
}

const words: Record<OutlineStep['state'], string> = {
  good: 'Good',
  failed: 'Failed',
  reboot: 'Reboot',
  retried: 'Tried again',
  running: 'Not ended',
  interrupted: 'Interrupted',
}

function row({ name, state, start, end, exitCode, lines }: OutlineStep): Html {
  const said = state === 'failed' && exitCode !== undefined ? `Failed, exit code ${exitCode}` : words[state]
  return html`<tr class="${state}"><td>${name}</td><td class="words">${said}</td><td class="number">${formatTime(start, 'utc').slice(11)}</td><td class="number">${formatDuration(end - start)}</td><td class="number">${lines.toLocaleString('en')}</td></tr>`
}
