'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { ApiError } from '@/lib/api-error'
import { imageHref, imagesHref, type NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { buildState } from '@/lib/images/build-state'
import { imageQuery } from '@/lib/images/queries'
import { otherScopes, type Scopes, scopeName } from '@/lib/images/scopes'
import { scopesQuery } from '@/lib/images/scopes-query'

/** Nothing is known by that name: what was said of it, and, on request, where else it is. */
export function NoSuchImage({
  imageId,
  message,
  scope,
}: {
  imageId: string
  message: string
  scope: NamedScope
}) {
  const { data: scopes } = useQuery(scopesQuery)
  const [looking, setLooking] = useState(false)
  if (openedId(scope.account) !== undefined) {
    return (
      <>
        <h2 className="text-lg font-semibold">Not open in this browser</h2>
        <p className="mt-1 max-w-prose text-ink-2">{message}</p>
      </>
    )
  }
  const others = scopes ? otherScopes(scopes, scope) : []
  return (
    <>
      <h2 className="text-lg font-semibold">
        Image not found{scopes ? ` in ${scopeName(scopes, scope)}` : ''}
      </h2>
      <p className="mt-1 text-ink-2">{message}</p>
      <p className="mt-1 text-ink-2">
        Check the name, or see{' '}
        <Link href={imagesHref(scope)} className="prose-link">
          all images
        </Link>
        .
      </p>
      {scopes && others.length > 0 && !looking && (
        <button
          type="button"
          onClick={() => setLooking(true)}
          className="mt-3 h-8 rounded border border-line-strong bg-raised px-3 font-medium hover:border-ink-3"
        >
          {others.length === 1 && others[0]
            ? `Look in ${scopeName(scopes, others[0])}`
            : `Look in all ${others.length} other places`}
        </button>
      )}
      {scopes && looking && <Elsewhere imageId={imageId} places={others} scopes={scopes} />}
    </>
  )
}

/** Asks every other place for the image. One that refuses to answer is counted, not taken for a place without it. */
function Elsewhere({ imageId, places, scopes }: { imageId: string; places: NamedScope[]; scopes: Scopes }) {
  const answers = useQueries({
    queries: places.map((scope) => ({ ...imageQuery(imageId, scope), refetchInterval: false as const })),
  })
  const pending = answers.filter(({ isPending }) => isPending).length
  const refused = answers.filter(
    ({ error }) => error && !(error instanceof ApiError && error.status === 404),
  ).length
  const found = answers.flatMap(({ data }, index) =>
    data ? [{ image: data, scope: places[index] ?? {} }] : [],
  )
  return (
    <div className="mt-3">
      <p role="status" className="text-ink-2">
        {pending > 0
          ? `Looked in ${places.length - pending} of ${places.length}…`
          : found.length === 0
            ? `Not found in ${places.length - refused} other places.`
            : 'Found in:'}
        {refused > 0 && ` ${refused} could not be asked.`}
      </p>
      {found.length > 0 && (
        <ul className="mt-1">
          {found.map(({ image, scope }) => (
            <li key={`${scope.account} ${scope.region}`}>
              <Link href={imageHref(imageId, scope)} className="prose-link">
                {scopeName(scopes, scope)}
              </Link>{' '}
              <span className="text-ink-3">{buildState(image).words}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
