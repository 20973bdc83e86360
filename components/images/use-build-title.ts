'use client'

import { useEffect } from 'react'
import type { Progress } from '@/lib/images/build-log/progress'
import type { BuildState } from '@/lib/images/build-state'

const glyphs = { good: '✓', failed: '✗', running: '▶', warning: '⚠', gone: '·' } as const
const colours = {
  good: '#2b7038',
  failed: '#b42b1f',
  running: '#1f5fb8',
  warning: '#8a5a00',
  gone: '#6f7573',
}

/**
 * Puts a build's state into the tab's title and icon, so that its end is seen from another tab: `▶ 12/18 · my-image`,
 * then `✗ Failed · my-image`.
 */
export function useBuildTitle(
  imageId: string,
  state: BuildState | undefined,
  progress: Pick<Progress, 'done' | 'usualSteps'> | undefined,
) {
  const { kind } = state ?? {}
  const said = kind === 'running' && progress ? stepsOf(progress) : state?.words
  useEffect(() => {
    if (!kind || !said) return
    const before = document.title
    document.title = `${glyphs[kind]} ${said} · ${imageId}`
    return () => {
      document.title = before
    }
  }, [imageId, kind, said])
  useEffect(() => {
    if (!kind) return
    const icon = document.createElement('link')
    icon.rel = 'icon'
    icon.href = `data:image/svg+xml,${encodeURIComponent(dot(colours[kind]))}`
    document.head.append(icon)
    return () => icon.remove()
  }, [kind])
}

const stepsOf = ({ done, usualSteps }: Pick<Progress, 'done' | 'usualSteps'>) =>
  usualSteps === undefined || done > usualSteps ? `${done} steps` : `${done}/${usualSteps}`

const dot = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${colour}"/></svg>`
