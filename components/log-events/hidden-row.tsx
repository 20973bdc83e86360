import { fewLines, type HiddenPart } from '@/lib/images/log-events/hidden-lines'

/** Stands for a run of lines that the filter hides, and shows some or all of them. */
export function HiddenRow({
  count,
  isFirst,
  isLast,
  show,
}: {
  count: number
  /** Nothing stands above it, so there is no match whose following lines could be shown; `isLast` likewise. */
  isFirst: boolean
  isLast: boolean
  show: (part: HiddenPart) => void
}) {
  const few = count > fewLines
  return (
    <div className="log-row log-gap" data-kind="hidden">
      <span>
        {count.toLocaleString('en')} {count === 1 ? 'line' : 'lines'} hidden · Show
        {few && !isLast && (
          <Show title={`The ${fewLines} lines before the next match`} onClick={() => show('above')}>
            {fewLines} above
          </Show>
        )}
        {few && !isFirst && (
          <Show title={`The ${fewLines} lines after the last match`} onClick={() => show('below')}>
            {fewLines} below
          </Show>
        )}
        <Show title="All lines hidden here" onClick={() => show('all')}>
          all
        </Show>
      </span>
    </div>
  )
}

function Show(props: { title: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      className="ml-1.5 text-ink-2 underline-offset-2 hover:text-ink hover:underline"
      {...props}
    />
  )
}
