import { act, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { changeQuery, setOnly } from '@/lib/images/log-view/find'
import { began, numbered, outlineOf } from '@/lib/images/log-view/test-view'
import { LogEnd } from './log-ends'
import { draw, endViews, Rows, viewOf } from './log-parts-fixture'
import OutlinePanel from './outline-panel'
import { Vanished } from './vanished'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  endViews()
  vi.useRealTimers()
})

const lines = () => screen.queryAllByText(/^line \d+\.$/).map(({ textContent }) => textContent)

it('a silence is a row between the lines that says how long it was', async () => {
  const view = await viewOf({ lines: numbered(3), seconds: [0, 1, 421] })
  draw(view, <Rows view={view} />)
  expect(screen.getByText('7 min without output')).toBeDefined()
})

it('a step’s header folds its lines and brings them back', async () => {
  const outline = outlineOf([
    { name: 'first', events: 2 },
    { name: 'second', events: 3 },
  ])
  const view = await viewOf({ lines: numbered(5), facts: { outline } })
  draw(view, <Rows view={view} />)
  const header = screen.getByRole('button', { name: /^first, / })
  fireEvent.click(header)
  expect(header.getAttribute('aria-expanded')).toBe('false')
  expect(lines()).toEqual(['line 3.', 'line 4.', 'line 5.'])
  fireEvent.click(header)
  expect(lines()).toHaveLength(5)
})

it('equal lines stand as one with their number, and open', async () => {
  const view = await viewOf({ lines: ['begin', ...Array<string>(5).fill('still waiting'), 'end'] })
  draw(view, <Rows view={view} />)
  expect(screen.getAllByText('still waiting')).toHaveLength(1)
  const repeats = screen.getByRole('button', { name: 'Repeated 5 times' })
  expect(repeats.getAttribute('aria-expanded')).toBe('false')
  fireEvent.click(repeats)
  expect(screen.getAllByText('still waiting')).toHaveLength(5)
})

it('a row of the filter says how many lines it stands for, and shows some or all of them', async () => {
  const view = await viewOf({ lines: numbered(60) })
  draw(view, <Rows view={view} />)
  act(() => changeQuery(view.store, { text: 'line 30.' }))
  act(() => setOnly(view.store, 0))
  expect(screen.getByText(/29 lines hidden/)).toBeDefined()
  expect(screen.getByText(/30 lines hidden/)).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '5 above' }))
  expect(screen.queryByText('line 25.')).not.toBeNull()
  expect(screen.queryByText('line 24.')).toBeNull()
  fireEvent.click(screen.getAllByRole('button', { name: 'all' })[0] as HTMLElement)
  expect(screen.queryByText('line 1.')).not.toBeNull()
})

it('a very long line is cut, says by how much, and shows the rest', async () => {
  const view = await viewOf({ lines: [`${'x'.repeat(9_000)}!`] })
  draw(view, <Rows view={view} />)
  const text = () => document.querySelector('.log')?.textContent ?? document.body.textContent ?? ''
  expect(text()).not.toContain('!')
  fireEvent.click(screen.getByRole('button', { name: /· show$/ }))
  expect(text()).toContain('!')
  expect(screen.queryByRole('button', { name: /· show$/ })).toBeNull()
})

it('a stack event is a row of its own that leads to the stack’s events', async () => {
  const event = {
    eventId: 'e-1',
    stackId: 'arn:stack',
    stackName: 'image',
    logicalResourceId: 'Component',
    physicalResourceId: '',
    resourceType: 'AWS::ImageBuilder::Component',
    resourceStatus: 'CREATE_FAILED' as const,
    timestamp: new Date(began + 1_500).toISOString(),
  }
  const markers = { events: [event], times: [began + 1_500], stackId: undefined }
  const view = await viewOf({ lines: numbered(3), facts: { markers } })
  draw(view, <Rows view={view} />)
  const link = screen.getByRole('link', { name: /CREATE_FAILED/ })
  expect(link.getAttribute('href')).toContain('/images/image/stackevents?event=')
  expect(link.closest('.log-row')?.previousElementSibling?.textContent).toContain('line 2.')
})

it('a row says that it is the line one stands on, and only its link is for Tab', async () => {
  const view = await viewOf({ lines: numbered(3) })
  draw(view, <Rows view={view} />)
  const { held } = view.state.log
  act(() =>
    view.store.change({ current: { anchor: { timestamp: held.timestamps[1] ?? 0, ordinal: 0 }, line: 0 } }),
  )
  const current = document.querySelector('[data-current]')
  expect(current?.textContent).toContain('line 2.')
  expect([...document.querySelectorAll('a')].map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1])
})

it('a failure at an end of what is loaded is said in words, and Retry asks again', async () => {
  const view = await viewOf({ lines: numbered(30), pageSize: 10 })
  const { log } = view.state
  const asked = vi.spyOn(view.store.reader, 'loadOlder').mockResolvedValue(undefined as never)
  act(() =>
    view.store.change({ log: { ...log, older: { state: 'failed', error: new Error('Rate exceeded') } } }),
  )
  draw(view, <LogEnd side="older" />)
  expect(screen.getByRole('alert').textContent).toContain('Older lines could not be read: Rate exceeded')
  asked.mockClear()
  fireEvent.click(screen.getByRole('button', { name: 'Retry' }))
  expect(asked).toHaveBeenCalledTimes(1)
})

it('lines that AWS no longer has are said to be kept', async () => {
  const view = await viewOf({ lines: numbered(3) })
  act(() => view.store.change({ log: { ...view.state.log, vanished: 2 } }))
  draw(view, <Vanished />)
  expect(screen.getByRole('note').textContent).toContain(
    '2 lines shown here are no longer in CloudWatch Logs',
  )
})

it('a link of the outline marks its line here, without another page', async () => {
  const outline = outlineOf([
    { name: 'first', events: 20 },
    { name: 'second', events: 20, failed: true },
  ])
  const view = await viewOf({ lines: numbered(40), facts: { outline } })
  draw(view, <OutlinePanel />)
  const link = screen.getByRole<HTMLAnchorElement>('link', { name: /^failed: second/ })
  history.replaceState(null, '', new URL(link.href).pathname)
  fireEvent.click(link)
  expect(view.state.address.at?.from.timestamp).toBe(
    outline.runs[0]?.documents[0]?.phases[0]?.steps[1]?.at.timestamp,
  )
  expect(view.history).toHaveLength(2)
})
