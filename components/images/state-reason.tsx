import type { BuildState } from '@/lib/images/build-state'
import type { ImageDescription } from '@/lib/images/schemas'

/**
 * Why a build stands as it does: our sentence for the state, then AWS's own reason where there is one. Of a failure the
 * likely cause says more, AWS's words included.
 */
export function StateReason({ image, state }: { image: ImageDescription; state: BuildState }) {
  const reason = image.imagebuilderImageStatusReason ?? image.cloudformationStackStatusReason
  const sentence = image.kept ? ofKept : sentenceFor(state.words)
  if (!sentence && !(reason && state.kind === 'warning')) return null
  return (
    <div className="mt-1 max-w-4xl text-ink-2">
      {sentence && <p>{sentence}</p>}
      {reason && state.kind === 'warning' && (
        <p className="mt-0.5 break-words text-xs text-ink-3">{reason}</p>
      )}
    </div>
  )
}

const ofKept =
  'AWS has forgotten this build. Its log, its stack events and its state were kept when it ended.'

function sentenceFor(words: string): string | undefined {
  switch (words) {
    case 'Available; clean-up failed':
      return 'The AMI is good and can be used. Only the temporary stack that built it could not be deleted.'
    case 'Deleted; log kept':
      return 'The AMI and stack have been deleted. The log is still available.'
    case 'Failed; rolled back':
      return 'The build failed and CloudFormation rolled back its resources.'
    case 'Cancelled':
      return 'Somebody cancelled the build in Image Builder.'
    case 'Building':
      return 'A build usually takes about an hour.'
  }
}
