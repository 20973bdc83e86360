import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { changeQuery } from '@/lib/images/log-view/find'
import { mark } from '@/lib/images/log-view/mark'
import { began, numbered, outlineOf } from '@/lib/images/log-view/test-view'
import { draw, endViews, Rows, viewOf } from './log-parts-fixture'
import { LogStrip } from './log-strip'
import { LogToolbar } from './log-toolbar'
import { MarkBar } from './mark-bar'

const failed = { build: { known: true, running: false, failed: true } }

const rowWith = (text: string) => screen.getByText(text).closest('.log-row')

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  endViews()
  vi.useRealTimers()
})

it('a row has a link with its time and its number within the step', async () => {
  const outline = outlineOf([
    { name: 'first', events: 3 },
    { name: 'second', events: 7 },
  ])
  const view = await viewOf({ lines: numbered(10), facts: { outline } })
  draw(view, <Rows view={view} />)
  const link = rowWith('line 5.')?.querySelector('a')
  expect(link?.textContent).toBe('03:04:09.000')
  expect(link?.dataset.number).toBe('2')
  expect(link?.getAttribute('href')).toBe(
    `/images/image/logstreams/3.14.0/1?at=${new Date(began + 4_000).toISOString()}`,
  )
  expect(screen.getByRole('button', { name: /^second, 6 s, good, 7 lines$/ })).toBeDefined()
})

it('of an event of many lines only the marked one is marked, and only it is copied', async () => {
  const view = await viewOf({ lines: ['before', 'one\ntwo\tof\nthree', 'after'] })
  draw(
    view,
    <>
      <Rows view={view} />
      <MarkBar />
    </>,
  )
  const at = { timestamp: began + 1_000, ordinal: 0 }
  act(() => mark(view.store, { from: at, to: at }, 1))
  expect(document.querySelectorAll('[data-marked]')).toHaveLength(1)
  expect(rowWith('two of')?.hasAttribute('data-marked')).toBe(true)
  expect(screen.getByText('1 line selected')).toBeDefined()
  const written = vi.fn(async (_: string) => {})
  vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText: written } })
  await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Copy' })))
  expect(written).toHaveBeenCalledWith('two\tof')
  vi.unstubAllGlobals()
})

it('the line that says why is told from other errors, and matches from what is beside them', async () => {
  const outline = outlineOf([{ name: 'step', events: 4, failed: true }])
  const view = await viewOf({ lines: numbered(4), facts: { ...failed, outline }, search: '?q=line' })
  vi.advanceTimersByTime(4_000)
  await view.settled()
  draw(view, <Rows view={view} />)
  const cause = document.querySelector('[data-cause]')
  expect(cause?.textContent).toContain('line 4.')
  expect(cause?.hasAttribute('data-error')).toBe(true)
  expect(document.querySelectorAll('mark').length).toBe(
    view.rows.filter((row) => row.startsWith('line')).length,
  )
})

it('the strip says which step is in view and why the build failed, and is there before it knows', async () => {
  const view = await viewOf({ lines: numbered(40), facts: failed })
  vi.advanceTimersByTime(4_000)
  await view.settled()
  draw(view, <LogStrip />)
  expect(screen.getByText('Reading the log for its likely cause…')).toBeDefined()
  const outline = outlineOf([
    { name: 'good', events: 20 },
    { name: 'bad', events: 20, failed: true },
  ])
  act(() => view.learn({ outline }))
  expect(screen.getByText('It failed.')).toBeDefined()
  act(() => view.lookAt(25))
  const step = screen.getByRole('button', { name: /^bad, / })
  expect(step.getAttribute('aria-expanded')).toBe('true')
  fireEvent.click(step)
  expect(view.rows.at(-1)).toBe('<section>')
  fireEvent.click(screen.getByRole('button', { name: 'Show line' }))
  expect(view.goesTo).toBe('line 40.')
  expect(view.rows).toContain('line 40.')
})

it('the strip of a log that cannot be read does not go on reading for its cause', async () => {
  const view = await viewOf({ facts: failed })
  act(() => view.store.change({ log: { ...view.state.log, phase: 'failed', error: new Error('gone') } }))
  draw(view, <LogStrip />)
  expect(screen.queryByText(/Reading/)).toBeNull()
})

it('the toolbar says what find found, and offers the filter once something is looked for', async () => {
  const view = await viewOf({ lines: numbered(40) })
  draw(view, <LogToolbar />)
  expect(screen.queryByRole('button', { name: 'Only matches' })).toBeNull()
  act(() => changeQuery(view.store, { text: '7.' }))
  expect(screen.getByRole('status').textContent).toBe('1 of 4')
  fireEvent.click(screen.getByRole('button', { name: 'Next match' }))
  expect(screen.getByRole('status').textContent).toBe('2 of 4')
  fireEvent.click(screen.getByRole('button', { name: 'Only matches' }))
  expect(view.rows.filter((row) => row.startsWith('line'))).toHaveLength(20)
  for (const name of ['Time', 'View', 'More']) expect(screen.getByRole('button', { name })).toBeDefined()
})
