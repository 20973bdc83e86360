'use client'

import {
  ArrowDownToLine,
  Bookmark,
  Download,
  EyeOff,
  Keyboard,
  Layers,
  ListTree,
  SquareTerminal,
  WrapText,
} from 'lucide-react'
import { apiAddress } from '@/lib/get-json'
import { imagePath } from '@/lib/images/queries'
import { CliTool } from './cli-tool'
import { type ChosenTimeMode, timeModes } from './time-mode'
import type { Range } from './time-range'
import { IconButton, TextButton, ToggleButton } from './tool-buttons'
import type { LogAddress } from './use-log'
import type { LogInstrument } from './use-log-instrument'

type Tool = (props: { log: LogInstrument }) => React.ReactNode

/** The buttons on the right of the toolbar, from left to right. */
const tools: readonly Tool[] = [
  Times,
  Wrap,
  UpToDate,
  Echo,
  StackEvents,
  Follow,
  Outline,
  BookmarksTool,
  CliTool,
  DownloadLog,
  Keys,
]

export function LogTools({ log }: { log: LogInstrument }) {
  return tools.map((Tool) => <Tool key={Tool.name} log={log} />)
}

function Times({ log: { timeMode, reference } }: { log: LogInstrument }) {
  return (
    <select
      aria-label="Times"
      value={timeMode}
      onChange={(event) => reference.setTimeMode(event.target.value as ChosenTimeMode)}
      className="h-7 rounded border border-line-strong bg-raised px-1.5 text-xs text-ink-2"
    >
      {timeModes.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
      {timeMode === 'reference' && <option value="reference">Since a line</option>}
    </select>
  )
}

function Wrap({ log: { taste } }: { log: LogInstrument }) {
  return (
    <TextButton pressed={taste.wrap} onClick={taste.toggleWrap}>
      <WrapText aria-hidden className="size-3.5" />
      Wrap
    </TextButton>
  )
}

function StackEvents({ log: { taste } }: { log: LogInstrument }) {
  return (
    <ToggleButton
      label="Stack events between the lines"
      pressed={taste.stackEventsShown}
      onClick={taste.toggleStackEvents}
    >
      <Layers aria-hidden className="size-4" />
    </ToggleButton>
  )
}

/** Only while something is hidden: the switch itself stands in the outline, beside Chef's recipes. */
function UpToDate({ log: { taste } }: { log: LogInstrument }) {
  if (!taste.upToDateHidden) return null
  return (
    <TextButton pressed onClick={taste.toggleUpToDate} title="What Chef found up to date is hidden: show it">
      <EyeOff aria-hidden className="size-3.5" />
      Up to date
    </TextButton>
  )
}

function Echo({ log: { taste, echo } }: { log: LogInstrument }) {
  if (echo.folds.length === 0) return null
  return (
    <TextButton
      pressed={taste.echoShown}
      onClick={taste.toggleEcho}
      title="Echoed scripts and repeated stderr: shown or folded"
    >
      <SquareTerminal aria-hidden className="size-3.5" />
      Echo
    </TextButton>
  )
}

function Follow({ log }: { log: LogInstrument }) {
  return (
    <TextButton pressed={log.follow.follow} onClick={log.toggleFollow}>
      <ArrowDownToLine aria-hidden className="size-3.5" />
      {log.build.running ? 'Follow' : 'End'}
    </TextButton>
  )
}

function Outline({ log: { taste, steps } }: { log: LogInstrument }) {
  if (!steps.outline) return null
  return (
    <TextButton pressed={taste.outlineShown} onClick={taste.toggleOutline} className="max-md:hidden">
      <ListTree aria-hidden className="size-3.5" />
      Outline
    </TextButton>
  )
}

function BookmarksTool({ log: { bookmarks } }: { log: LogInstrument }) {
  const count = bookmarks.all.length
  return (
    <TextButton pressed={bookmarks.shown} onClick={() => bookmarks.setShown(!bookmarks.shown)}>
      <Bookmark aria-hidden className="size-3.5" />
      Bookmarks
      {count > 0 && <span className="tabular-nums">{count}</span>}
    </TextButton>
  )
}

function DownloadLog({ log: { address, params } }: { log: LogInstrument }) {
  return (
    <a
      href={downloadAddress(address, params.range)}
      download={`${address.imageId}-${address.logStreamName.replaceAll('/', '-')}.log`}
      className="inline-flex h-7 items-center gap-1.5 rounded border border-line-strong bg-raised px-2.5 text-xs text-ink-2 hover:border-ink-3 hover:text-ink"
    >
      <Download aria-hidden className="size-3.5" />
      Download
    </a>
  )
}

function Keys({ log: { help } }: { log: LogInstrument }) {
  return (
    <IconButton label="Keys" onClick={() => help.setOpen(true)}>
      <Keyboard className="size-4" />
    </IconButton>
  )
}

function downloadAddress({ imageId, logStreamName, region, account }: LogAddress, range: Range): string {
  return apiAddress(`${imagePath(imageId)}/download`, {
    region,
    account,
    logStreamName,
    startTime: range.startTime === null ? undefined : new Date(range.startTime).toISOString(),
    endTime: range.endTime === null ? undefined : new Date(range.endTime).toISOString(),
  })
}
