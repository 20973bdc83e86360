'use client'

import { useEffect } from 'react'
import type { BuildState } from '@/lib/images/build-state'

const glyphs = { good: '✓', failed: '✗', running: '▶', warning: '⚠', gone: '·' } as const
const colours = {
  good: '#2b7038',
  failed: '#b42b1f',
  running: '#1f5fb8',
  warning: '#8a5a00',
  gone: '#6f7573',
}

/** Puts a build's state into the tab's title and icon, so that its end is seen from another tab. */
export function useBuildTitle(imageId: string, state: BuildState | undefined) {
  const { kind, words } = state ?? {}
  useEffect(() => {
    if (!kind || !words) return
    const before = document.title
    document.title = `${glyphs[kind]} ${words} · ${imageId}`
    const icon = document.createElement('link')
    icon.rel = 'icon'
    icon.href = `data:image/svg+xml,${encodeURIComponent(dot(colours[kind]))}`
    document.head.append(icon)
    return () => {
      document.title = before
      icon.remove()
    }
  }, [imageId, kind, words])
}

const dot = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${colour}"/></svg>`
