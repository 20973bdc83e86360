import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { PaletteCommand } from './palette-commands'
import { PaletteList } from './palette-list'
import { usePaletteSource } from './use-palette-source'

const push = vi.fn()
vi.mock('./use-palette-commands', () => ({ usePaletteCommands: () => [] }))
vi.mock('next/navigation', () => ({
  useRouter: () => ({ push }),
  useSearchParams: () => new URLSearchParams('region=eu-west-1'),
}))
afterEach(cleanup)

const step = (label: string): PaletteCommand => ({ id: label, group: 'Steps', label, run: () => {} })

function Page({ steps }: { steps: readonly PaletteCommand[] }) {
  usePaletteSource(() => steps)
  return null
}

test('what a page learns while the palette is open is in the list at once', () => {
  Element.prototype.scrollIntoView ??= () => {}
  render(<PaletteList choose={() => {}} />)
  const { rerender } = render(<Page steps={[]} />)
  expect(screen.queryByText('InstallCookbooks')).toBeNull()
  act(() => rerender(<Page steps={[step('InstallCookbooks')]} />))
  expect(screen.getByText('InstallCookbooks')).toBeTruthy()
})

test('an image that no list knows yet is offered by its name, where nothing else fits', () => {
  Element.prototype.scrollIntoView ??= () => {}
  render(<PaletteList choose={(run) => run()} />)
  render(<Page steps={[step('InstallCookbooks')]} />)
  const type = (value: string) => fireEvent.input(screen.getByRole('combobox'), { target: { value } })
  act(() => void type('InstallCook'))
  expect(screen.queryByText('not in the list')).toBeNull()
  act(() => void type('no image'))
  expect(screen.getByText('No results')).toBeTruthy()
  act(() => void type('just-built-3-14-0'))
  fireEvent.click(screen.getByText('just-built-3-14-0'))
  expect(push).toHaveBeenCalledWith('/images/just-built-3-14-0?region=eu-west-1')
})
