/**
 * Runs in every measured page before its own scripts. `rows` is set before it: the selector of a drawn row's text.
 */
globalThis.bench = {
  /** Milliseconds from the start of the navigation to the frame after the first row's text was there. */
  firstLine: new Promise((resolve) => {
    const look = () => {
      const row = document.querySelector(globalThis.benchRows)
      if (row?.firstChild) requestAnimationFrame(() => resolve(performance.now()))
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  }),

  /** Milliseconds from the next key to the frame after find has said something else. */
  untilCounted() {
    const status = document.querySelector('section[aria-label=Log] p[role=status]')
    const before = status.textContent
    return new Promise((resolve) => {
      let begun = 0
      const onKey = () => {
        begun = performance.now()
      }
      addEventListener('keydown', onKey, { once: true, capture: true })
      const observer = new MutationObserver(() => {
        if (status.textContent === before) return
        observer.disconnect()
        requestAnimationFrame(() => resolve(performance.now() - begun))
      })
      observer.observe(status, { subtree: true, childList: true, characterData: true })
    })
  },

  /** Epoch milliseconds of the frame in which a row shows `text`. */
  untilText(text) {
    return new Promise((resolve) => {
      const look = () => {
        const rows = [...document.querySelectorAll('.log-row')]
        if (rows.some((row) => row.textContent.includes(text))) resolve(Date.now())
        else requestAnimationFrame(look)
      }
      look()
    })
  },

  /** Milliseconds from the next key to the frame in which the last row shows `text`. */
  untilLastRow(text) {
    return new Promise((resolve) => {
      const onKey = () => {
        const begun = performance.now()
        const look = () => {
          const rows = document.querySelectorAll('.log-row')
          if (rows[rows.length - 1]?.textContent.includes(text)) resolve(performance.now() - begun)
          else requestAnimationFrame(look)
        }
        look()
      }
      addEventListener('keydown', onKey, { once: true, capture: true })
    })
  },

  /**
   * Samples every frame until `stop()`: the time since the one before, and whether rows with text cover the scroller
   * from top to bottom.
   * @param {string} scrollerSelector
   * @param {string | undefined} rowSelector of a whole row; without it nothing is looked for
   */
  sample(scrollerSelector, rowSelector) {
    const scroller = document.querySelector(scrollerSelector)
    const drawn = scroller.getElementsByClassName(rowSelector?.slice(1) ?? '')
    const { top } = scroller.getBoundingClientRect()
    const bottom = top + scroller.clientHeight
    const frames = []
    const longTasks = []
    let blank = 0
    let rows = 0
    let last
    let over = false
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration)
    })
    observer.observe({ entryTypes: ['longtask'] })
    const isCovered = () => {
      const boxes = []
      for (const row of drawn) if (row.textContent !== '') boxes.push(row.getBoundingClientRect())
      boxes.sort((a, b) => a.top - b.top)
      let reached = top
      for (const box of boxes) if (box.top <= reached + 1 && box.bottom > reached) reached = box.bottom
      return reached >= bottom - 1
    }
    const frame = (time) => {
      if (over) return
      if (last !== undefined) frames.push(time - last)
      last = time
      probe.style.width = probe.style.width === '1px' ? '2px' : '1px'
      requestAnimationFrame(frame)
    }
    // A resize is told of after layout and before paint: what is there then is what the frame shows.
    const probe = document.createElement('div')
    probe.style.cssText = 'position:fixed;height:1px;contain:strict;visibility:hidden'
    document.body.append(probe)
    const painted = new ResizeObserver(() => {
      if (!isCovered()) blank++
      rows = Math.max(rows, drawn.length)
    })
    if (rowSelector) painted.observe(probe)
    requestAnimationFrame(frame)
    this.stop = () => {
      over = true
      // A frame that has not come yet is the longest of all.
      if (last !== undefined) frames.push(performance.now() - last)
      observer.disconnect()
      painted.disconnect()
      probe.remove()
      return { frames, blank, rows, longTasks }
    }
  },
}
