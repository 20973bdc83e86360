import Link from 'next/link'
import type { Comparison } from '@/lib/images/build-log/compare'
import { normalise } from '@/lib/images/build-log/normalise'
import { formatDuration } from '@/lib/images/time-format'

const MOST = 8

type Props = {
  comparison: Comparison
  /** What stands for a step without a name. */
  nameless: string
  hrefOf: (stepKey: string) => string
  /** How the other build is called. */
  other: string
}

/** Where a build's steps went another way than the other build's: the first one, the slower ones, new errors. */
export function StepDifferences({
  comparison: { slower, firstDifference, errorsOnlyHere },
  nameless,
  hrefOf,
  other,
}: Props) {
  if (slower.length === 0 && !firstDifference && errorsOnlyHere.length === 0)
    return <p className="text-ink-2">The steps went as they did in {other}.</p>
  return (
    <>
      {firstDifference && (
        <p>
          First step that went differently:{' '}
          <Link href={hrefOf(firstDifference.key)} className="prose-link font-mono">
            {firstDifference.name}
          </Link>
          , {how(firstDifference.how, other)}.
        </p>
      )}
      {slower.length > 0 && (
        <table className="w-full max-w-xl tabular-nums">
          <caption className="text-left text-ink-3">Steps that took longer</caption>
          <thead className="text-ink-3 text-xs">
            <tr>
              <th className="py-1 text-left font-normal">Step</th>
              <th className="py-1 text-right font-normal">This build</th>
              <th className="py-1 text-right font-normal">{capitalized(other)}</th>
            </tr>
          </thead>
          <tbody>
            {slower.slice(0, MOST).map((step) => (
              <tr key={step.key} className="border-line border-t">
                <td className="py-1">
                  <Link href={hrefOf(step.key)} className="font-mono hover:underline">
                    {step.name}
                  </Link>
                </td>
                <td className="py-1 text-right">{formatDuration(step.here)}</td>
                <td className="py-1 text-right text-ink-2">{formatDuration(step.there)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {errorsOnlyHere.length > 0 && (
        <div>
          <h3 className="text-ink-3">Errors not in {other}</h3>
          {byStep(errorsOnlyHere).map(({ key, step, texts }) => (
            <div key={key} className="mt-2 min-w-0">
              <Link href={hrefOf(key)} className="font-mono text-[13px] hover:underline">
                {step || nameless}
              </Link>
              <ul className="mt-0.5 grid grid-cols-[minmax(0,1fr)] gap-0.5 border-line border-l-2 pl-3 text-ink-2">
                {texts.slice(-MOST).map((text) => (
                  <li key={text} className="break-words font-mono text-xs">
                    {text}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </>
  )
}

/** Under the step that said them, each once however often it was said. */
function byStep(errors: Comparison['errorsOnlyHere']) {
  const steps = new Map<string, { key: string; step: string; texts: string[]; known: Set<string> }>()
  for (const { key, step, line } of errors) {
    const group = steps.get(key) ?? { key, step, texts: [], known: new Set() }
    steps.set(key, group)
    const same = normalise(line.text)
    if (!group.known.has(same)) group.texts.push(line.text)
    group.known.add(same)
  }
  return [...steps.values()]
}

function how(difference: NonNullable<Comparison['firstDifference']>['how'], other: string): string {
  switch (difference) {
    case 'failed':
      return 'failed'
    case 'onlyHere':
      return `not in ${other}`
    case 'missingHere':
      return 'missing in this build'
    case 'exitCode':
      return 'ended with a different exit code'
  }
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
