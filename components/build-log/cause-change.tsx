import type { Change } from '@/lib/images/build-log/outline-schema'
import { CopyButton } from './copy-button'

const TITLES: Record<Change['language'], string> = {
  yaml: 'In the build’s configuration',
  bash: 'In the script',
  powershell: 'In the script (PowerShell)',
}

/** The exact change that a cause asks for, to be copied: each piece under where it belongs. */
export function CauseChanges({ changes }: { changes: readonly Change[] }) {
  return (
    <div className="grid gap-2">
      <h3 className="font-medium">What to change</h3>
      {changes.map((change) => (
        <figure key={change.text} className="overflow-hidden rounded-md border border-line bg-sunken">
          <figcaption className="flex items-center gap-3 border-line border-b px-3 py-1 text-ink-3">
            <span className="flex-1">{TITLES[change.language]}</span>
            <CopyButton label="Copy" text={change.text} />
          </figcaption>
          {/* `pre` is the log's: only its lines are quotes. */}
          <code className="block whitespace-pre-wrap break-words px-3 py-2 font-mono text-[13px] leading-relaxed">
            {change.text}
          </code>
        </figure>
      ))}
    </div>
  )
}
