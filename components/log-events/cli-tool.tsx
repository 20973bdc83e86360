'use client'

import { useQuery } from '@tanstack/react-query'
import { Terminal } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useState } from 'react'
import { CopyButton } from '@/components/build-log/copy-button'
import { cliCommands } from '@/lib/images/log-events/cli-commands'
import { imageQuery } from '@/lib/images/queries'
import { TextButton } from './tool-buttons'
import type { LogInstrument } from './use-log-instrument'

type Part = 'screen' | 'range'

/** The commands that print in a terminal what is seen here. */
export function CliTool({ log }: { log: LogInstrument }) {
  return (
    <Popover.Root open={log.cli.open} onOpenChange={log.cli.setOpen}>
      <Popover.Trigger asChild>
        <TextButton>
          <Terminal aria-hidden className="size-3.5" />
          CLI
        </TextButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Commands for a terminal"
          className="z-40 w-[min(44rem,calc(100vw-1.5rem))] rounded-lg border border-line bg-raised p-4 shadow-xl"
        >
          <Commands log={log} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Commands({ log: { address, params, timesInView } }: { log: LogInstrument }) {
  const { imageId, logStreamName, region, account } = address
  const { data: image } = useQuery(imageQuery(imageId, { region, account }))
  const [part, setPart] = useState<Part>('screen')
  // What was on the screen when it was asked for: the log may go on below.
  const [screen] = useState(timesInView)
  const { startTime, endTime } = params.range
  const range = { startTime: startTime ?? undefined, endTime: endTime ?? undefined }
  const times = part === 'screen' && screen ? screen : range
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-1.5">
        <h2 className="mr-auto font-medium text-sm">The same in a terminal</h2>
        <TextButton pressed={part === 'screen'} onClick={() => setPart('screen')}>
          Lines on the screen
        </TextButton>
        <TextButton pressed={part === 'range'} onClick={() => setPart('range')}>
          {params.bounded ? 'Time range' : 'Whole log'}
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
