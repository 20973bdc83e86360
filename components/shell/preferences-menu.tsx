'use client'

import { Settings2 } from 'lucide-react'
import { useState } from 'react'
import { Dropdown } from '../dropdown'
import { rememberChoice } from '../remembered-choice'
import { useTimeZone } from '../time-zone'

type Theme = 'system' | 'light' | 'dark'

/** Colour scheme and time zone: the reader's own, so in a cookie and not in the address. */
export function PreferencesMenu() {
  const { timeZone } = useTimeZone()
  const zone = timeZone === 'utc' ? 'UTC' : 'Local'
  return (
    <Dropdown
      label={`${zone}: time zone and theme`}
      className="flex h-7 items-center gap-1.5 rounded px-2 text-ink-2 hover:bg-sunken hover:text-ink"
      button={
        <>
          <Settings2 aria-hidden className="size-4" />
          <span className="text-xs">{zone}</span>
        </>
      }
    >
      <Choices />
    </Dropdown>
  )
}

function Choices() {
  const { timeZone, choose } = useTimeZone()
  const [theme, setTheme] = useState(currentTheme)
  return (
    <div className="w-44">
      <Group
        label="Time zone"
        value={timeZone}
        choices={{ utc: 'UTC', local: 'Local time' }}
        choose={choose}
      />
      <Group
        label="Theme"
        value={theme}
        choices={{ system: 'System', light: 'Light', dark: 'Dark' }}
        choose={(next) => setTheme(applyTheme(next))}
      />
    </div>
  )
}

function Group<Value extends string>({
  label,
  value,
  choices,
  choose,
}: {
  label: string
  value: Value
  choices: Readonly<Record<Value, string>>
  choose: (value: Value) => void
}) {
  return (
    <fieldset className="border-line not-first:mt-1 not-first:border-t not-first:pt-1">
      <legend className="float-left w-full px-2 py-1 text-ink-3">{label}</legend>
      <div className="clear-both">
        {(Object.keys(choices) as Value[]).map((choice) => (
          <label
            key={choice}
            className="flex min-h-7 cursor-pointer items-center gap-2 rounded px-2 hover:bg-sunken"
          >
            <input
              type="radio"
              name={label}
              checked={choice === value}
              onChange={() => choose(choice)}
              className="accent-accent"
            />
            {choices[choice]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

function applyTheme(theme: Theme): Theme {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  rememberChoice('theme', theme)
  return theme
}
