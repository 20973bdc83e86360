import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { moveLine } from './current-line'
import { errorTextOf, showCause, stepError } from './errors'
import { changeQuery, searchAll, setOnly, stepHit, toggleOnly } from './find'
import { findingText } from './finding-text'
import { foldRepeats, foldStep, foldStepHere, showHidden, showLong, toggleAllEcho } from './fold'
import { leaveEnd, reachEnd, sticksToEnd } from './follow'
import { goTo, goToEnd, goToStart, reveal, toggleFollow } from './go-to'
import { mark, markRow, putBookmark, removeBookmark, toggleBookmark, toggleReference, unmark } from './mark'
import { endMove, movingOf, rowAt } from './moving'
import { setRange, showWholeLog } from './open'
import { extentOf, markedOf, newEventsOf } from './select-place'
import { stepInViewOf } from './select-steps'
import { stepSilence } from './silences'
import { began, numbered, outlineOf, TestView } from './test-view'

const iso = (second: number) => new Date(began + second * 1000).toISOString()
const anchor = (second: number) => ({ timestamp: began + second * 1000, ordinal: 0 })
const running = { build: { known: true, running: true, failed: false } }
const failed = { build: { known: true, running: false, failed: true } }

const views: TestView[] = []
const opened = async (wish: ConstructorParameters<typeof TestView>[0] = {}) => {
  const view = await new TestView(wish).settled()
  views.push(view)
  view.lookAt(Math.max(0, view.rows.length - 10))
  await view.settled()
  return view
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  for (const view of views.splice(0)) view.stop()
  vi.useRealTimers()
})

describe('opening', () => {
  it('keeps what the page measured before it begins to read', async () => {
    const view = await opened()
    const measures = { cell: 8, width: 1152, rowHeight: 20, roomy: true, tallest: 2 ** 24 }
    view.store.change({ measures })
    view.store.start()()
    expect(view.state.measures).toEqual(measures)
  })

  it('goes to the end of a log, and follows it', async () => {
    const view = await opened()
    expect(view.goesTo).toBe('end')
    expect(view.rows.at(-1)).toBe('line 100.')
    expect(view.state.follow.on).toBe(true)
  })

  it('goes to the line that the address names, and opens the equal lines around it', async () => {
    const lines = ['first', ...Array(9).fill('same'), 'last']
    const view = await opened({ lines, search: `?at=${iso(5)}` })
    expect(view.goesTo).toBe('same')
    expect(view.rows).toEqual(lines)
  })

  it('waits for the cause of a failed build, and goes there', async () => {
    const view = await opened({ facts: failed })
    expect(view.state.log.phase).toBe('opening')
    view.learn({ cause: { known: true, place: { ...anchor(40), line: 0 } } })
    await view.settled()
    expect(view.goesTo).toBe('line 41.')
  })

  it('goes to the end when the cause is long in coming, and to the cause as long as nobody has moved', async () => {
    const view = await opened({ facts: failed })
    vi.advanceTimersByTime(4_000)
    await view.settled()
    expect(view.goesTo).toBe('end')
    view.learn({ cause: { known: true, place: { ...anchor(40), line: 0 } } })
    await view.settled()
    expect(view.goesTo).toBe('line 41.')
  })

  it('takes nobody who reads to a cause that comes late', async () => {
    const view = await opened({ facts: failed })
    vi.advanceTimersByTime(4_000)
    await view.settled()
    view.lookAt(20)
    leaveEnd(view.store)
    view.learn({ cause: { known: true, place: { ...anchor(40), line: 0 } } })
    await view.settled()
    expect(view.goesTo).toBe('end')
  })

  it('comes back to the line that was on top when it was left', async () => {
    const left = await opened({ facts: failed, search: `?at=${iso(5)}` })
    left.lookAt(60)
    left.stop()
    expect(left.left).toEqual(anchor(60))
    const back = await opened({ facts: failed, place: anchor(60) })
    expect(back.goesTo).toBe('line 61.')
    expect(back.state.destination?.align).toBe('start')
  })

  it('reads another time range around the line in the middle', async () => {
    const view = await opened()
    view.lookAt(45)
    setRange(view.store, { startTime: began + 30_000, endTime: began + 80_000 })
    await view.settled()
    expect(view.goesTo).toBe('line 51.')
    view.lookAt(0)
    await view.settled()
    expect([view.rows[0], view.rows.at(-1)]).toEqual(['line 31.', 'line 80.'])
    expect(view.search).toBe(`?startTime=${iso(30)}&endTime=${iso(80)}`)
    showWholeLog(view.store)
    await view.settled()
    expect(view.goesTo).toBe('line 37.')
    view.lookAt(30)
    await view.settled()
    expect(view.rows).toHaveLength(100)
  })

  it('reads on at an end that is near, and nowhere else', async () => {
    const view = await opened({ lines: numbered(5_000), pageSize: 1_000 })
    // An event of the first millisecond is not shown before it is sure to be whole.
    expect(view.rows).toHaveLength(999)
    view.lookAt(300)
    await view.settled()
    expect(view.rows).toHaveLength(1_999)
    expect(view.rows[view.state.inView.first]).toBe('line 4302.')
  })
})

describe('standing still', () => {
  it('holds the row on top when a page arrives while somebody folds, in whichever order', async () => {
    const steps = outlineOf([
      { name: 'first', events: 2_000 },
      { name: 'second', events: 2_500 },
      { name: 'third', events: 500 },
    ])
    const states: string[] = []
    for (const foldsFirst of [true, false]) {
      const view = await opened({ lines: numbered(5_000), pageSize: 1_000, facts: { outline: steps } })
      view.lookAt(view.state.view.rows.count - 100)
      const top = view.rows[view.state.inView.first]
      if (foldsFirst) foldStep(view.store, 'second', true)
      const page = view.store.reader.loadOlder()
      if (!foldsFirst) foldStep(view.store, 'second', true)
      await page
      if (foldsFirst) await view.settled()
      expect(view.rows[view.state.inView.first]).toBe(top)
      states.push(view.rows.slice(view.state.inView.first).join('\n'))
    }
    expect(states[0]).toBe(states[1])
  })

  it('says which rows the list draws where they were, until it has been scrolled along', async () => {
    const view = await new TestView({ lines: numbered(3_000), pageSize: 1_000 }).settled()
    view.lookAt(500)
    const drawn = [480, 500, 509].map((place) => view.textAt(place))
    await view.store.reader.loadOlder()
    await view.settled()
    const drawnAt = (place: number) => view.textAt(rowAt(place, movingOf(view.state)))
    expect([480, 500, 509].map(drawnAt)).toEqual(drawn)
    expect(drawnAt(1_500)).toBe(view.textAt(1_500))
    // More comes before the list was drawn.
    await view.store.reader.loadOlder()
    await view.settled()
    expect([480, 500, 509].map(drawnAt)).toEqual(drawn)
    endMove(view.store)
    expect(drawnAt(500)).toBe(view.textAt(500))
  })

  it('numbers rows so that what comes above changes no number', async () => {
    const view = await opened({ lines: numbered(5_000), pageSize: 1_000 })
    const { view: before } = view.state
    await view.store.reader.loadOlder()
    const { view: after } = view.state
    expect(before.first - after.first).toBe(1_000)
  })

  it('holds the match when the filter comes and goes', async () => {
    const view = await opened({ search: '?q=line 50.' })
    stepHit(view.store, 1)
    view.lookAtLine('line 50.')
    const above = view.rows.indexOf('line 50.') - view.state.inView.first
    toggleOnly(view.store)
    expect(view.rows).toEqual([
      '<47 hidden>',
      'line 48.',
      'line 49.',
      'line 50.',
      'line 51.',
      'line 52.',
      '<48 hidden>',
    ])
    expect(view.rows.indexOf('line 50.') - view.state.inView.first).toBe(above)
    toggleOnly(view.store)
    expect(view.rows.indexOf('line 50.') - view.state.inView.first).toBe(above)
  })
})

it('holds no more wrapped rows than one element has room for, and reads the rest again', async () => {
  const lines = Array.from({ length: 3_000 }, (_, n) => `${n} ${'wrapped '.repeat(40)}`)
  const view = await opened({ lines, pageSize: 300 })
  view.store.change({ measures: { ...view.state.measures, width: 500, tallest: 200_000 } })
  view.store.prefer({ wrap: true })
  for (let turn = 0; turn < 8; turn++) {
    view.lookAt(0)
    await view.settled()
    expect(view.state.view.rows.count * 20).toBeLessThanOrEqual(200_000)
  }
  expect(view.state.log.newer.state).toBe('more')
  goToEnd(view.store)
  await view.settled()
  expect(view.rows.at(-1)).toMatch(/wrapped/)
  expect(view.state.log.newer.state).toBe('end')
})

describe('going about', () => {
  it('goes to a line that is not held by reading around it', async () => {
    const view = await opened({ lines: numbered(20_000), pageSize: 1_000 })
    expect(view.rows).not.toContain('line 101.')
    goTo(view.store, anchor(100))
    await view.settled()
    expect(view.goesTo).toBe('line 101.')
    expect(view.rows).toContain('line 101.')
    expect(view.state.follow.on).toBe(false)
  })

  it('opens whatever hides the line it goes to', async () => {
    const lines = [...numbered(10), ...Array(5).fill('same'), 'end.']
    const view = await opened({ lines, facts: { outline: outlineOf([{ name: 'step', events: 16 }]) } })
    foldStep(view.store, 'step', true)
    expect(view.rows).toEqual(['<section>'])
    reveal(view.store, anchor(12), 0)
    expect(view.rows).toEqual(['<section>', ...lines])
  })

  it('reaches both ends, read or not', async () => {
    const view = await opened({ lines: numbered(20_000), pageSize: 1_000 })
    goToStart(view.store)
    await view.settled()
    expect(view.rows[0]).toBe('line 1.')
    expect(view.state.follow.on).toBe(false)
    goToEnd(view.store)
    await view.settled()
    expect(view.rows.at(-1)).toBe('line 20000.')
    expect(view.state.follow.on).toBe(true)
  })

  it('moves from line to line over rows that are none', async () => {
    const view = await opened({ lines: ['a', 'b', 'c'], seconds: [0, 1, 200] })
    view.lookAt(0)
    const stood = [1, 1, 1, 1, -1].map((direction) => {
      moveLine(view.store, direction as 1 | -1)
      return view.goesTo
    })
    expect(stood).toEqual(['a', 'b', 'c', 'c', 'b'])
  })

  it('goes from silence to silence, says how long it was, and reads on to find one', async () => {
    const seconds = Array.from({ length: 3_000 }, (_, n) => n + (n >= 500 ? 600 : 0))
    const view = await opened({ lines: numbered(3_000), seconds, pageSize: 1_000 })
    await stepSilence(view.store, -1)
    expect(view.state.current?.anchor).toEqual(anchor(1_100))
    expect(view.state.notice).toBe('10 min 1 s without output')
    view.lookAtLine('line 501.')
    await stepSilence(view.store, -1)
    expect(view.state.notice).toBe('No earlier silence')
    vi.advanceTimersByTime(6_000)
    expect(view.state.notice).toBe('')
  })

  it('steps through the errors, also when they are asked for before they are known', async () => {
    const view = await opened({ facts: failed })
    vi.advanceTimersByTime(4_000)
    await view.settled()
    stepError(view.store, 1)
    expect(view.state.outlineDue).toBe(true)
    view.learn({
      outline: outlineOf([
        { name: 'a', events: 20, failed: true },
        { name: 'b', events: 20, failed: true },
      ]),
    })
    await view.settled()
    expect(view.goesTo).toBe('line 20.')
    expect(errorTextOf(view.state)).toBe('Error 1 of 2')
    stepError(view.store, 1)
    expect(view.goesTo).toBe('line 40.')
    stepError(view.store, 1)
    expect(errorTextOf(view.state)).toBe('Error 1 of 2')
    showCause(view.store)
    expect(view.goesTo).toBe('line 20.')
  })
})

describe('following', () => {
  it('counts what arrives once the end is left, and none when it is reached', async () => {
    const view = await opened({ facts: running })
    leaveEnd(view.store)
    view.write('new 1.', 'new 2.')
    await view.store.reader.poll()
    expect(newEventsOf(view.state)).toBe(2)
    reachEnd(view.store)
    expect(newEventsOf(view.state)).toBe(0)
    expect(sticksToEnd(view.state)).toBe(true)
    toggleFollow(view.store)
    expect(view.state.follow.on).toBe(false)
    toggleFollow(view.store)
    expect(view.goesTo).toBe('end')
  })
})

describe('find', () => {
  it('leads to the first hit in view or below it, and on in both directions', async () => {
    const view = await opened()
    view.lookAt(30)
    changeQuery(view.store, { text: '7.' })
    expect(view.goesTo).toBe('line 37.')
    expect(findingText(view.state)).toBe('4 of 10')
    stepHit(view.store, -1)
    expect(view.goesTo).toBe('line 27.')
    for (let turn = 0; turn < 3; turn++) stepHit(view.store, -1)
    expect(view.goesTo).toBe('line 97.')
    expect(view.search).toBe('?q=7.')
  })

  it('keeps its hits as pages come', async () => {
    const view = await opened({ lines: numbered(3_000), pageSize: 1_000, search: '?q=7.' })
    expect(view.state.found.hits.count).toBe(100)
    await view.store.reader.loadOlder()
    expect(view.state.found.hits.count).toBe(200)
  })

  it('says why an expression cannot be read', async () => {
    const view = await opened()
    changeQuery(view.store, { text: '(', regularExpression: true })
    await view.settled()
    expect(findingText(view.state)).toContain('Not a regular expression')
    changeQuery(view.store, { text: 'line 7' })
    await view.settled()
    expect(findingText(view.state)).toBe('1 of 11')
  })

  it('looks for an expression beside the page: the last lines stand until the new ones are told', async () => {
    const view = await opened({ search: '?q=7.$&regex=true&only=0' })
    await view.settled()
    expect(view.rows).toContain('line 17.')
    expect(view.rows.filter((row) => row.startsWith('line'))).toHaveLength(10)
    changeQuery(view.store, { text: '^line 8' })
    expect(findingText(view.state)).toBe('Searching…')
    expect(view.rows).toContain('line 17.')
    expect(view.goesTo).not.toMatch(/^line 8/)
    await view.settled()
    expect(view.rows.filter((row) => row.startsWith('line'))).toHaveLength(11)
    expect(view.goesTo).toMatch(/^line 8/)
    changeQuery(view.store, { regularExpression: false })
    expect(findingText(view.state)).toBe('No matches')
  })

  it('looks for an expression among lines that come, and only among those', async () => {
    const view = await opened({ lines: numbered(3_000), pageSize: 1_000, search: '?q=7.$&regex=true' })
    await view.settled()
    expect(view.state.found.hits.count).toBe(100)
    expect(view.matched).toBe(999)
    await view.store.reader.loadOlder()
    await view.settled()
    expect(view.state.found.hits.count).toBe(200)
    expect(view.matched).toBe(1_999)
  })

  it('asks the server for the rest after a pause in typing, and goes to what was never held', async () => {
    const view = await opened({ lines: numbered(20_000), pageSize: 1_000 })
    view.answer = { scanned: 20_000, total: 1, hits: [{ anchor: anchor(41), line: 0 }], done: true }
    changeQuery(view.store, { text: 'line 19' })
    expect(view.goesTo).toMatch(/^line 19/)
    changeQuery(view.store, { text: 'line 42.' })
    expect(findingText(view.state)).toBe('No matches in 999 loaded lines')
    vi.advanceTimersByTime(1_199)
    expect(view.searched).toEqual([])
    vi.advanceTimersByTime(1)
    await view.settled()
    expect(view.searched).toEqual(['line 42.'])
    expect(findingText(view.state)).toBe('1 match')
    stepHit(view.store, 1)
    await view.settled()
    expect(view.goesTo).toBe('line 42.')
    expect(view.rows).toContain('line 42.')
  })

  it('searches at once when it is told to, and never what is held whole', async () => {
    const view = await opened({ lines: numbered(20_000), pageSize: 1_000, search: '?q=line' })
    searchAll(view.store)
    vi.advanceTimersByTime(5_000)
    expect(view.searched).toEqual(['line'])
    const whole = await opened({ search: '?q=line' })
    vi.advanceTimersByTime(5_000)
    expect(whole.searched).toEqual([])
  })

  it('shows a few of the lines that the filter hides, until something else is looked for', async () => {
    const view = await opened({ search: '?q=line 50.&only=0' })
    showHidden(view.store, 0, 'above')
    expect(view.rows.slice(0, 3)).toEqual(['<44 hidden>', 'line 45.', 'line 46.'])
    changeQuery(view.store, { text: 'line 51.' })
    expect(view.rows).toEqual(['<50 hidden>', 'line 51.', '<49 hidden>'])
    setOnly(view.store, null)
    expect(view.rows).toHaveLength(100)
  })
})

describe('folding', () => {
  const steps = {
    outline: outlineOf([
      { name: 'a', events: 50 },
      { name: 'b', events: 50 },
    ]),
  }

  it('folds a step under its header, and the one that somebody stands in', async () => {
    const view = await opened({ facts: steps })
    foldStep(view.store, 'a', true)
    expect(view.rows.slice(0, 3)).toEqual(['<section>', '<section>', 'line 51.'])
    view.lookAt(10)
    foldStepHere(view.store)
    expect(view.rows).toEqual(['<section>', '<section>'])
    foldStep(view.store, 'b', false)
    expect(view.rows).toHaveLength(52)
  })

  it('knows the step that the topmost line is of', async () => {
    const view = await opened({ facts: steps })
    view.lookAt(10)
    expect(stepInViewOf(view.state)?.key).toBe('a')
    view.lookAt(60)
    expect(stepInViewOf(view.state)?.key).toBe('b')
  })

  it('opens and folds a run of equal lines', async () => {
    const view = await opened({ lines: ['a', ...Array(4).fill('same'), 'b'] })
    expect(view.rows).toEqual(['a', 'same', 'b'])
    foldRepeats(view.store, 1, 4, false)
    expect(view.rows).toHaveLength(6)
    foldRepeats(view.store, 1, 4, true)
    expect(view.rows).toHaveLength(3)
  })

  it('folds all echo or none', async () => {
    const lines = ['Step A', 'Stderr: set -v\nyum install gcc\nexit 1', 'end.']
    const view = await opened({ lines })
    const folded = view.rows
    toggleAllEcho(view.store)
    expect(view.rows.length).toBeGreaterThan(folded.length)
    expect(view.kept.get('log-echo')).toBe('on')
  })

  it('shows a very long line in full', async () => {
    const view = await opened({ lines: ['x'.repeat(20_000)] })
    expect(view.rows[0]).toHaveLength(8_192)
    view.store.change({ measures: { ...view.state.measures, width: 1_000_000 } })
    showLong(view.store, anchor(0))
    expect(view.rows.join('')).toHaveLength(20_000)
  })
})

describe('the address', () => {
  it('takes a marked line, a range, and gives them back', async () => {
    const view = await opened()
    markRow(view.store, 9, false)
    expect(view.search).toBe(`?at=${iso(9)}`)
    markRow(view.store, 19, true)
    expect(view.search).toBe(`?at=${iso(9)}..${iso(19)}`)
    expect(markedOf(view.state)).toMatchObject({ from: 9, to: 19 })
    view.back()
    expect(markedOf(view.state)).toMatchObject({ from: 9, to: 9 })
    expect(unmark(view.store)).toBe(true)
    expect(view.search).toBe('')
    expect(unmark(view.store)).toBe(false)
  })

  it('follows Back to another line, and stays when it is the same', async () => {
    const view = await opened({ search: `?at=${iso(9)}` })
    mark(view.store, { from: anchor(80), to: anchor(80) })
    view.back()
    await view.settled()
    expect(view.goesTo).toBe('line 10.')
    const { destination } = view.state
    view.store.followAddress()
    expect(view.state.destination).toBe(destination)
  })

  it('writes keystrokes over and jumps beside each other', async () => {
    const view = await opened()
    changeQuery(view.store, { text: 'l' })
    changeQuery(view.store, { text: 'li' })
    expect(view.history).toHaveLength(1)
    mark(view.store, { from: anchor(3), to: anchor(3) })
    expect(view.history).toHaveLength(2)
  })

  it('keeps bookmarks, their notes and the line that times count from', async () => {
    const view = await opened({ search: '?region=eu-west-1' })
    toggleBookmark(view.store)
    expect(view.state.notice).toContain('Choose a line first')
    markRow(view.store, 9, false)
    toggleBookmark(view.store)
    expect(view.state.bookmarksShown).toBe(true)
    putBookmark(view.store, { anchor: anchor(9), line: 0, note: 'why' })
    toggleReference(view.store)
    expect(view.state.address.reference).toEqual(anchor(9))
    const other = await opened({ search: view.search })
    expect(other.state.address).toEqual(view.state.address)
    expect(other.search).toContain('region=eu-west-1')
    removeBookmark(view.store, { anchor: anchor(9), line: 0 })
    toggleReference(view.store)
    expect(view.state.address).toMatchObject({ bookmarks: [], reference: null })
  })
})

describe('preferences', () => {
  it('are remembered, and what is unknown is as it was', async () => {
    const view = await opened({ kept: { 'log-wrap': 'on', 'log-times': 'nonsense' } })
    expect(view.state.preferences).toMatchObject({ wrap: true, times: 'clock' })
    view.store.prefer({ times: 'start', wrap: false })
    expect(Object.fromEntries(view.kept)).toMatchObject({ 'log-times': 'start', 'log-wrap': 'off' })
  })
})

it('spans in its overview what AWS says of the stream, or what is held', async () => {
  const view = await opened()
  expect(extentOf(view.state)).toEqual({ start: began, end: began + 99_000 })
})
