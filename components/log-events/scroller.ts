import { indexOfAnchor } from '@/lib/images/log-events/held-log'
import type { RowView } from '@/lib/images/log-events/row-view'
import { rowOf } from '@/lib/images/log-events/rows'
import { leaveEnd, reachEnd, sticksToEnd } from '@/lib/images/log-view/follow'
import type { LogViewStore } from '@/lib/images/log-view/log-view-store'
import { endMove } from '@/lib/images/log-view/moving'
import type { Destination } from '@/lib/images/log-view/view-state'
import { look } from '@/lib/images/log-view/window'

/** Header and footer: constant, because they enter every sum. */
export const endHeight = 40

/** Chromium's tallest element has 2^25 device pixels; beyond this height the page's own figure is not compared. */
const tallest = 15_000_000

/**
 * The one owner of the list's scroll position: at what the log was opened for, then at the same rows whatever comes,
 * goes, folds or wraps above them, or at the end while that is followed. All of it follows from numbers of rows of one
 * height, as soon as the page has them, in the same frame. The list library's own ways act some frames later on what the
 * page measures meanwhile: they end elsewhere on a busy machine, and nowhere in a hidden tab, which has no frames.
 */
export class LogScroller {
  readonly #store: LogViewStore
  #element: HTMLElement | undefined
  /** The rows that the page has the height of; the store's may be newer. */
  #settled: RowView | undefined
  #done: Destination | undefined
  #before = { top: 0, count: 0 }
  #boxTop: number | undefined
  #hadFocus = false
  #detach = () => {}

  constructor(store: LogViewStore) {
    this.#store = store
  }

  get element(): HTMLElement | undefined {
    return this.#element
  }

  /** Takes the list's element over; another region of the log is drawn into another one. */
  readonly attach = (element: HTMLElement | Window | null) => {
    this.#detach()
    this.#detach = () => {}
    this.#element = undefined
    if (!(element instanceof HTMLElement)) return
    this.#element = element
    this.#settled = undefined
    this.#boxTop = undefined
    const observer = new ResizeObserver(this.#onResize)
    observer.observe(element)
    const release = () => releaseFocus(element)
    element.addEventListener('scroll', release, { capture: true })
    element.addEventListener('scroll', this.#onScroll, { passive: true })
    element.addEventListener('wheel', this.#onWheel, { passive: true })
    const leave = this.#store.subscribe(this.#go)
    this.#detach = () => {
      observer.disconnect()
      element.removeEventListener('scroll', release, { capture: true })
      element.removeEventListener('scroll', this.#onScroll)
      element.removeEventListener('wheel', this.#onWheel)
      leave()
    }
    // Home may read another part of the log into a new list.
    if (this.#hadFocus && document.activeElement === document.body) element.focus({ preventScroll: true })
    this.#hadFocus = false
    this.settle()
  }

  /** To be called before the list's element goes. */
  keepFocus() {
    this.#hadFocus = this.#element?.contains(document.activeElement) ?? false
  }

  /** To be called whenever the list's element has changed: places it once it has the rows' height. */
  readonly settle = () => {
    const element = this.#element
    const state = this.#store.getState()
    const { view } = state
    const last = this.#settled
    if (!element || view.rows.count === 0 || last === view || !hasHeight(element, this.#height)) return
    this.#settled = view
    if (state.destination !== this.#done) {
      this.#go()
      endMove(this.#store)
    } else if (!last) this.#begin()
    else if (sticksToEnd(state)) this.#scrollTo(this.#height)
    else if (last.first !== view.first) {
      // A list that became shorter may have been pushed up by the page itself.
      const { scrollTop } = element
      const top = view.rows.count < last.rows.count ? Math.max(scrollTop, this.#before.top) : scrollTop
      this.#scrollTo(top + (last.first - view.first) * this.#rowHeight)
    }
    // A list too short to scroll stands elsewhere among its rows though the page says nothing.
    this.#tellRows(element)
  }

  /** The list draws other places than before. */
  readonly onRange = () => {
    if (this.#settled === this.#store.getState().view) endMove(this.#store)
    this.report()
  }

  /** Tells the store which rows are in view. */
  readonly report = () => {
    const element = this.#element
    // Between new rows and their height in the page, what is on the screen says nothing.
    if (!element || this.#settled !== this.#store.getState().view) return
    const { scrollTop } = element
    const { top, count } = this.#before
    const isUp = scrollTop < top && this.#count === count
    const isDown = scrollTop > top
    this.#before = { top: scrollTop, count: this.#count }
    if (isUp) leaveEnd(this.#store)
    this.#tellRows(element)
    // Who stands at the end and left it, to select or to mark, has not come there again.
    if (isDown && this.#isAtEnd(element)) reachEnd(this.#store)
  }

  turnPage(direction: 1 | -1) {
    const { scrollTop = 0, clientHeight = 0 } = this.#element ?? {}
    if (direction === -1) leaveEnd(this.#store)
    this.#scrollTo(scrollTop + direction * (clientHeight - 2 * this.#rowHeight))
    if (direction === 1 && this.#element && this.#isAtEnd(this.#element)) reachEnd(this.#store)
  }

  /** The link of the line the keyboard stands on, when it is drawn. */
  currentLink(): HTMLElement | null {
    return this.#element?.querySelector<HTMLElement>('[data-current] .log-time[href]') ?? null
  }

  get #count() {
    return this.#store.getState().view.rows.count
  }

  get #rowHeight() {
    return this.#store.getState().measures.rowHeight
  }

  get #height() {
    return 2 * endHeight + this.#count * this.#rowHeight
  }

  /** Where the reader was, in a list that is drawn anew in another height. */
  #begin() {
    const { follow, inView, view } = this.#store.getState()
    if (follow.on || inView.region !== view.region) this.#scrollTo(this.#height)
    else this.#scrollTo(endHeight + inView.first * this.#rowHeight)
  }

  readonly #go = () => {
    const element = this.#element
    const { destination, view } = this.#store.getState()
    if (!element || !destination || destination === this.#done || this.#settled !== view) return
    this.#done = destination
    const { goal, align } = destination
    if (goal.at === 'start') return this.#scrollTo(0)
    if (goal.at === 'end') return this.#scrollTo(this.#height)
    const row = rowOf(view.rows, indexOfAnchor(view.held, goal.anchor).index, goal.line)
    const rowHeight = this.#rowHeight
    const top = endHeight + row * rowHeight
    const { scrollTop, clientHeight } = element
    if (align === 'start') this.#scrollTo(row === 0 ? 0 : top)
    else if (align === 'center') this.#scrollTo(top - (clientHeight - rowHeight) / 2)
    else if (top < scrollTop) this.#scrollTo(top - rowHeight)
    else if (top + rowHeight > scrollTop + clientHeight) this.#scrollTo(top + 2 * rowHeight - clientHeight)
  }

  #scrollTo(top: number) {
    const element = this.#element
    if (!element) return
    element.scrollTop = top
    this.#before = { top: element.scrollTop, count: this.#count }
    releaseFocus(element)
  }

  #isAtEnd({ scrollTop, clientHeight }: HTMLElement): boolean {
    return this.#height - scrollTop - clientHeight <= 8
  }

  #tellRows({ scrollTop, clientHeight }: HTMLElement) {
    const first = Math.max(0, Math.floor((scrollTop - endHeight) / this.#rowHeight))
    look(this.#store, first, Math.ceil((scrollTop - endHeight + clientHeight) / this.#rowHeight))
  }

  readonly #onScroll = () => {
    const element = this.#element
    // Each sticky gutter is a layer of its own to composite; at the left edge all of them lie where they would anyway.
    element?.toggleAttribute('data-sideways', element.scrollLeft > 0)
    this.report()
  }

  /** Seen before the page has scrolled, and so before new rows can pull a follower along once more. */
  readonly #onWheel = ({ deltaX, deltaY }: WheelEvent) => {
    const element = this.#element
    if (!element || Math.abs(deltaY) <= Math.abs(deltaX)) return
    if (deltaY < 0 && element.scrollTop > 0) leaveEnd(this.#store)
    // There the page does not scroll any more.
    if (deltaY > 0 && this.#isAtEnd(element)) reachEnd(this.#store)
  }

  /** Something above the list came or went, or the window changed its size. */
  readonly #onResize = () => {
    this.settle()
    const element = this.#element
    const top = element?.getBoundingClientRect().top
    const moved = (top ?? 0) - (this.#boxTop ?? top ?? 0)
    this.#boxTop = top
    if (this.#settled && sticksToEnd(this.#store.getState())) this.#scrollTo(this.#height)
    // The lines stay where the eye is; at the very beginning there is nothing that could hide above.
    else if (this.#settled && element && element.scrollTop > 0) this.#scrollTo(element.scrollTop + moved)
    this.report()
  }
}

function hasHeight(element: HTMLElement, height: number): boolean {
  const expected = Math.max(height, element.clientHeight)
  return height > tallest || Math.abs(element.scrollHeight - expected) <= 2
}

/**
 * Focus goes back to the log before the row that has it leaves the page: Chromium lays the page out amid the removal,
 * finds the list too short for a moment, and scrolls up for good.
 */
function releaseFocus(scroller: HTMLElement) {
  const focused = document.activeElement
  if (!focused || focused === scroller || !scroller.contains(focused)) return
  const [row, box] = [focused.getBoundingClientRect(), scroller.getBoundingClientRect()]
  if (row.bottom < box.top || row.top > box.bottom) scroller.focus({ preventScroll: true })
}
