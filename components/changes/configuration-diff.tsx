import { changedLines, type DiffLine } from '@/lib/images/changes/line-diff'

const looks: Record<DiffLine['how'], { sign: string; look: string; word: string }> = {
  same: { sign: ' ', look: 'text-ink-2', word: '' },
  gone: { sign: '−', look: 'bg-bad-soft', word: 'Removed: ' },
  new: { sign: '+', look: 'bg-ok-soft', word: 'Added: ' },
}

/** How the configuration became this build's; signs tell what colors tell. */
export function ConfigurationDiff({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <figure className="overflow-hidden rounded-md border border-line">
      <figcaption className="border-line border-b bg-sunken px-3 py-1 text-ink-3">Configuration</figcaption>
      <ol className="overflow-x-auto py-1 font-mono text-[13px] leading-relaxed">
        {changedLines(lines).map((line, index) =>
          line === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is a place in a text
            <li key={index} className="px-3 text-ink-3">
              …
            </li>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is a place in a text
            <li key={index} className={`flex w-max min-w-full gap-3 px-3 ${looks[line.how].look}`}>
              <span aria-hidden className="w-3 shrink-0 select-none text-center text-ink-3">
                {looks[line.how].sign}
              </span>
              <span className="whitespace-pre">
                <span className="sr-only">{looks[line.how].word}</span>
                {line.text}
              </span>
            </li>
          ),
        )}
      </ol>
    </figure>
  )
}
