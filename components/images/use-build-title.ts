'use client'

import { useEffect } from 'react'
import type { BuildState } from '@/lib/images/build-state'

const glyphs = { good: '✓', failed: '✗', running: '▶', warning: '⚠', cancelled: '⊘', gone: '·' } as const
const colours = {
  good: '#2b7038',
  failed: '#b42b1f',
  running: '#1f5fb8',
  warning: '#8a5a00',
  cancelled: '#6f7573',
  gone: '#6f7573',
}

/** How many of a running build's steps have ended, and of how many, where an earlier build tells. */
export type StepsDone = { done: number; usualSteps?: number | undefined }

/**
 * Puts a build's state into the tab's title and icon, so that its end is seen from another tab: `▶ 12/18 · my-image`,
 * then `✗ Failed · my-image`. While the page stands they stay what the state says: Next writes the page's own title
 * whenever it has streamed or read its metadata again, which may be after ours.
 */
export function useBuildTitle(imageId: string, state: BuildState | undefined, steps: StepsDone | undefined) {
  const { kind } = state ?? {}
  const said = kind === 'running' && steps ? stepsOf(steps) : state?.words
  useEffect(() => {
    if (!kind || !said) return
    return keepTitle(`${glyphs[kind]} ${said} · ${imageId}`)
  }, [imageId, kind, said])
  useEffect(() => {
    if (!kind) return
    return keepIcon(`data:image/svg+xml,${encodeURIComponent(dot(colours[kind]))}`)
  }, [kind])
}

const stepsOf = ({ done, usualSteps }: StepsDone) =>
  usualSteps === undefined || done > usualSteps
    ? `${done} ${done === 1 ? 'step' : 'steps'}`
    : `${done}/${usualSteps}`

/** The list's title counts what is being built: `▶ 2 building · Images`. */
export function useListTitle(building: number) {
  useEffect(() => {
    if (building > 0) return keepTitle(`${glyphs.running} ${building} building · Images`)
  }, [building])
}

/** Holds the title until the returned function is called, which gives the page its own back. */
function keepTitle(title: string): () => void {
  let pagesOwn = document.title
  const hold = () => {
    if (document.title === title) return
    pagesOwn = document.title
    document.title = title
  }
  hold()
  const observer = new MutationObserver(hold)
  observer.observe(document.head, { childList: true, characterData: true, subtree: true })
  return () => {
    observer.disconnect()
    // A page that came meanwhile has written its own.
    if (document.title === title) document.title = pagesOwn
  }
}

/** Browsers take the last icon of the head: it stays the last. */
function keepIcon(href: string): () => void {
  const icon = document.createElement('link')
  icon.rel = 'icon'
  icon.href = href
  const hold = () => {
    const icons = document.head.querySelectorAll('link[rel~="icon"]')
    if (icons[icons.length - 1] !== icon) document.head.append(icon)
  }
  hold()
  const observer = new MutationObserver(hold)
  observer.observe(document.head, { childList: true })
  return () => {
    observer.disconnect()
    icon.remove()
  }
}

const dot = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${colour}"/></svg>`
