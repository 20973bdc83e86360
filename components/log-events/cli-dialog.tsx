'use client'

import { useQuery } from '@tanstack/react-query'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { CopyButton } from '@/components/build-log/copy-button'
import { cliCommands } from '@/lib/images/log-events/cli-commands'
import { timesInViewOf } from '@/lib/images/log-view/select-place'
import { isBounded } from '@/lib/images/log-view/view-address'
import { imageQuery } from '@/lib/images/queries'
import { useLogStore, useLogView } from './log-view-context'
import { TextButton } from './tool-buttons'

type Part = 'screen' | 'range'

/** The commands that print in a terminal what is seen here. */
export default function CliDialog() {
  const store = useLogStore()
  return (
    <Dialog.Root open onOpenChange={() => store.change({ panel: undefined })}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(44rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-auto rounded-lg border border-line bg-raised p-5 shadow-xl"
        >
          <Commands />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Commands() {
  const store = useLogStore()
  const { imageId, logStreamName, region, account } = useLogView((state) => state.stream)
  const { startTime, endTime } = useLogView(({ address }) => address.range)
  const bounded = useLogView(({ address }) => isBounded(address))
  const { data: image } = useQuery(imageQuery(imageId, { region, account }))
  const [part, setPart] = useState<Part>('screen')
  // What was on the screen when it was asked for: the log may go on below.
  const [screen] = useState(() => timesInViewOf(store.getState()))
  const range = { startTime: startTime ?? undefined, endTime: endTime ?? undefined }
  const times = part === 'screen' && screen ? screen : range
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-1.5">
        <Dialog.Title className="mr-auto font-medium text-base">CLI commands</Dialog.Title>
        <TextButton pressed={part === 'screen'} onClick={() => setPart('screen')}>
          Lines on the screen
        </TextButton>
        <TextButton pressed={part === 'range'} onClick={() => setPart('range')}>
          {bounded ? 'Time range' : 'Whole log'}
        </TextButton>
      </div>
      {cliCommands({ imageId, logStreamName, region: image?.region ?? region, ...times }).map(
        ({ name, command }) => (
          <div key={name} className="flex flex-col gap-1.5">
            <div className="flex items-center justify-between gap-3 text-ink-2 text-xs">
              {name}
              <CopyButton label="Copy" text={command} />
            </div>
            <code className="wrap-anywhere block max-h-28 overflow-auto rounded border border-line bg-sunken px-2.5 py-2 font-mono text-xs leading-5">
              {command}
            </code>
          </div>
        ),
      )}
    </div>
  )
}
