import Link from 'next/link'
import type { Change } from '@/lib/images/changes/changes'
import { factNames } from '@/lib/images/changes/words'

type HrefOf = (at: NonNullable<Change['at']>) => string

/** Changes as rows: what it is, what it was in the other build, what it is in this one. */
export function ChangeList({
  changes,
  hrefOf,
  label,
}: {
  changes: readonly Change[]
  hrefOf: HrefOf
  label: string
}) {
  return (
    <ul aria-label={label} className="grid grid-cols-[minmax(0,1fr)] border-line border-t">
      {changes.map((change) => (
        <li
          key={`${change.fact} ${change.name} ${change.here} ${change.there}`}
          className="grid grid-cols-[minmax(0,1fr)] items-baseline gap-x-4 border-line border-b py-1.5 sm:grid-cols-[minmax(0,11rem)_minmax(0,1fr)]"
        >
          <Name change={change} hrefOf={hrefOf} />
          <div className="min-w-0">
            <Values change={change} />
            {change.because !== undefined && <p className="text-bad">{change.because}</p>}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Name({ change: { fact, name, manager, at }, hrefOf }: { change: Change; hrefOf: HrefOf }) {
  if (name === undefined) return <span className="text-ink-3">{factNames[fact]}</span>
  const look = 'break-words font-mono text-[13px]'
  return (
    <span className="min-w-0">
      {fact === 'component' && <span className="text-ink-3">{factNames[fact]} </span>}
      {at ? (
        <Link href={hrefOf(at)} className={`${look} prose-link`}>
          {name}
        </Link>
      ) : (
        <span className={look}>{name}</span>
      )}
      {manager && manager !== 'chef' && <span className="ml-2 text-ink-3 text-xs">{manager}</span>}
    </span>
  )
}

function Values({ change: { fact, there, here } }: { change: Change }) {
  if (fact === 'configuration') return <span>changed, as below</span>
  const value = 'inline-block max-w-full break-words align-bottom font-mono text-[13px]'
  if (here === undefined)
    return (
      <span>
        <span className="text-ink-2">no longer there</span>{' '}
        {there && <span className={`${value} text-ink-3`}>{there}</span>}
      </span>
    )
  if (there === undefined)
    return (
      <span>
        <span className="text-ink-2">new</span> {here && <span className={value}>{here}</span>}
      </span>
    )
  return (
    <span>
      <span className={`${value} text-ink-3`}>{there}</span>
      <span aria-hidden className="text-ink-3">
        {' '}
        →{' '}
      </span>
      <span className="sr-only"> became </span>
      <span className={value}>{here}</span>
    </span>
  )
}
