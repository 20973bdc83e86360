'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type KeptFiles, listKept } from '@/components/opened/opened-files'
import type { NamedScope } from '@/lib/images/addresses'
import { openedId, openedScope } from '@/lib/images/archive/opened-scope'
import { familyOf } from '@/lib/images/changes/family'
import { newestFirst } from '@/lib/images/newest-stream'
import { imagesQuery, logStreamsQuery } from '@/lib/images/queries'
import type { ImageDescription } from '@/lib/images/schemas'

/** What the address says of the other build. */
export type ChosenBuild = { with: string | null; withAccount: string | null; withLog: string | null }

type Props = {
  image: ImageDescription
  logStreamName: string
  scope: NamedScope
  chosen: ChosenBuild
  /** What is compared with while nothing is chosen. */
  none: string
  onChoose: (chosen: ChosenBuild) => void
}

/** Which build to compare with. Nothing is asked of the server before somebody wants to choose. */
export function BuildChoice(props: Props) {
  const isChosen = props.chosen.with !== null
  const [isWanted, setWanted] = useState(isChosen)
  if (isWanted || isChosen) return <Choice {...props} />
  return (
    <button
      type="button"
      onClick={() => setWanted(true)}
      className="inline-flex h-8 items-center rounded border border-line-strong bg-raised px-2.5 hover:border-ink-3"
    >
      Compare with another build
    </button>
  )
}

/** More than these nobody finds in a list; the others' addresses can be written. */
const mostOffered = 500

function Choice({ image, logStreamName, scope, chosen, none, onChoose }: Props) {
  const isOpened = openedId(scope.account) !== undefined
  const [opened, setOpened] = useState<KeptFiles[]>([])
  useEffect(() => void listKept().then(setOpened), [])
  // Whoever only opens files may have no AWS to ask: then there are none to choose.
  const { data: live } = useQuery({
    ...imagesQuery(isOpened ? { region: image.region || undefined } : scope),
    refetchInterval: false,
    retry: false,
  })
  const { data: streams } = useQuery(logStreamsQuery(image.imageId, scope))
  const own = newestFirst(streams ?? []).filter((stream) => stream.logStreamName !== logStreamName)
  const fromFiles = opened.flatMap(({ id, imageIds }) =>
    imageIds
      .filter((imageId) => imageId !== image.imageId || id !== openedId(scope.account))
      .map((imageId) => ({ value: optionOf(imageId, openedScope(id).account), name: imageId })),
  )
  const family = familyOf(image)
  const ofAws = (live?.images ?? [])
    .filter(({ imageId, hasLogGroup }) => hasLogGroup !== false && (isOpened || imageId !== image.imageId))
    .map((each) => ({
      value: optionOf(each.imageId),
      name: each.imageId,
      isAlike: familyOf(each) === family,
    }))
  return (
    <label className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
      Compare with
      <select
        value={chosen.with === null ? '' : optionOf(chosen.with, chosen.withAccount, chosen.withLog)}
        onChange={({ target: { value } }) => {
          const [account = '', imageId = '', ...stream] = value.split(' ')
          const log = stream.join(' ')
          onChoose({ with: imageId || null, withAccount: account || null, withLog: log || null })
        }}
        className="h-8 max-w-full rounded border border-line-strong bg-raised px-2 font-normal"
      >
        <option value="">{none}</option>
        <Offered
          label="Earlier and later builds of this image"
          offers={own.map((stream) => ({
            value: optionOf(
              image.imageId,
              scope.account && isOpened ? scope.account : null,
              stream.logStreamName,
            ),
            name: stream.logStreamName,
          }))}
        />
        <Offered label="Same family" offers={ofAws.filter(({ isAlike }) => isAlike)} />
        <Offered label="Opened in this browser" offers={fromFiles} />
        <Offered label="In AWS" offers={ofAws.filter(({ isAlike }) => !isAlike)} />
      </select>
    </label>
  )
}

/** Account, image and stream, as an option's value; a space is in the last one's name only, if at all. */
const optionOf = (imageId: string, account?: string | null, logStreamName?: string | null) =>
  [account ?? '', imageId, ...(logStreamName ? [logStreamName] : [])].join(' ')

function Offered({ label, offers }: { label: string; offers: readonly { value: string; name: string }[] }) {
  if (offers.length === 0) return null
  return (
    <optgroup label={label}>
      {offers.slice(0, mostOffered).map(({ value, name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
