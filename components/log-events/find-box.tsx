'use client'

import { CaseSensitive, ChevronDown, ChevronUp, Regex, Search, WholeWord, X } from 'lucide-react'
import type { Ref } from 'react'
import type { FindQuery } from '@/lib/images/log-events/find-query'
import { IconButton, ToggleButton } from './tool-buttons'

/** The find box. What it found is said beside it. */
export function FindBox({
  query: { text, matchCase, wholeWord, regularExpression },
  inputRef,
  onChange,
  onStep,
  onLeave,
}: {
  query: FindQuery
  inputRef: Ref<HTMLInputElement>
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
    <search className="flex min-w-0 items-center gap-1 max-sm:order-1! max-sm:grow max-sm:basis-56">
      <div className="flex h-8 min-w-0 flex-1 items-center rounded-md border border-line-strong bg-surface pl-2 focus-within:border-accent sm:w-80 sm:flex-none">
        <Search aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        <input
          ref={inputRef}
          type="search"
          aria-label="Find in log"
          placeholder="Find in log"
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange({ text: event.target.value })}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent px-2 font-mono text-xs outline-none [&::-webkit-search-cancel-button]:hidden"
        />
        {text && (
          <IconButton label="Clear" onClick={() => onChange({ text: '' })}>
            <X className="size-3.5" />
          </IconButton>
        )}
        <ToggleButton
          label="Match case"
          pressed={matchCase}
          onClick={() => onChange({ matchCase: !matchCase })}
        >
          <CaseSensitive className="size-4" />
        </ToggleButton>
        <ToggleButton
          label="Whole word"
          pressed={wholeWord}
          onClick={() => onChange({ wholeWord: !wholeWord })}
        >
          <WholeWord className="size-4" />
        </ToggleButton>
        <ToggleButton
          label="Regular expression"
          pressed={regularExpression}
          onClick={() => onChange({ regularExpression: !regularExpression })}
        >
          <Regex className="size-3.5" />
        </ToggleButton>
      </div>
      <IconButton label="Previous match" disabled={!text} onClick={() => onStep(-1)}>
        <ChevronUp className="size-4" />
      </IconButton>
      <IconButton label="Next match" disabled={!text} onClick={() => onStep(1)}>
        <ChevronDown className="size-4" />
      </IconButton>
    </search>
  )
}
