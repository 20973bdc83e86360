import type { ImageFailure } from '@/lib/images/build-log/image-failure'

/** What went wrong in a build of the list: the failed step's name beside its state, the cause below it. */
export function FailedStep({ failure }: { failure: ImageFailure | undefined }) {
  if (!failure?.step) return null
  return <span className="min-w-0 truncate font-mono text-ink-2 text-xs">{failure.step}</span>
}

export function FailureSentence({ failure }: { failure: ImageFailure | undefined }) {
  const sentence = failure?.outcome === 'cancelled' ? failure.reason : failure?.sentence
  if (!sentence) return null
  return (
    <span className="line-clamp-2 text-ink-2 text-xs md:line-clamp-1" title={sentence}>
      {sentence}
    </span>
  )
}
