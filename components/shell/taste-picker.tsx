'use client'

import { Check, Settings2 } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import { useState } from 'react'
import { rememberChoice } from '../remembered-choice'
import { useTimeZone } from '../time-zone'

type Theme = 'system' | 'light' | 'dark'

/** Colour scheme and time zone: the reader's own, so in a cookie and not in the address. */
export function TastePicker() {
  const { timeZone, choose } = useTimeZone()
  const [theme, setTheme] = useState<Theme>()
  return (
    <DropdownMenu.Root onOpenChange={() => setTheme(currentTheme())}>
      <DropdownMenu.Trigger
        aria-label={`${timeZone === 'utc' ? 'UTC' : 'Local'}: time zone and colours`}
        className="flex h-7 items-center gap-1.5 rounded px-2 text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <Settings2 aria-hidden className="size-4" />
        <span className="text-xs">{timeZone === 'utc' ? 'UTC' : 'Local'}</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 min-w-44 rounded-md border border-line bg-raised p-1 shadow-lg"
        >
          <Group label="Times">
            <DropdownMenu.RadioGroup
              value={timeZone}
              onValueChange={(value) => choose(value === 'local' ? 'local' : 'utc')}
            >
              <Choice value="utc">UTC</Choice>
              <Choice value="local">Local time</Choice>
            </DropdownMenu.RadioGroup>
          </Group>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <Group label="Colours">
            <DropdownMenu.RadioGroup
              value={theme ?? 'system'}
              onValueChange={(value) => setTheme(applyTheme(value as Theme))}
            >
              <Choice value="system">As the system</Choice>
              <Choice value="light">Light</Choice>
              <Choice value="dark">Dark</Choice>
            </DropdownMenu.RadioGroup>
          </Group>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Group({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <DropdownMenu.Group>
      <DropdownMenu.Label className="px-2 pb-0.5 pt-1 text-2xs text-ink-3">{label}</DropdownMenu.Label>
      {children}
    </DropdownMenu.Group>
  )
}

function Choice({ value, children }: { value: string; children: React.ReactNode }) {
  return (
    <DropdownMenu.RadioItem
      value={value}
      className="flex cursor-pointer items-center justify-between rounded px-2 py-1 outline-none data-highlighted:bg-accent-soft"
    >
      {children}
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="size-3.5 text-accent" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
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
