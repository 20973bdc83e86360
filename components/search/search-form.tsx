'use client'

import { CaseSensitive, Regex, Search, WholeWord } from 'lucide-react'
import { useState } from 'react'
import { Choice } from '@/components/choice'
import { ToggleButton } from '@/components/log-events/tool-buttons'
import type { SearchQuestion } from '@/lib/images/search/search-question'
import { type Period, periods } from './search-view'

type Asked = Omit<SearchQuestion, 'days'> & { since: Period }

const periodWords: Record<Period, string> = {
  '1d': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  all: 'All time',
}

/** What to look for, and where. Nothing is searched before it is sent: typing asks nobody. */
export function SearchForm({ asked, search }: { asked: Asked; search: (asked: Asked) => void }) {
  const [typed, setTyped] = useState(asked)
  const { text, matchCase, wholeWord, regularExpression, image, since } = typed
  const change = (part: Partial<Asked>) => setTyped({ ...typed, ...part })
  return (
    <search>
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          search(typed)
        }}
      >
        <div className="flex h-9 min-w-64 flex-[3_1_24rem] items-center rounded border border-line-strong bg-raised pl-2.5 pr-1 focus-within:border-accent pointer-coarse:h-11">
          <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
          <input
            type="search"
            aria-label="Search every build"
            placeholder={regularExpression ? 'A regular expression (RE2)' : 'Text in any log'}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={(event) => change({ text: event.target.value })}
            className="h-full min-w-0 flex-1 bg-transparent px-2 font-mono outline-none"
          />
          <ToggleButton
            label="Match case"
            pressed={matchCase}
            onClick={() => change({ matchCase: !matchCase })}
          >
            <CaseSensitive className="size-4" />
          </ToggleButton>
          <ToggleButton
            label="Whole word"
            pressed={wholeWord}
            onClick={() => change({ wholeWord: !wholeWord })}
          >
            <WholeWord className="size-4" />
          </ToggleButton>
          <ToggleButton
            label="Regular expression"
            pressed={regularExpression}
            onClick={() => change({ regularExpression: !regularExpression })}
          >
            <Regex className="size-3.5" />
          </ToggleButton>
        </div>
        <input
          type="search"
          aria-label="Image"
          placeholder="Any image"
          autoComplete="off"
          value={image}
          onChange={(event) => change({ image: event.target.value })}
          className="h-9 min-w-32 flex-[1_1_8rem] rounded border border-line-strong bg-raised px-2.5 pointer-coarse:h-11"
        />
        <Choice
          label="Period"
          value={since}
          options={Object.entries(periodWords)}
          choose={(value) => change({ since: value in periods ? (value as Period) : '30d' })}
        />
        <button
          type="submit"
          className="h-9 rounded bg-accent px-4 font-medium text-bg hover:opacity-90 pointer-coarse:h-11"
        >
          Search
        </button>
      </form>
    </search>
  )
}
