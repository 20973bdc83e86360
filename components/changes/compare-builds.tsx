'use client'

import { useQuery } from '@tanstack/react-query'
import { parseAsString, useQueryStates } from 'nuqs'
import type { NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { buildKey, causeQuery } from '@/lib/images/build-log/queries'
import { buildState } from '@/lib/images/build-state'
import { newestStream } from '@/lib/images/newest-stream'
import { logStreamsQuery } from '@/lib/images/queries'
import type { ImageDescription } from '@/lib/images/schemas'
import { BuildChoice } from './build-choice'
import { useLastGood } from './use-last-good'
import { WhatChanged } from './what-changed'

type Props = { image: ImageDescription; logStreamName: string; scope: NamedScope }

/**
 * Beside a build another one: of a failed one the last good one, unless somebody chose; live or from files. Which, the
 * address says.
 */
export function CompareBuilds({ image, logStreamName, scope }: Props) {
  const { imageId } = image
  const [chosen, choose] = useQueryStates({
    with: parseAsString,
    withAccount: parseAsString,
    withLog: parseAsString,
  })
  const isOpened = openedId(scope.account) !== undefined
  const hasFailed = buildState(image).kind === 'failed'
  const lastGood = useLastGood(
    hasFailed && !isOpened && chosen.with === null ? image : undefined,
    logStreamName,
    scope,
  )
  const there: NamedScope = scopeOfOther(image, scope, chosen.withAccount)
  const { data: streams, error } = useQuery({
    ...logStreamsQuery(chosen.with ?? '', there),
    enabled: chosen.with !== null && chosen.withLog === null,
  })
  const log = chosen.withLog ?? newestStream(streams ?? [])?.logStreamName
  const other =
    chosen.with === null
      ? lastGood
      : log === undefined
        ? undefined
        : { imageId: chosen.with, logStreamName: log, scope: there, name: 'the other build' as const }
  const { data: explained } = useQuery({
    ...causeQuery(imageId, scope, undefined, buildKey(image)),
    enabled: hasFailed && other !== undefined,
  })
  return (
    <div className="space-y-3">
      {other && (
        <WhatChanged
          imageId={imageId}
          logStreamName={logStreamName}
          scope={scope}
          other={other}
          cause={explained?.logStreamName === logStreamName ? explained.cause : undefined}
        />
      )}
      {chosen.with !== null && error && (
        <p role="alert" className="text-bad">
          {chosen.with} could not be read: {error.message}
        </p>
      )}
      <BuildChoice
        image={image}
        logStreamName={logStreamName}
        scope={scope}
        chosen={chosen}
        none={hasFailed && !isOpened ? 'The last good build' : 'Nothing'}
        onChoose={(next) => void choose(next)}
      />
    </div>
  )
}

/** Of a build from files others are either from files, or live ones of its region. */
function scopeOfOther(image: ImageDescription, scope: NamedScope, account: string | null): NamedScope {
  if (account !== null) return { account }
  return openedId(scope.account) === undefined ? scope : { region: image.region || undefined }
}
