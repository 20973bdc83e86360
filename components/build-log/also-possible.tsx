import Link from 'next/link'
import type { Alternative, QuotedLine } from '@/lib/images/build-log/outline-schema'

/** The runners-up: other causes that the lines allow, each with its line in the log. */
export function AlsoPossible({
  alternatives,
  hrefOf,
}: {
  alternatives: readonly Alternative[]
  hrefOf: (line: QuotedLine | undefined) => string | undefined
}) {
  return (
    <div>
      <h3 className="text-ink-3">Also possible</h3>
      <ul className="mt-1 grid gap-1.5">
        {alternatives.map((alternative) => {
          const [line] = alternative.lines
          const href = hrefOf(line)
          return (
            <li key={`${alternative.ruleId} ${line?.text}`} className="min-w-0">
              {/* An unrecognised line's sentence is the line itself. */}
              {!alternative.ruleId.startsWith('last-') && <span>{alternative.sentence} </span>}
              {alternative.step && <span className="text-ink-3">In step {alternative.step}. </span>}
              {line && (
                <span className="block truncate font-mono text-[13px] text-ink-2" title={line.text}>
                  {href ? (
                    <Link href={href} className="hover:text-accent hover:underline">
                      {line.text}
                    </Link>
                  ) : (
                    line.text
                  )}
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
