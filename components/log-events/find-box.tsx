'use client'

import { CaseSensitive, ChevronDown, ChevronUp, Regex, Search, WholeWord, X } from 'lucide-react'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import { IconButton, ToggleButton } from './tool-buttons'

const inputId = 'find-in-log'

/** The find box's field, for the keys that lead there. */
export const findInput = () => document.querySelector<HTMLInputElement>(`#${inputId}`)

/** The find box. What it found is said beside it. */
export function FindBox({
  query: { text, matchCase, wholeWord, regularExpression },
  onChange,
  onStep,
  onLeave,
}: {
  query: FindQuery
  onChange: (change: Partial<FindQuery>) => void
  onStep: (direction: 1 | -1) => void
  onLeave: () => void
}) {
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape') onLeave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search className="flex min-w-28 shrink items-center max-sm:grow">
      <div className="flex h-7 min-w-0 items-center rounded border border-line-strong bg-surface pl-2 focus-within:border-accent pointer-coarse:h-10 sm:w-80">
        <Search aria-hidden className={`size-3.5 shrink-0 text-ink-3 ${text && 'max-sm:hidden'}`} />
        <input
          id={inputId}
          type="search"
          aria-label="Find in log"
          placeholder="Find in log"
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ text: event.target.value })}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent px-2 font-mono text-xs outline-none max-sm:px-1 [&::-webkit-search-cancel-button]:hidden"
        />
        {text && (
          <IconButton label="Clear" onClick={() => onChange({ text: '' })} className="h-6! min-w-6!">
            <X className="size-3.5" />
          </IconButton>
        )}
        <Option label="Match case" pressed={matchCase} onClick={() => onChange({ matchCase: !matchCase })}>
          <CaseSensitive className="size-4" />
        </Option>
        <Option label="Whole word" pressed={wholeWord} onClick={() => onChange({ wholeWord: !wholeWord })}>
          <WholeWord className="size-4" />
        </Option>
        <Option
          label="Regular expression"
          pressed={regularExpression}
          onClick={() => onChange({ regularExpression: !regularExpression })}
        >
          <Regex className="size-3.5" />
        </Option>
      </div>
      {/* A phone has room for what is typed or for this one; matches go round. */}
      <IconButton
        label="Previous match"
        disabled={!text}
        onClick={() => onStep(-1)}
        className="max-sm:hidden"
      >
        <ChevronUp className="size-4" />
      </IconButton>
      <IconButton label="Next match" disabled={!text} onClick={() => onStep(1)}>
        <ChevronDown className="size-4" />
      </IconButton>
    </search>
  )
}

/** A phone has them in the menu of more. */
function Option(props: React.ComponentProps<typeof ToggleButton>) {
  return <ToggleButton {...props} className="h-6! min-w-6! max-sm:hidden" />
}
