import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { PaletteCommand } from './palette-commands'
import { PaletteList } from './palette-list'
import { usePaletteSource } from './use-palette-source'

vi.mock('./use-place-commands', () => ({ usePlaceCommands: () => [] }))
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
